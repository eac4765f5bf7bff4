"""The bound and the answers it offers come together, and its prices are there from the first turn on."""

import numpy as np
import pytest
from hypothesis import given, settings

from allocator.problem.posed import Cost, Problem
from allocator.solvers import bounding, greedy, proving
from allocator.solvers.answer import Limits, Progress, Stop, trivial_bound
from allocator.solvers.arrays import arrays
from allocator.solvers.board import Board
from allocator.solvers.bounding import Bounding
from allocator.solvers.start import start
from tests.problem.problems import problems
from tests.solvers.bound.tiny import best, crowded
from tests.solvers.made import checked, joint_team, team

pytestmark = pytest.mark.slow


def board_of(posed: Problem, limits: Limits) -> Board:
    """The fast start and what is plain of the bound."""
    given = arrays(posed)
    return Board(given, start(given), trivial_bound(posed), limits)


@settings(max_examples=60, deadline=None)
@given(posed=problems())
def test_what_it_offers_keeps_the_rules(posed: Problem) -> None:
    """Answers rounded, and answers put together: each is better than the last and costs what it says."""
    told: list[Progress] = []
    board = board_of(posed, Limits(tell=told.append))
    bound = Bounding(board)

    for _ in range(3):
        bound.advance(0.01)

    for progress in told:
        assert checked(posed, progress.choices) == progress.cost
        assert progress.bound <= progress.cost
    assert board.best.cost <= greedy.solve(posed, Limits()).cost


def settled_alone(seed: int, turn: float = 0.05) -> tuple[Cost, Cost, Cost] | None:
    """The best found and proven of a crowded little problem by the bound alone, and the best there is."""
    posed = crowded(seed)
    tried = best(posed)
    if tried is None:
        return None
    board = board_of(posed, Limits())
    bound = Bounding(board)
    for _ in range(10):
        if not (board.is_settled or bound.is_finished):
            bound.advance(turn)
    if not board.best.is_allowed:
        return None
    return board.best.cost, board.bound, tried[0]


def test_alone_it_mostly_comes_to_the_best() -> None:
    """Of crowded little problems with every rule, most are proven by the bound and what it offers."""
    proven = total = 0
    for found, bound, least in filter(None, map(settled_alone, range(8000, 8100))):
        assert bound <= least <= found
        proven += found == bound
        total += 1

    assert proven > 0.8 * total


def test_a_part_of_all_bundles_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only few bundles may be told, and answers are poor to begin with, nothing is claimed too soon."""
    monkeypatch.setattr(proving, "_LITTLE", 6 * proving._EACH)
    monkeypatch.setattr(proving, "_FEW", 0)
    monkeypatch.setattr(bounding, "rounded", lambda given, picks: start(given))

    for seed in range(8000, 8100):
        found = settled_alone(seed, turn=0.0001)
        assert found is None or found[1] <= found[2], seed


@pytest.mark.parametrize("posed", [team(12, 40), joint_team(8, 24)])
def test_a_team_is_proven_without_a_search(posed: Problem) -> None:
    """What is left once the bound is close is put together from bundles."""
    board = board_of(posed, Limits())
    bound = Bounding(board)

    while not (board.is_settled or bound.is_finished):
        bound.advance(0.25)

    assert board.best.cost == board.bound


def test_prices_are_there_before_the_bound_has_any() -> None:
    """Rough ones at first, those of the bound as soon as it has come to the blend."""
    board = board_of(team(12, 40), Limits())
    bound = Bounding(board)

    rough = bound.pair_prices()
    bound.advance(0.05)
    told = bound.pair_prices()

    assert np.isfinite(rough).all()
    assert not np.array_equal(rough, told)
    # In most groups the pair that the best answer uses is the cheapest or next to it.
    rank = np.argsort(np.argsort(told.reshape(40, 12), axis=1), axis=1).ravel()
    assert np.median(rank[board.best.pair]) <= 1


def test_a_stop_ends_its_turn() -> None:
    """Asked to stop, it raises nothing more and looks over nothing."""
    stop = Stop()
    board = board_of(team(12, 40), Limits(stop=stop))
    stop.request()
    before = board.bound

    Bounding(board).advance(1.0)

    assert board.bound == before
