"""Searches repeat, stop when asked and say when they ran out."""

import threading

import pytest

from allocator.domain.case import Pin
from allocator.domain.team import Team
from allocator.errors import NoAnswerInTime, UnknownName
from allocator.problem.pose import pose
from allocator.problem.posed import Problem
from allocator.solvers.answer import Limits, Stop
from allocator.solvers.catalogue import NAMES, solve
from tests.builders import case, team, weighted, worker

KINDS = ("one", "two", "three", "five")


def busy_team(people: int, waiting: int) -> Team:
    """People of different hours and skills, and more cases than anyone could place at a glance."""
    return team(
        *(worker(f"W{n}", 10 + n % 7, skills={"court": n % 5}) for n in range(people)),
        *(
            case(f"H{n}", KINDS[n % 4], worker_id=f"W{n % people}")
            for n in range(people)
        ),
        *(
            case(f"C{n}", KINDS[n % 4], skills_required={"court": n % 3})
            for n in range(waiting)
        ),
    )


@pytest.fixture(scope="module")
def hard() -> Problem:
    """A problem that takes the engine longer than any of these tests gives it."""
    return pose(weighted(busy_team(40, 120)))


def test_the_same_seed_and_work_give_the_same_answer(hard: Problem) -> None:
    """One thread, one seed and a measured amount of work repeat exactly, proof or none."""
    answers = [solve(hard, Limits(work=0.3, seed=7)) for _ in range(3)]

    assert not answers[0].is_optimal
    assert len({(a.choices, a.cost, a.bound) for a in answers}) == 1


def test_a_stop_ends_the_search_with_the_best_so_far(hard: Problem) -> None:
    """Asked to stop while it searches, the engine answers with what it has and does not go on."""
    stop = Stop()
    threading.Timer(0.5, stop.request).start()

    found = solve(hard, Limits(seconds=60, work=1000, stop=stop))

    assert stop.requested
    assert found.seconds < 30
    assert found.cost.total >= found.bound.total


def test_a_stop_before_the_search_still_gives_the_fast_start(hard: Problem) -> None:
    """Nothing searched is not nothing found."""
    stop = Stop()
    stop.request()

    assert any(solve(hard, Limits(stop=stop)).choices)


def test_time_that_runs_out_with_nothing_says_so() -> None:
    """Where even the first answer needs a search, a stop before it leaves nothing to propose."""
    facts = team(
        *(worker(name) for name in ("W1", "W2", "W3")),
        case("H1", worker_id="W3"),
        case("C1", "eight", joint=True),
        case("C2", "eight"),
        pins=(Pin(case_id="C1", worker_id="W1"), Pin(case_id="C2", worker_id="W2")),
    )
    problem, stop = pose(weighted(facts)), Stop()
    stop.request()

    assert solve(problem, Limits()).is_optimal
    with pytest.raises(NoAnswerInTime):
        solve(problem, Limits(stop=stop))


def test_an_unknown_solver_is_named_with_the_nearest() -> None:
    """A slip of the pen is met with what was probably meant."""
    with pytest.raises(UnknownName, match="Did you mean 'engine'"):
        solve(pose(weighted(team(worker()))), Limits(), "engin")


@pytest.mark.parametrize("solver", NAMES)
def test_nothing_to_place_is_answered_with_nothing(solver: str) -> None:
    """An empty batch, a team without cases and cases without a team are answers, not errors."""
    for facts in (team(), team(worker()), team(case())):
        found = solve(pose(weighted(facts)), Limits(), solver)

        assert not any(choice is not None for choice in found.choices)
