"""What the bound teaches a search points at good answers."""

import numpy as np
import pytest

from allocator.problem.ledger import Choice, Ledger
from allocator.problem.posed import Curve, Problem
from allocator.solvers.answer import Limits
from allocator.solvers.bound import Bounded, lower_bound
from tests.problem.problems import group, pair, post, problem

BEST = (Choice(0), Choice(1), Choice(2))


@pytest.fixture(scope="module")
def matched() -> Problem:
    """Three people, each the one clear match of one group; the first could not carry the third group at all."""
    people = [post(10, uneven=Curve((0, 6), (1, 20))) for _ in range(3)]
    demands = [(5, 5, 5), (5, 5, 5), (11, 5, 5)]
    groups = [
        group(*(pair(w, load, 0 if w == g else 30) for w, load in enumerate(loads)))
        for g, loads in enumerate(demands)
    ]
    return problem(people, groups)


@pytest.fixture(scope="module")
def bounded(matched: Problem) -> Bounded:
    """The bound with no answer known, so that prices settle."""
    return lower_bound(matched, Limits(work=0.1))


def test_the_bound_is_the_best(matched: Problem, bounded: Bounded) -> None:
    """Every group at its match, five steps of load each."""
    assert bounded.cost == Ledger(matched, BEST).cost()
    assert bounded.cost.blended == 15


def test_the_pairs_of_the_best_cost_no_more_than_they_are_worth(
    bounded: Bounded,
) -> None:
    """And every other pair costs more than the group's own match; what cannot be chosen costs without end."""
    assert bounded.prices is not None
    reduced = bounded.prices.reduced

    assert reduced.reshape(3, 3).argmin(axis=1).tolist() == [0, 1, 2]
    assert np.flatnonzero(np.isinf(reduced)).tolist() == [6]


def test_prices_are_in_the_goal_s_unit(bounded: Bounded) -> None:
    """A group is worth what it costs to take, and less than it would cost a stranger; a step costs its slope."""
    assert bounded.prices is not None
    assert ((bounded.prices.groups >= 4.9) & (bounded.prices.groups <= 36)).all()
    assert (bounded.prices.steps >= 1).all()


def test_picks_say_who_takes_what(bounded: Bounded) -> None:
    """On average the workers' choices took each group's match more than any other of its pairs."""
    picks = bounded.picks.reshape(3, 3)

    assert picks.argmax(axis=1).tolist() == [0, 1, 2]
    assert picks[2, 0] == 0
