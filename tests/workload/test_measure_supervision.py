import pytest

from allocator.policy.competency import Level
from allocator.workload.measure import MINUTE
from tests.builders import (
    DAY,
    case,
    small_competency,
    small_policy,
    small_weighting,
    team,
    weighted,
    worker,
)
from tests.workload.weighing import days_ago

SUPERVISED = {
    "supervision": {
        "minutes_low": 1,
        "minutes_medium": 2,
        "minutes_high": 5,
        "long_standing_percent": 125,
    },
    "levels": {
        "ordinary": Level(title="Worker", gives_supervision_percent=10),
        "new": Level(title="New", consumes_supervision_percent=150),
    },
}
LASTING = {"starting_weeks": 0, "long_standing_weeks": 52}


@pytest.mark.parametrize(
    ("grade", "complexity", "days", "hundredths"),
    [
        ("ordinary", "low", 0, 100),
        ("ordinary", "high", 0, 500),
        ("ordinary", None, 0, 200),
        ("new", "high", 0, 750),
        ("ordinary", "high", 363, 500),
        ("ordinary", "high", 364, 625),
        ("new", "low", 364, 187),
    ],
)
def test_a_case_takes_supervision_by_complexity_grade_and_age(
    grade: str, complexity: str | None, days: int, hundredths: int
) -> None:
    """Minutes by complexity, more in a new worker's hands, and more again where a case has lasted."""
    someone = worker("W1", seniority=grade)
    one = case("H1", worker_id="W1", complexity=complexity, start_date=days_ago(days))
    policy = small_policy(
        small_weighting(stages=LASTING), small_competency(**SUPERVISED)
    )

    workload = weighted(team(someone, one), policy)

    assert workload.supervision(one, someone) == hundredths
    assert workload.holdings["W1"].supervision == hundredths


def test_a_supervisor_has_room_for_what_is_left_of_their_share() -> None:
    """A tenth of ten hours is 60 minutes, less what those they supervise take, and never less than none."""
    policy = small_policy(competency=small_competency(**SUPERVISED))
    cases = [
        case(f"H{n}", worker_id="W1", complexity="high", start_date=DAY)
        for n in range(4)
    ]
    people = [worker("S"), worker("W1", supervisor_id="S"), worker("W2")]

    workload = weighted(team(*people, *cases), policy)
    crowded = weighted(
        team(worker("S", hours=1), *people[1:], *cases),
        policy,
    )

    assert workload.supervision_given(people[0]) == 60 * MINUTE
    assert workload.supervision_room(people[0]) == (60 - 4 * 5) * MINUTE
    assert crowded.supervision_room(worker("S", hours=1)) == 0


@pytest.mark.parametrize("hours", [4.1, 8.2, 16.4, 18.5, 22.2])
def test_supervision_is_not_lost_to_binary_fractions(hours: float) -> None:
    """A tenth of 4.1 hours is 24.6 minutes, to the hundredth."""
    policy = small_policy(competency=small_competency(**SUPERVISED))
    someone = worker("W1", hours=hours)

    given = weighted(team(someone), policy).supervision_given(someone)

    assert given == round(hours * 10) * 60
