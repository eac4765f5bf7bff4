import pytest

from allocator.audit.judge import judge
from allocator.explain.beside import beside
from allocator.explain.prices import in_words, points
from allocator.problem.posed import Cost
from tests.builders import DAY, case, place, small_policy, team, weighted, worker

FACTS = team(worker("W1"), worker("W2"), case("C1"), case("C2"), case("C3", "five"))
EVEN = judge(
    FACTS, small_policy(), DAY, place(("C1", "W1"), ("C2", "W1"), ("C3", "W2"))
).measures
ALL_ON_ONE = judge(
    FACTS, small_policy(), DAY, place(("C1", "W1"), ("C2", "W1"))
).measures


def test_each_measure_that_differs_is_told_once() -> None:
    """What is better one way round is worse the other way round, and the same is not told."""
    one, other = beside(ALL_ON_ONE, EVEN), beside(EVEN, ALL_ON_ONE)

    assert one.better == ()
    assert one.worse[0] == "2 cases placed, not 3."
    assert "60.0 points between most and least loaded, not 10.0." in one.worse
    assert len(other.better) == len(one.worse)
    assert other.worse == ()
    assert beside(EVEN, EVEN) == ((), ())


def test_nothing_is_made_of_what_cannot_be_measured() -> None:
    """A measure that one of the two does not have is left out."""
    nobody = EVEN.changed(max_percent=None)

    assert not any("most loaded person" in said for said in beside(nobody, EVEN).worse)


@pytest.mark.parametrize(
    ("difference", "told"),
    [
        (Cost(1, -5, 0), "Leaves more cases waiting, or more urgent ones."),
        (Cost(-1, 5, 0), "Leaves fewer cases waiting, or less urgent ones."),
        (
            Cost(0, 2, -9),
            "Puts 2 points more beyond people's safe limits, counted more the further over.",
        ),
        (
            Cost(0, 0, 44),
            "Costs 12.0 percentage points more: as if one average case went to someone so much busier.",
        ),
        (
            Cost(0, 0, -11),
            "Costs 3.0 percentage points less: as if one average case went to someone so much less busy.",
        ),
        (
            Cost(0, 0, 0),
            "Costs the same: nothing that the policy weighs tells the two apart.",
        ),
    ],
)
def test_the_first_goal_that_differs_is_the_price(difference: Cost, told: str) -> None:
    """Waiting before safety before balance and match; three cases of 3, 3 and 5 are 11 thirds on average."""
    assert in_words(difference, weighted(FACTS)) == told


def test_points_are_what_the_policy_weighs_by() -> None:
    """150 steps on a case of three are what fifty points of utilisation come to; higher goals have no such price."""
    assert points(Cost(0, 0, 150), 3) == 50.0
    assert points(Cost(0, 1, 150), 3) is None
    assert points(Cost(1, 0, 150), 3) is None
    assert points(Cost(0, 0, 150), 0) is None
