from typing import Any

from allocator.report.comparison import Compared, caution, compared, ways
from allocator.report.outcome import Outcome
from tests.report.sample import account, outcome


def test_measures_stand_beside_the_caseload_count() -> None:
    """People over their safe limit: 2 instead of 5, and that is better."""
    row = _row(outcome(), "People over their safe limit")

    assert (row.ours, row.others[0], row.verdict) == ("2", "5", "better")
    assert (row.ours_in_prose, row.theirs_in_prose) == ("2", "5")


def test_what_is_worse_is_called_worse() -> None:
    """Where counting cases does better, the report says so."""
    assert _row(outcome(), "Weekly minutes of travel").verdict == "worse"


def test_what_shows_the_same_is_called_the_same() -> None:
    """A difference nobody can see is no difference."""
    assert _row(outcome(), "Rules broken").verdict == "same"


def test_a_proposal_alone_is_not_compared() -> None:
    """Without a baseline there are measures and no verdicts."""
    alone = _with(measures={"engine": outcome().account.measures["engine"]})

    assert ways(alone) == []
    assert _row(alone, "Most loaded worker").verdict == ""


def test_the_caseload_count_comes_first_of_the_others() -> None:
    """The comparison people know stands next to the proposal, whatever else was measured."""
    measures = outcome().account.measures
    blind = measures["caseload_count"].model_copy(update={"rule_breaches": 13})
    both = _with(
        measures={
            "engine": measures["engine"],
            "caseload_count_blind": blind,
            "caseload_count": measures["caseload_count"],
        }
    )

    assert ways(both) == ["By caseload count", "By caseload count, rules ignored"]
    assert _row(both, "Rules broken").others == ("0", "13")


def test_measures_that_say_nothing_are_left_out() -> None:
    """No row for families known to a worker where no family is known to any."""
    measures = {
        name: one.model_copy(update={"continuity_possible": 0, "continuity_kept": 0})
        for name, one in outcome().account.measures.items()
    }

    labels = [row.label for row in compared(_with(measures=measures))]

    assert "Families kept with a known worker" not in labels
    assert "Waiting cases placed" in labels


def test_unlike_work_is_pointed_out() -> None:
    """Where one places more cases, its workloads are higher for that reason, and the reader is told."""
    assert caution(outcome()) == (
        "This proposal places 1 case more than the caseload count, so the work shared out differs."
    )


def _row(given: Outcome, label: str) -> Compared:
    return next(row for row in compared(given) if row.label == label)


def _with(**changes: Any) -> Outcome:
    return outcome(account=account(outcome().team, **changes))
