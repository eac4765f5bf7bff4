from itertools import combinations

import pytest
from hypothesis import given, settings

from allocator.domain.case import Case
from allocator.domain.worker import Worker
from allocator.explain.shortage import shortage
from allocator.policy.policy import Policy
from allocator.problem.pose import pose
from allocator.problem.posed import Problem
from tests.builders import case, small_policy, small_weighting, team, weighted, worker
from tests.problem.problems import group, pair, post, problem, problems

COURT = {"court": 2}
ABLE = worker("W1", skills=COURT)


def told(*records: Worker | Case, policy: Policy | None = None) -> str:
    """What is said of a small team that has too much to do, if it has."""
    policy = policy or small_policy()
    return shortage(pose(weighted(team(*records), policy)), policy)


def asking(number: int, kind: str = "five") -> list[Case]:
    """Waiting cases that only W1 has the skill for."""
    return [case(f"S{n}", kind, skills_required=COURT) for n in range(number)]


def test_too_much_for_those_allowed_is_told() -> None:
    """Three cases of five for one worker who has room for eleven; what others may hold is left out."""
    found = told(ABLE, worker("W2"), *asking(3), case("C1"))

    assert found == (
        "3 waiting cases weigh at least 15 points and can only go to 1 worker (W1), "
        "with 11 left below the ceiling."
    )


def test_what_is_held_leaves_less() -> None:
    """The room that counts is what is left below the ceiling."""
    held = case("H1", "five", worker_id="W1")

    assert "2 waiting cases weigh at least 10 points" in told(ABLE, held, *asking(2))
    assert "with 6 left" in told(ABLE, held, *asking(2))


def test_everyone_may_be_too_few() -> None:
    """More work than the whole team has room for names the team, the first few by name."""
    people = [worker(f"W{n}", hours=1) for n in range(1, 8)]

    assert told(*people, *(case(f"C{n}") for n in range(3))) == ""
    assert told(*people, *(case(f"C{n}", "one") for n in range(8))) == (
        "8 waiting cases weigh at least 8 points and can only go to 7 workers "
        "(W1, W2, W3, W4, W5 and 2 more), with 7 left below the ceiling."
    )


def test_siblings_are_counted_as_cases() -> None:
    """A household counts with all of its cases, at what they weigh together."""
    policy = small_policy(small_weighting(siblings_percent=50))
    siblings = [
        case(f"C{n}", "five", group_id="G", skills_required=COURT) for n in range(2)
    ]

    found = told(ABLE, *siblings, *asking(1), policy=policy)

    assert found.startswith("3 waiting cases weigh at least 13 points")


def test_units_are_told_in_the_unit_of_the_weighting() -> None:
    """A weighting in steps of five minutes is told in minutes, thousands apart."""
    minutes = small_weighting(
        unit="minutes per week",
        round_to=5,
        terms=[
            {"kind": "lookup", "name": "Type", "by": ["type"], "units": {"three": 600}}
        ],
        capacity={"full_time_hours": 10, "full_time_units": 1000},
    )

    found = told(worker(), case("C1"), case("C2"), policy=small_policy(minutes))

    assert found == (
        "2 waiting cases weigh at least 1,200 minutes a week and can only go to 1 worker (W1), "
        "with 1,100 left below the ceiling."
    )


@pytest.mark.parametrize(
    "posed",
    [
        problem([], []),
        problem([post()], []),
        problem([post()], [group()]),
        problem([post(room=3)], [group(pair(demand=3))]),
        problem([post(room=5), post(room=5)], [group(pair(n, 3)) for n in (0, 1)]),
        problem(
            [post(room=5), post(room=5)],
            [group(pair(0, 3), pair(1, 3)) for _ in range(3)],
        ),
    ],
)
def test_where_work_would_fit_if_it_could_be_split_there_is_no_shortage(
    posed: Problem,
) -> None:
    """Nothing is said where there is nothing to place, nobody to place it with, or room enough in all."""
    assert shortage(posed, small_policy()) == ""


@settings(max_examples=100, deadline=None)
@given(posed=problems())
def test_a_shortage_is_told_exactly_where_there_is_one(posed: Problem) -> None:
    """Some set of cases weighs more than everyone who may hold any of it has room for, or nothing is said."""
    groups = [group for group in posed.groups if group.pairs]

    def is_too_much(some: tuple[int, ...]) -> bool:
        least = sum(min(p.demand for p in groups[n].pairs) for n in some)
        people = {p.worker for n in some for p in groups[n].pairs}
        return least > sum(posed.posts[worker].room for worker in people)

    exists = any(
        is_too_much(some)
        for size in range(len(groups) + 1)
        for some in combinations(range(len(groups)), size)
    )

    assert bool(shortage(posed, small_policy())) is exists
