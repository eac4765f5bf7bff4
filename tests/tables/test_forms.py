from pathlib import Path

import openpyxl
import pytest

from allocator.domain.answers import RATERS, Rater
from allocator.errors import InvalidBatch
from allocator.report.skills_form import Form
from allocator.report.skills_form_book import xlsx
from allocator.tables.forms import read_forms
from tests.builders import worker
from tests.skills.small import framework

PERSON = worker("W1", name="Ada", supervisor_id="M")


def returned(
    path: Path, form: Form, *levels: int | None, date: str = "2026-09-01"
) -> Path:
    """A form as it comes back: what the person wrote, and what their spreadsheet worked out."""
    path.write_bytes(xlsx(form))
    book = openpyxl.load_workbook(path)
    sheet = book["ratings"]
    place = {cell.value: cell.column for cell in sheet[1]}
    for row, level in enumerate(levels, 2):
        sheet.cell(row, place["Level"]).value = level
        # Spreadsheets keep the last result of a formula beside it; here the result takes its place.
        sheet.cell(row, place["date"]).value = date
        sheet.cell(row, place["worker_id"]).value = "W1"
        sheet.cell(row, place["rater_id"]).value = "W1" if form.rater == "self" else "M"
    book.save(path)
    return path


@pytest.mark.parametrize("rater", RATERS)
@pytest.mark.parametrize("known", [True, False])
def test_a_returned_form_needs_no_typing_in(
    rater: Rater, known: bool, tmp_path: Path
) -> None:
    """Levels come back under the right competency; what was left open is left out."""
    form = Form(framework(), rater, PERSON if known else None)
    path = returned(tmp_path / "form.xlsx", form, 3, None, 0, 4)

    found = read_forms([path], framework())

    assert [(one.competency, one.level) for one in found] == [
        ("law", 3),
        ("care", 0),
        ("talking", 4),
    ]
    assert {(one.worker_id, one.rater, one.given_by) for one in found} == {
        ("W1", rater, "W1" if rater == "self" else "M")
    }
    assert {one.version for one in found} == {"1"}


def test_a_folder_of_forms_and_tables_is_read_whole(tmp_path: Path) -> None:
    """Workbooks and CSV files together; an answer that stands in two of them is one."""
    returned(tmp_path / "a.xlsx", Form(framework(), "self", PERSON), 3, 2, 1, 0)
    returned(tmp_path / "b.xlsx", Form(framework(), "supervisor", PERSON), 3, 2, 1, 0)
    text = "worker_id,competency,level,rater,rater_id,date\nW1,law,3,self,,2026-09-01\nW2,law,1,self,,2026-09-01\n"
    (tmp_path / "earlier.csv").write_text(text, encoding="utf-8")
    (tmp_path / "~lock.xlsx").write_text("not a form", encoding="utf-8")

    found = read_forms([tmp_path], framework())

    assert len(found) == 9
    assert [one.worker_id for one in found] == ["W1"] * 8 + ["W2"]


def test_two_forms_that_contradict_each_other_are_a_fault(tmp_path: Path) -> None:
    """The same person, question and day with two levels: people say which."""
    form = Form(framework(), "self", PERSON)
    returned(tmp_path / "a.xlsx", form, 3)
    returned(tmp_path / "b.xlsx", form, 2)

    with pytest.raises(InvalidBatch) as error:
        read_forms([tmp_path], framework())

    assert str(error.value) == (
        "b.xlsx sheet ratings row 2, level: is 2, and the same answer is 3 in 'a.xlsx'; keep one."
    )


def test_what_a_form_says_once_is_a_fault_once(tmp_path: Path) -> None:
    """A date forgotten on the first sheet is missing in every row, and told once; other faults are told beside it."""
    form = Form(framework(), "self", PERSON)
    returned(tmp_path / "a.xlsx", form, 3, 2, 1, date="")
    returned(tmp_path / "b.xlsx", form, 7, 2, 1)

    with pytest.raises(InvalidBatch) as error:
        read_forms([tmp_path], framework())

    assert [str(fault) for fault in error.value.faults] == [
        "a.xlsx sheet ratings row 2, date: is blank beside a level; give the day."
        " The form's first sheet says it for every row.",
        "b.xlsx sheet ratings row 2, level: '7' is more than 4.",
    ]


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    """An empty folder and a path that leads nowhere."""
    with pytest.raises(InvalidBatch, match="holds no"):
        read_forms([tmp_path], framework())
    with pytest.raises(InvalidBatch, match="no folder or file is here"):
        read_forms([tmp_path / "none"], framework())
