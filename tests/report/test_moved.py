import io
import re
import warnings

import openpyxl
import pytest

from allocator.report import page, tables, text, workbook
from allocator.report.outcome import Outcome
from tests.builders import team, worker
from tests.pipeline.test_rebalancing import rebalanced
from tests.problem.test_rebalance import held


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    """What is told below, found once."""
    return relieved()


def relieved() -> Outcome:
    """W1 leaves with a household of two and a restricted case; W2 is relieved."""
    return rebalanced(
        team(
            worker(name="Ana"), worker("W2", name="Ben"), worker("W3", name="Cyd"),
            held("H1", "two", group_id="G"), held("H2", "one", group_id="G"),
            held("H3", "one", restricted=True),
            held("H4", "five", worker_id="W2"), held("H5", "five", worker_id="W2"),
            held("H6", "one", worker_id="W2"),
        ),
        leavers=("W1",),
    )  # fmt: skip


def test_every_report_tells_every_move(outcome: Outcome) -> None:
    """Text, page, table and workbook name each case with who gives and who takes it."""
    with warnings.catch_warnings():
        # Data bars are an extension that this reader does not know.
        warnings.simplefilter("ignore", UserWarning)
        book = openpyxl.load_workbook(io.BytesIO(workbook.xlsx(outcome)))
    sheet = [[cell.value for cell in row] for row in book["Cases that would move"]]
    told = (text.text(outcome), page.html(outcome), tables.moves(outcome), str(sheet))

    assert len(outcome.account.moves) >= 4
    for shown in told:
        for move in outcome.account.moves:
            assert move.case_id in shown
        assert "Ana" in shown


def test_a_restricted_case_is_told_by_number_only(outcome: Outcome) -> None:
    """Its reasons and its kind are withheld; nobody learns from a move what a proposal would not tell."""
    row = next(
        line for line in tables.moves(outcome).splitlines() if line.startswith("H3")
    )

    assert "Restricted case: details withheld" in row
    assert row.split(",")[2] == ""


def test_siblings_are_told_together(outcome: Outcome) -> None:
    """One line of the text for one household."""
    assert re.search(r"^H1, H2 +W1 · Ana", text.text(outcome), re.MULTILINE)


def test_the_first_sentence_and_the_sum(outcome: Outcome) -> None:
    """How many move, leavers apart."""
    shown = text.text(outcome)

    moves = len(outcome.account.moves)
    assert shown.startswith(f"{moves} held cases to move; best possible proven.")
    said = f"3 cases of people who leave would go to others; {moves - 3} held case"
    assert said in shown.replace("\n", " ")


def test_the_other_column_is_the_proposal_without_moves(outcome: Outcome) -> None:
    """It is called what it is wherever the measures are compared."""
    assert "Without moves" in text.text(outcome)
    assert "Without moves" in page.html(outcome)
    assert "caseload count" not in text.text(outcome).lower()
    assert "caseload count" not in page.html(outcome).lower()
