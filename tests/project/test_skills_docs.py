"""The pages on a skills audit tell every column, field and key of its second half."""

from typing import Any

import pytest
from pydantic import BaseModel

from allocator.domain import (
    skills_gaps,
    skills_progress,
    skills_unlocks,
    training,
)
from allocator.policy import framework_uses
from allocator.tables import development
from allocator.tables.table import Table
from tests.project.pages import first_column, read, section, tables

_AUDIT, _OUTPUT = read("skills.md"), read("skills-output.md")
_TABLES = (
    development.LEVELS,
    development.COURSES,
    development.FORECAST,
    development.GOALS,
    development.QUALIFICATIONS,
    development.REMARKS,
    development.GRADES,
)


@pytest.mark.parametrize("table", _TABLES, ids=lambda table: table.name)
def test_every_column_is_told_as_it_is_read(table: Table) -> None:
    """The rows of the page are the columns of the table: name, need, kind, meaning, and what a blank means."""
    [told] = tables(section(_AUDIT, f"### {table.name}"))

    assert told[1:] == [
        [
            f"`{column.name}`",
            "yes" if column.required else "",
            column.kind.label,
            column.meaning,
            column.blank,
        ]
        for column in table.columns
    ]


@pytest.mark.parametrize(
    ("heading", "record"),
    [
        ("## gaps.json", skills_gaps.Gaps),
        ("### gaps.json: work", skills_gaps.WorkGap),
        ("### gaps.json: cover", skills_gaps.Covered),
        ("### gaps.json: leaving", skills_gaps.Leaving),
        ("### gaps.json: people", skills_gaps.PersonGap),
        ("### gaps.json: grades", skills_gaps.GradeShown),
        ("## unlock.json", skills_unlocks.Unlocks),
        ("### unlock.json: proposals", skills_unlocks.Outcome),
        ("### unlock.json: skills", skills_unlocks.Blocking),
        ("### unlock.json: workers", skills_unlocks.Trained),
        ("## training.json", training.Training),
        ("### training.json: needs", training.Need),
        ("### training.json: runs", training.Run),
        ("### training.json: seats", training.Seat),
        ("## progress.json", skills_progress.Progress),
        ("### progress.json: teams", skills_progress.TeamProgress),
        ("### progress.json: moved", skills_progress.Moved),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_every_field_is_told(heading: str, record: type[BaseModel]) -> None:
    """Each field of a document has its row, in the order in which it is printed."""
    table = tables(section(_OUTPUT, heading))[0]

    assert first_column(table) == [
        field.alias or name for name, field in record.model_fields.items()
    ]


def test_every_key_of_the_framework_s_uses_is_told() -> None:
    """Each number that people may change has its row."""
    [table] = tables(section(_AUDIT, "## The framework's part in this"))

    assert first_column(table) == [
        *_keys("cover", framework_uses.Cover),
        *_keys("expiry", framework_uses.Expiry),
        *_keys("development", framework_uses.Development),
    ]


def _keys(place: str, record: type[BaseModel]) -> list[str]:
    found: list[str] = []
    for name, field in record.model_fields.items():
        kind: Any = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            found += _keys(f"{place}.{name}", kind)
        else:
            found.append(f"{place}.{name}")
    return found
