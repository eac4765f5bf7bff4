"""Moves keep count of all they change, also where they pass through answers that are not allowed."""

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from allocator.problem.posed import Problem
from allocator.solvers import standing
from allocator.solvers.arrays import Arrays, arrays
from allocator.solvers.core import Core, core
from allocator.solvers.moves import anneal
from allocator.solvers.placing import Placing, as_choices, held, placing
from allocator.solvers.start import start
from tests.problem.problems import group, pair, post, problem, problems
from tests.solvers.made import checked


@settings(max_examples=60, deadline=None)
@given(posed=problems(), seed=st.integers(0, 5), penalty=st.sampled_from([0.1, 3.0]))
def test_passing_through_overfull_answers_keeps_count(
    posed: Problem, seed: int, penalty: float
) -> None:
    """Whatever the price of load beyond somebody's room, all sums stay true and what is kept as best is allowed."""
    arrayed = arrays(posed)
    assume(arrayed.groups)
    near = core(arrayed, arrayed.pair_cost.astype(np.float64), 6)
    s = standing.state(arrayed, start(arrayed), seed)
    s.penalty[0] = penalty

    for _ in range(10):
        moved(arrayed, s, near, 500)

        pair, helper = s.pair.copy(), s.helper.copy()
        load, cases, asked = held(arrayed, pair, helper)
        assert s.excess[0] == np.maximum(0, load - arrayed.room).sum()
        assert s.load.tolist() == load.tolist()
        assert s.cases.tolist() == cases.tolist()
        assert s.asked.tolist() == asked.tolist()
        assert (s.cases <= arrayed.case_room).all()
        assert (s.asked <= arrayed.supervision_room).all()
        assert tuple(s.totals.tolist()) == placing(arrayed, pair, helper).totals
        best = Placing(s.best_pair, s.best_helper, tuple(s.best_totals.tolist()))
        assert checked(posed, as_choices(arrayed, best)) == best.cost


def test_overfull_answers_are_passed_through_and_left() -> None:
    """Where everybody is nearly full the search is in such answers for a while, and out of them again."""
    arrayed = arrays(full())
    near = core(arrayed, arrayed.pair_cost.astype(np.float64), 4)
    s = standing.state(arrayed, start(arrayed), 1)
    s.penalty[0] = 1.0

    beyond = []
    for _ in range(100):
        moved(arrayed, s, near, 1024)
        beyond.append(int(s.excess[0]) > 0)

    for half in (beyond[:50], beyond[50:]):
        assert any(half)
        assert not all(half)


def test_without_a_price_nobody_is_ever_overfull() -> None:
    """The other rounds stay within what is allowed."""
    arrayed = arrays(full())
    near = core(arrayed, arrayed.pair_cost.astype(np.float64), 4)
    s = standing.state(arrayed, start(arrayed), 1)

    for _ in range(100):
        moved(arrayed, s, near, 256)
        assert (s.load <= arrayed.room).all()


def full() -> Problem:
    """Four people, and cases that just fit, each at costs of its own."""
    chance = np.random.default_rng(5)
    return problem(
        [post(13) for _ in range(4)],
        [
            group(*(pair(w, 6 + n % 2, int(chance.integers(30))) for w in range(4)))
            for n in range(8)
        ],
    )


def moved(arrayed: Arrays, s: standing.State, near: Core, moves: int) -> None:
    """So many moves more, at a temperature at which many make things worse."""
    anneal(arrayed, s, near, np.array([1e4, 1e3, 1e2, 1.0]), moves, 50.0, 10.0)
