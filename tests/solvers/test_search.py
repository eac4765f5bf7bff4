"""The compiled search keeps every rule, never loses the fast start, and repeats."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.errors import Impossible
from allocator.problem.posed import Problem
from allocator.solvers import board as boards
from allocator.solvers import cp_sat, greedy
from allocator.solvers.answer import Limits, Progress, is_close, trivial_bound
from allocator.solvers.arrays import arrays
from allocator.solvers.board import Board
from allocator.solvers.neighbourhoods import Neighbourhoods
from allocator.solvers.placing import Placing, as_choices
from allocator.solvers.portfolio import work_through
from allocator.solvers.prices import pair_prices, step_prices
from allocator.solvers.search import Search
from allocator.solvers.start import start
from tests.problem.problems import problems
from tests.solvers.made import checked, joint_team, pinned_problems, team


@dataclass
class Clock:
    """The time, as a test has it."""

    now: float = 0.0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Time that passes only when a test says so."""
    found = Clock()
    monkeypatch.setattr(boards, "monotonic", lambda: found.now)
    return found


@settings(max_examples=200, deadline=None)
@given(problem=pinned_problems())
def test_the_fast_start_is_what_greedy_answers(problem: Problem) -> None:
    """Compiled or not, the same groups go to the same people."""
    given = arrays(problem)

    found = start(given)

    assert as_choices(given, found) == greedy.solve(problem, Limits()).choices


@settings(max_examples=60, deadline=None)
@given(problem=problems(), seed=st.integers(0, 5))
def test_moves_keep_every_rule(problem: Problem, seed: int) -> None:
    """Whatever the limits, helpers and supervisors, each better answer costs what the search says it does."""
    given, told = arrays(problem), list[Progress]()
    board = Board(given, start(given), trivial_bound(problem), Limits(tell=told.append))

    Search(board, seed, 0.3).advance(
        pair_prices(given, step_prices(given, 100.0, 10.0)), 0.3
    )

    for progress in told:
        assert checked(problem, progress.choices) == progress.cost
    costs = [greedy.solve(problem, Limits()).cost, *(p.cost for p in told)]
    assert all(later < earlier for earlier, later in pairwise(costs))


@settings(max_examples=40, deadline=None)
@given(problem=problems(), seed=st.integers(0, 5))
def test_neighbourhoods_keep_every_rule(problem: Problem, seed: int) -> None:
    """The same holds for groups that are taken back and given out again."""
    given, told = arrays(problem), list[Progress]()
    board = Board(given, start(given), trivial_bound(problem), Limits(tell=told.append))
    if not given.groups:
        return

    Neighbourhoods(board, seed).advance(
        pair_prices(given, step_prices(given, 100.0, 10.0)), 0.1
    )

    for progress in told:
        assert checked(problem, progress.choices) == progress.cost
    assert board.best.cost <= greedy.solve(problem, Limits()).cost


@settings(max_examples=60, deadline=None)
@given(problem=pinned_problems())
def test_search_and_bound_enclose_the_best(problem: Problem) -> None:
    """On tiny problems the proven best lies between what is found and what is proven, and is mostly found."""
    try:
        proven = cp_sat.solve(problem, Limits())
    except Impossible:
        with pytest.raises(Impossible):
            work_through(arrays(problem), Limits(work=0.5))
        return

    board = work_through(arrays(problem), Limits(work=0.5))

    assert board.best.cost >= proven.cost
    assert board.bound <= proven.cost
    assert checked(problem, as_choices(board.given, board.best)) == board.best.cost


def test_small_teams_are_solved_to_the_best() -> None:
    """Where proof is quick, the search comes to the same cost."""
    for seed in range(3):
        problem = team(6, 12, seed)
        board = work_through(arrays(problem), Limits(work=1.5))

        assert board.best.cost == cp_sat.solve(problem, Limits()).cost


def test_two_threads_keep_the_rules() -> None:
    """Side by side, search, bound and neighbourhoods come to an allowed answer and a bound below it."""
    problem = team(12, 40)

    board = work_through(arrays(problem), Limits(work=1.0, threads=2))

    assert checked(problem, as_choices(board.given, board.best)) == board.best.cost
    assert board.bound <= board.best.cost


def test_the_gap_asked_for_ends_the_search() -> None:
    """The search goes on while the gap is wider than asked for, and no longer."""
    told: list[Progress] = []

    work_through(
        arrays(joint_team(30, 80)), Limits(work=500, gap_percent=1, tell=told.append)
    )

    close = [is_close(progress.cost, progress.bound, 1) for progress in told]
    assert close == [False] * (len(told) - 1) + [True]
    assert not is_close(told[-1].cost, told[-1].bound, 0)


def searched(posed: Problem, clock: Clock, pace: float, seed: int = 3) -> Placing:
    """What a search finds that begins with half of the work done, where all work takes such a part of the time."""
    given = arrays(posed)
    clock.now = 0.0
    board = Board(given, start(given), trivial_bound(posed), Limits(seconds=60))
    prices = pair_prices(given, step_prices(given, 100.0, 10.0))
    search = Search(board, seed, 0.6)
    for step in range(12):
        board.done = (12 + step) / 24
        clock.now = 60.0 * pace * board.done
        search.advance(prices, 0.05)
    return board.best


def test_a_seed_repeats_and_the_clock_does_not_matter_while_there_is_time(
    clock: Clock,
) -> None:
    """However fast the machine is, the same groups go to the same people."""
    posed = joint_team(20, 90, room=55)

    soon, again, later = (searched(posed, clock, pace) for pace in (0.1, 0.1, 0.9))

    assert soon.totals < start(arrays(posed)).totals
    for same in (again, later):
        assert same.totals == soon.totals
        assert same.pair.tolist() == soon.pair.tolist()
        assert same.helper.tolist() == soon.helper.tolist()
    other = searched(posed, clock, 0.1, seed=4)
    assert not np.array_equal([other.pair, other.helper], [soon.pair, soon.helper])


def test_where_time_is_short_a_round_cools_by_the_clock(clock: Clock) -> None:
    """A round is over when it is due, however few its moves were."""
    posed = joint_team(20, 90, room=55)
    given = arrays(posed)
    board = Board(given, start(given), trivial_bound(posed), Limits(seconds=60))
    search = Search(board, 0, 0.4)
    search.advance(given.pair_cost.astype(np.float64), 0.05)
    left = 1.0 - search._cooled
    assert left > 0.5

    clock.now = 30.0
    halfway = search._part(search._round, 1)
    clock.now = 60.0

    assert halfway == pytest.approx(left / 2)
    assert search._part(search._round, 1) == pytest.approx(left)
