import io
from typing import Any

import openpyxl
import pytest

from allocator.domain.case import Case
from allocator.report.files import rendered
from allocator.report.outcome import Outcome
from allocator.report.privacy import guarded, withheld
from allocator.report.text import text
from tests.report.sample import outcome

# openpyxl does not know the solid bars of newer Excel, and says so on reading.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")


@pytest.mark.parametrize(
    "name", ["terminal", "html", "allocations.csv", "unallocated.csv", "xlsx"]
)
def test_a_restricted_case_is_told_by_number_only(name: str) -> None:
    """Its type, skills, reasons, urgency and dates appear nowhere but in proposal.json."""
    told = _told(_restricted("C218", "C219"), name)

    for detail in (
        "SECRET",
        "Adoption",
        "court work at level 1",
        "Moving C017",
        "ue 7 March",
        "2026-03-07",
        "77.0%",
    ):
        assert detail not in told
    assert "Restricted case: details withheld" in told


def test_its_worker_and_units_remain() -> None:
    """A meeting still sees who would hold it and how much it weighs."""
    row = next(
        line
        for line in _told(outcome(), "allocations.csv").splitlines()
        if line.startswith("C218")
    )

    assert row.startswith("C218,,,,,W10,Isla Campbell,,,95,minutes a week,")


def test_the_siblings_of_a_restricted_case_are_withheld_too() -> None:
    """Reasons are given for a household together, so one child's would tell of the other."""
    told = text(_restricted("C202"))

    assert "The family knows" not in told
    assert "C202, C203" in told


def test_the_contract_keeps_everything() -> None:
    """Systems that read proposal.json get every field; it is theirs to guard."""
    assert "SECRET" in rendered(outcome())["proposal.json"].decode()


def test_a_note_about_a_restricted_case_is_withheld() -> None:
    """A sentence that is only about it is replaced; one about others stays without its number."""
    team = _restricted("C218").team

    told = guarded(
        team,
        [
            "Case C218: no complexity is given, so medium is assumed.",
            "No complexity is given: C211, C218 and 3 more.",
            "Case C2180 is another one.",
        ],
    )

    assert told == (
        "A note about a restricted case is withheld.",
        "No complexity is given: C211, a restricted case and 3 more.",
        "Case C2180 is another one.",
    )


def test_nothing_is_withheld_where_nothing_is_restricted() -> None:
    """Without a restricted case every note is shown as it is."""
    assert withheld(_restricted().team) == frozenset()
    assert guarded(_restricted().team, ["Case C218: a note"]) == ("Case C218: a note.",)


def _restricted(*case_ids: str) -> Outcome:
    team = outcome().team
    cases = tuple(
        Case.model_validate(
            {**case.model_dump(), "restricted": case.case_id in case_ids}
        )
        for case in team.cases
    )
    return outcome(team=team.model_copy(update={"cases": cases}))


def _told(given: Outcome, name: str) -> str:
    if name == "terminal":
        return text(given)
    files: dict[str, Any] = rendered(given)
    if name == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(files["proposal.xlsx"]))
        cells = (c.value for sheet in book for row in sheet.iter_rows() for c in row)
        return "\n".join(str(cell) for cell in cells)
    return str(files["proposal.html" if name == "html" else name].decode())
