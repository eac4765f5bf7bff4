import dataclasses
import datetime
import io
import zipfile
from typing import Any

import openpyxl
import pytest

from allocator.report.workbook import xlsx
from tests.report.poison import poisoned
from tests.report.sample import account, outcome

# openpyxl does not know the solid bars of newer Excel, and says so on reading.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

_SHEETS = [
    "Summary",
    "Who gets what",
    "Workload",
    "Not allocated",
    "Provisional and notes",
    "About",
]


def test_one_sheet_for_each_question() -> None:
    """The sheets are the questions people ask, in the order they ask them."""
    assert _open(xlsx(outcome())).sheetnames == _SHEETS


def test_numbers_are_numbers() -> None:
    """Units, percentages and dates can be summed, sorted and charted; nothing is text in disguise."""
    first = _row(_open(xlsx(outcome()))["Who gets what"], 2)

    assert first["Minutes a week"] == 165
    assert first["Worker after"] == pytest.approx(0.894)
    assert first["Due"] == datetime.datetime(2026, 3, 3)
    assert first["Case"] == "C201"


@pytest.mark.parametrize("sheet", _SHEETS)
def test_every_sheet_filters_and_prints(sheet: str) -> None:
    """Each question is a real table with filters, on landscape A4 one page wide."""
    page = _open(xlsx(outcome()))[sheet]

    assert len(page.tables) == 1
    assert next(iter(page.tables.values())).autoFilter is not None
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.paperSize == 9
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToHeight == 0


@pytest.mark.parametrize("sheet", _SHEETS[1:])
def test_headings_stay_in_sight(sheet: str) -> None:
    """The heading row is frozen on screen and repeated on every printed page."""
    page = _open(xlsx(outcome()))[sheet]

    assert page.freeze_panes == "B2"
    assert page.print_title_rows == "$1:$1"


def test_over_the_limit_is_said_in_words() -> None:
    """Colour is never the only sign: the standing column says it."""
    sheet = _open(xlsx(outcome()))["Workload"]

    standing = {row["Worker"]: row["Standing"] for row in _rows(sheet)}
    assert standing["W04 · Dev Patel"] == "Over safe limit"
    assert standing["W06 · Farah Siddiqui"] == "No capacity, holds cases"


@pytest.mark.parametrize(
    "payload",
    [
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2+3",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "{=1}",
        "http://a.b",
    ],
)
def test_no_cell_is_a_formula_or_a_link(payload: str) -> None:
    """Whatever a name, number or reason begins with, it is stored as text."""
    content = xlsx(poisoned(outcome(), payload))

    cells = [
        cell for sheet in _open(content) for row in sheet.iter_rows() for cell in row
    ]
    assert any(payload.strip() in str(cell.value) for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not [cell for cell in cells if cell.hyperlink]
    assert all(
        isinstance(cell.value, str)
        for cell in cells
        if payload.strip() in str(cell.value)
    )


@pytest.mark.parametrize(
    "payload", ["\x00", "\x0b", "\x1b[31m", "\ufffe", "_x0041_", "<b>&"]
)
def test_control_characters_leave_a_workbook_that_opens(payload: str) -> None:
    """Odd characters in a batch never make a broken workbook."""
    assert _open(xlsx(poisoned(outcome(), payload))).sheetnames == _SHEETS


def test_text_longer_than_a_cell_is_cut_not_lost() -> None:
    """A reason longer than Excel can hold ends in an ellipsis instead of vanishing."""
    first, *others = outcome().account.assignments
    long = first.model_copy(update={"reasons": ("x" * 40_000,)})
    sheet = _open(xlsx(_with(assignments=(long, *others))))["Who gets what"]

    assert _row(sheet, 2)["Why"].endswith("x…")


def test_an_empty_proposal_is_a_workbook_too() -> None:
    """With nothing waiting, nobody there and nothing noted, each sheet says so in a sentence."""
    nothing = dataclasses.replace(
        _with(assignments=(), unallocated=(), workers=(), measures={}),
        notes=(),
        provisional=(),
    )

    book = _open(xlsx(nothing))

    assert book["Who gets what"]["A1"].value == "No case has a worker proposed for it."
    assert (
        book["Not allocated"]["A1"].value
        == "Every waiting case has a worker proposed for it."
    )
    assert book["Workload"]["A1"].value == "There are no workers."


def test_nothing_in_it_reaches_outside() -> None:
    """No links, no macros, no outside parts."""
    names = zipfile.ZipFile(io.BytesIO(xlsx(outcome()))).namelist()

    assert not [
        name for name in names if "external" in name.lower() or "vba" in name.lower()
    ]


def _with(**changes: Any) -> Any:
    return outcome(account=account(outcome().team, **changes))


def _open(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def _rows(sheet: Any) -> list[dict[str, Any]]:
    return [_row(sheet, number) for number in range(2, sheet.max_row + 1)]


def _row(sheet: Any, number: int) -> dict[str, Any]:
    heading = [cell.value for cell in sheet[1]]
    return dict(zip(heading, (cell.value for cell in sheet[number]), strict=True))
