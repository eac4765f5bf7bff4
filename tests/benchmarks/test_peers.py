"""Peers are given the same problem: on tiny ones all of them find the same best."""

import importlib.util
import shutil

import pytest
from hypothesis import given, settings
from ortools.math_opt.python.parameters import SolverType

from allocator.errors import NoAnswerInTime, UnknownName
from allocator.problem.posed import Cost, Curve, Problem
from allocator.solvers import cp_sat
from allocator.solvers.answer import Limits
from benchmarks.peers import NAMES, PEERS, release, solver
from benchmarks.peers.in_order import Found, Task, in_order
from benchmarks.peers.math_opt import search_with
from benchmarks.posed import checked
from tests.problem.problems import group, pair, post, problem, problems

pytestmark = pytest.mark.slow

EXACT = ("cp-sat", "highs", "scip", "cbc")


@pytest.mark.parametrize("name", EXACT)
def test_exact_peers_find_the_best(name: str) -> None:
    """Rules and goals written for a peer mean what ours mean: the proven costs are the same."""

    @settings(max_examples=25, deadline=None, derandomize=True)
    @given(posed=problems())
    def agree(posed: Problem) -> None:
        found = solver(name)(posed, Limits())

        assert checked(posed, found.choices) == found.cost
        assert found.cost == found.bound == cp_sat.solve(posed, Limits()).cost

    agree()


def test_the_flow_proves_and_rounds() -> None:
    """Its bound is no more than the best, its answer legal and no better."""
    posed = problem(
        [post(10, uneven=Curve((0, 4), (1, 5))), post(10, uneven=Curve((0,), (2,)))],
        [group(pair(0, demand=3), pair(1, demand=3, cost=1)) for _ in range(5)],
    )

    found = solver("network-flow")(posed, Limits())

    best = cp_sat.solve(posed, Limits()).cost
    assert found.bound <= best <= found.cost == checked(posed, found.choices)


@pytest.mark.skipif(
    not (importlib.util.find_spec("timefold") and shutil.which("java")),
    reason="the timefold package or Java is not here",
)
def test_timefold_keeps_every_rule() -> None:
    """Its constraints are ours: what it hands back is legal, and on so small a problem best."""
    posed = problem(
        [post(6, case_room=2, uneven=Curve((0, 3), (1, 9))), post(6), post(2)],
        [group(pair(0, 3), pair(1, 3, 5), pair(2, 3)) for _ in range(4)],
    )

    found = solver("timefold")(posed, Limits(seconds=1))

    assert checked(posed, found.choices) == found.cost
    assert found.cost == cp_sat.solve(posed, Limits()).cost


def test_a_curve_costs_the_same_in_stretches() -> None:
    """A program prices a load as the curve does."""
    curve = Curve((0, 2, 5), (1, 4, 10))
    posed = problem([post(9, uneven=curve)], [group(pair(0, 7), required=True)])
    reached: list[float | None] = []

    def search(task: Task) -> Found:
        found = search_with(SolverType.HIGHS)(task)
        reached.append(found.bound)
        return found

    in_order(posed, Limits(), search)

    assert reached[-1] == pytest.approx(curve(7))


def test_goals_share_the_time_but_an_answer_comes_first() -> None:
    """The first goal has three tenths of the time; without any answer it goes on with all that is left."""
    posed = problem([post()], [group(pair(0))])
    given_seconds: list[float] = []

    def search(task: Task) -> Found:
        given_seconds.append(task.limits.seconds)
        return Found()

    with pytest.raises(NoAnswerInTime):
        in_order(posed, Limits(seconds=1000), search)

    first, second = given_seconds
    assert first == pytest.approx(300, abs=5)
    assert second == pytest.approx(1000, abs=5)


def test_a_bound_counts_only_while_higher_goals_are_proven() -> None:
    """Without a proof of the first goal, what is proven of the second says nothing."""
    posed = problem(
        [post(2, unsafe=Curve((0,), (3,)))],
        [group(pair(0, 2), urgency=5), group(pair(0, 2), urgency=4)],
    )

    def search(task: Task) -> Found:
        program = task.program
        values = [0.0] * len(program.variables)
        values[program.takes[1][0]] = 1
        return Found(values, 0 if task.goal is program.goals[0] else 6)

    found = in_order(posed, Limits(), search)

    assert found.cost == Cost(5, 6, 0)
    assert found.bound == Cost(0, 0, 0)


def test_every_solver_has_a_name_and_a_release() -> None:
    """Ours and theirs are found by name; a slip of the pen is told the nearest."""
    assert set(PEERS) < set(NAMES)
    for name in EXACT:
        assert any(letter.isdigit() for letter in release(name))
    with pytest.raises(UnknownName, match="Did you mean 'highs'"):
        solver("higs")
