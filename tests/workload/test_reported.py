"""What people say of their week stands beside what is measured, and moves nothing."""

import pytest

from allocator.workload.measure import Workload
from allocator.workload.reported import report, reports
from tests.builders import DAY, case, small_policy, small_weighting, team, worker

ASKS = {
    "worker_columns": {"says": {"meaning": "How full.", "kind": "number", "most": 300}},
    "reported": {"column": "says", "differs_by_percent": 15},
}


def workload(says: str, **weighting: object) -> Workload:
    """Someone with 10 points of capacity and 8 points of cases: 80% full."""
    facts = team(
        worker("W1", criteria={"says": says} if says else {}),
        case("C1", "eight", worker_id="W1"),
    )
    return Workload(facts, small_policy(small_weighting(**weighting)), DAY)


@pytest.mark.parametrize(
    ("says", "more", "less"),
    [
        ("80", False, False),
        ("95", False, False),
        ("95.1", True, False),
        ("65", False, False),
        ("64.9", False, True),
        ("300", True, False),
    ],
)
def test_a_difference_counts_beyond_what_the_policy_lets_pass(
    says: str, more: bool, less: bool
) -> None:
    """Fifteen points either way are let pass; a tenth more is a conversation to have."""
    measured = workload(says, **ASKS)

    found = report(measured, measured.team.workers[0])

    assert found is not None
    assert (found.measured, found.says) == (80, float(says))
    assert (found.says_more, found.says_less) == (more, less)
    assert found.differs is (more or less)


def test_who_does_not_answer_says_nothing() -> None:
    """A blank is no answer, and no answer is no finding."""
    assert reports(workload("", **ASKS)) == {}


def test_a_policy_that_does_not_ask_hears_nothing() -> None:
    """A column that happens to be there is not read unless the weighting says so."""
    assert reports(workload("120")) == {}


def test_what_people_say_changes_no_number() -> None:
    """Capacity and workload are the same whatever is said."""
    quiet, loud = workload("10", **ASKS), workload("300", **ASKS)

    assert quiet.holdings == loud.holdings


def test_someone_without_capacity_cannot_differ() -> None:
    """Where there is no share to measure, there is nothing to compare."""
    facts = team(worker("W1", 0, criteria={"says": "50"}))
    measured = Workload(facts, small_policy(small_weighting(**ASKS)), DAY)

    found = reports(measured)["W1"]

    assert found.measured is None
    assert not found.differs
