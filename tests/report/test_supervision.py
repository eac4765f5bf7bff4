from typing import Any

import pytest

from allocator.domain.worker import Worker
from allocator.policy.competency import Level
from allocator.report.supervision import (
    hours_and_minutes,
    is_asked_for,
    supervision,
)
from allocator.workload.measure import Workload
from tests.builders import (
    DAY,
    case,
    small_competency,
    small_policy,
    team,
    weighted,
    worker,
)

_RULES: dict[str, Any] = {
    "supervision": {
        "minutes_low": 1,
        "minutes_medium": 2,
        "minutes_high": 5,
        "long_standing_percent": 100,
    },
    "levels": {"ordinary": Level(title="Worker", gives_supervision_percent=10)},
}


def _weighed(*people: Worker, cases: int = 13) -> Workload:
    """Each of the people holds so many cases of 5 minutes of supervision; whoever has 10 hours can give 60."""
    held = [
        case(
            f"{one.worker_id}-{n}",
            worker_id=one.worker_id,
            complexity="high",
            start_date=DAY,
        )
        for one in people
        if one.carries_cases
        for n in range(cases)
    ]
    policy = small_policy(competency=small_competency(**_RULES))
    return weighted(team(*people, *held), policy)


def _supervisor(worker_id: str, hours: float = 10, **facts: Any) -> Worker:
    return worker(worker_id, hours, carries_cases=False, **facts)


def test_what_is_asked_stands_beside_what_can_be_given() -> None:
    """Two people with 13 cases of 5 minutes ask 130 minutes; 25 hours give 150, and 10 hours 60."""
    people = [worker("W1", supervisor_id="S"), worker("W2", supervisor_id="S")]

    [enough] = supervision(_weighed(*people, _supervisor("S", 25, name="Sky")))
    [short] = supervision(_weighed(*people, _supervisor("S", 10)))

    assert enough == (
        "S · Sky supervises 2 people whose cases ask for 2 h 10 min a week; can give 2 h 30 min."
    )
    assert short == (
        "S supervises 2 people whose cases ask for 2 h 10 min a week; "
        "can give 1 h, which is 1 h 10 min too little."
    )


def test_people_without_a_supervisor_are_told() -> None:
    """What their cases ask, nobody in the batch is there to give."""
    told = list(supervision(_weighed(worker("W1"), worker("W2", supervisor_id="X"))))

    assert told == [
        "2 people have no supervisor in this batch; their cases ask for 2 h 10 min a week."
    ]


def test_who_has_least_to_spare_comes_first_and_the_rest_are_counted() -> None:
    """Of fifteen supervisors twelve are told, the one who is short first; the others are told together."""
    supervisors = [_supervisor(f"S{n:02}", 12 + n) for n in range(14)]
    people = [worker(f"W{n:02}", supervisor_id=f"S{n:02}") for n in range(14)]
    late = [_supervisor("Z", 10), worker("W99", supervisor_id="Z")]

    told = list(supervision(_weighed(*supervisors, *people, *late)))

    assert len(told) == 13
    assert told[0].startswith("Z supervises 1 person whose cases ask for 1 h 5 min")
    assert told[0].endswith("which is 5 min too little.")
    assert told[-1] == "And 3 supervisors more, who can give what is asked of them."


def test_several_short_of_time_are_not_lost_among_the_rest() -> None:
    """Where more are short than are told, it is said how many."""
    supervisors = [_supervisor(f"S{n:02}", 5) for n in range(14)]
    people = [worker(f"W{n:02}", supervisor_id=f"S{n:02}") for n in range(14)]

    told = list(supervision(_weighed(*supervisors, *people)))

    assert told[-1] == (
        "And 2 supervisors more, 2 of them asked for more than they can give."
    )


def test_a_policy_that_asks_for_no_supervision_says_nothing_of_it() -> None:
    """Counting cases asks nobody's time, so a sentence about it would only puzzle."""
    counted = weighted(
        team(worker("S"), worker("W", supervisor_id="S"), case(worker_id="W"))
    )

    assert not is_asked_for(counted)
    assert list(supervision(counted)) == []


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "0 min"),
        (25, "25 min"),
        (60, "1 h"),
        (370, "6 h 10 min"),
        (90_001, "1,500 h 1 min"),
    ],
)
def test_minutes_are_said_as_people_say_them(minutes: int, said: str) -> None:
    """Hours where there are any, minutes where there are any."""
    assert hours_and_minutes(minutes) == said
