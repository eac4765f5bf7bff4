"""The pages about diaries and calibration name every field that comes out, every key that goes in, every column."""

import csv
import io
import re

import pytest
from pydantic import BaseModel

from allocator.domain import calibration, time_use
from allocator.policy.calibration import Calibration, Part
from allocator.report import calibration_files, time_use_files
from tests.project.pages import first_column, named, read, section, tables
from tests.report import written_down

_DIARIES, _CALIBRATION = read("diaries.md"), read("calibration.md")


def _fields(record: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in record.model_fields.items()]


@pytest.mark.parametrize(
    ("page", "heading", "number", "record"),
    [
        (_DIARIES, "## Files and fields", 0, time_use.TimeUse),
        (_CALIBRATION, "## Fields", 0, calibration.Calibration),
        (_CALIBRATION, "## Fields", 1, calibration.NumberCalibrated),
    ],
    ids=["diary", "calibration", "number"],
)
def test_every_field_has_its_row(
    page: str, heading: str, number: int, record: type[BaseModel]
) -> None:
    """Each field of a document, in the order in which it is printed."""
    table = tables(section(page, heading))[number]

    assert first_column(table) == _fields(record)


@pytest.mark.parametrize(
    ("page", "row", "record"),
    [
        (_DIARIES, "tasks", time_use.TaskTime),
        (_DIARIES, "groups", time_use.GroupTime),
        (_DIARIES, "weekdays", time_use.DayTime),
        (_DIARIES, "hours_of_day", time_use.HourTime),
        (_DIARIES, "contract", time_use.Contract),
        (_CALIBRATION, "parts", calibration.PartSeen),
        (_CALIBRATION, "entangled", calibration.Entangled),
    ],
    ids=lambda given: given if isinstance(given, str) and len(given) < 20 else "",
)
def test_the_fields_within_are_told_in_its_row(
    page: str, row: str, record: type[BaseModel]
) -> None:
    """What each part of a document holds stands beside its name."""
    rows = [
        cells
        for heading in ("## Files and fields", "## Fields")
        if heading in page
        for cells in tables(section(page, heading))[0]
    ]
    told = next(named(cells[1]) for cells in rows if cells[0] == f"`{row}`")

    assert [name for name in _fields(record) if name not in told] == []


def test_every_key_of_a_calibration_is_told() -> None:
    """A planner finds what each means."""
    told = {
        name
        for table in tables(section(_CALIBRATION, "## Settings"))
        for row in table
        for name in named(row[0] + row[1])
    }

    assert {*Calibration.model_fields, *Part.model_fields} - {"title", "source"} <= told


def test_every_file_is_told() -> None:
    """Both what a report writes and the columns of its tables."""
    found = written_down.calibrated()
    heading = next(
        csv.reader(io.StringIO(calibration_files.csv(found.account).lstrip("\ufeff")))
    )

    fields = {
        *calibration.NumberCalibrated.model_fields,
        "low",
        "high",
        "alone_low",
        "alone_high",
    }
    assert set(heading) <= fields
    for name in ("calibration.html", "calibration.csv", "calibration.json"):
        assert f"`{name}`" in _CALIBRATION
    for name in ("diary.html", "diary-groups.csv", "diary.json"):
        assert f"`{name}`" in _DIARIES
    groups = time_use_files.csv.__doc__ or ""
    assert re.search(r"type, stage and grade", groups)
