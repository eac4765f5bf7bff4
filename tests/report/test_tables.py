import csv
import io

import pytest

from allocator.report import tables
from tests.report.poison import poisoned
from tests.report.sample import account, outcome

_PAYLOADS = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "'=1",
    '"=1',
]


def test_one_row_for_each_assignment() -> None:
    """allocations.csv has every placed case once, with its reasons and its runner-up."""
    rows = _rows(tables.allocations(outcome()))

    first = rows[0]
    assert len(rows) == 18
    assert first["case_id"] == "C201"
    assert first["worker_id"] == "W01"
    assert first["worker_name"] == "Amara Okafor"
    assert first["units"] == "165"
    assert first["unit"] == "minutes a week"
    assert first["reasons"] == (
        "Holds child protection at level 3, one above what the case looks for; "
        "Has room: 77.8% before, 89.4% after"
    )
    assert first["runner_up_worker_id"] == "W05"


def test_one_row_for_each_worker() -> None:
    """workload.csv has everyone, a blank percentage where there is no capacity, and words for it."""
    rows = {row["worker_id"]: row for row in _rows(tables.workload(outcome()))}

    assert len(rows) == 12
    assert rows["W04"]["standing"] == "Over safe limit"
    assert rows["W06"]["percent_after"] == ""
    assert rows["W06"]["standing"] == "No capacity, holds cases"
    assert rows["W07"]["given"] == "C202; C203"
    assert rows["W12"]["provisional"] == "yes"


def test_one_row_for_each_case_not_placed() -> None:
    """unallocated.csv has every waiting case with its main reason and the cheapest change."""
    rows = _rows(tables.unallocated(outcome()))

    assert [row["case_id"] for row in rows] == ["C219", "C220"]
    assert rows[0]["main_reason"].startswith(
        "7 workers ruled out: “The worker has every skill"
    )
    assert rows[0]["cheapest_change"].startswith("Moving C017")


@pytest.mark.parametrize("payload", _PAYLOADS)
@pytest.mark.parametrize(
    "table", [tables.allocations, tables.workload, tables.unallocated]
)
def test_no_cell_runs_as_a_formula(table, payload: str) -> None:  # type: ignore[no-untyped-def]
    """Whatever a name, number or reason begins with, a spreadsheet takes it for text."""
    content = table(poisoned(outcome(), payload))

    cells = [
        cell
        for row in csv.reader(io.StringIO(content.lstrip("\ufeff")))
        for cell in row
    ]
    assert any(payload.strip() in cell for cell in cells)
    assert not [
        cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    ]
    assert not [
        cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))
    ]


@pytest.mark.parametrize("payload", [*_PAYLOADS, "a\nb", 'a"b', "a,b", "a\x00b"])
def test_no_cell_breaks_the_table(payload: str) -> None:
    """Line ends, quotes and commas inside a name leave every row as wide as its heading."""
    content = tables.allocations(poisoned(outcome(), payload))

    rows = list(csv.reader(io.StringIO(content.lstrip("\ufeff"), newline="")))
    assert len(rows) == 19
    assert {len(row) for row in rows} == {len(rows[0])}


def test_a_table_opens_in_a_spreadsheet_as_it_is() -> None:
    """The byte order mark makes Excel read accents; rows end with a line feed alone."""
    content = tables.workload(outcome())

    assert content.startswith("\ufeffworker_id,")
    assert "\r" not in content


def test_an_empty_table_keeps_its_heading() -> None:
    """With nothing to list there is still a table, so that whatever reads it finds its columns."""
    nothing = outcome(account=account(outcome().team, assignments=(), unallocated=()))

    assert len(tables.allocations(nothing).splitlines()) == 1
    assert tables.unallocated(nothing).startswith("\ufeffcase_id,group_id,type,urgency")


def _rows(content: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.lstrip("\ufeff"))))
