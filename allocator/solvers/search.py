"""Compiled local search in rounds: each begins from the best answer known, hot, and cools."""

from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allocator.solvers import standing
from allocator.solvers.board import Board
from allocator.solvers.core import Core, core
from allocator.solvers.moves import anneal
from allocator.solvers.placing import Placing

Floats = NDArray[np.float64]

# Moves in one unit of work: about a second's.
_A_UNIT = 5_000_000
# Each round is so many times as long as the one before; the last takes what is left of the plan.
_LONGER, _SHORTEST = 3, 500_000
# Between so many, others are asked for news and the clock is read.
_BATCH = 250_000
# How many near pairs of a group a round tries, and how hot it begins, in what other near pairs cost more than the
# nearest: most rounds stay close to the answer they begin from. While a higher goal is open more pairs are tried, and a
# round begins as hot as so many steps of that goal.
_KINDS = ((6, 0.2, 0), (4, 0.2, 1), (20, 0.2, 0), (6, 1.0, 1))
_COLD = 0.02
_BROADER, _STEPS = 3, 10


class Round(NamedTuple):
    """From which temperature to which a round cools, in how many moves.

    ``due`` is when it should be over, as a part of all the time there is: where moves are slow it cools by the clock.
    """

    near: Core
    hot: float
    cold: float
    moves: int
    due: float


class Search:
    """One search, to be continued bit by bit; ``plan`` is the work it can expect to do.

    ``use`` is what a unit of work has gained in the latest round.
    """

    def __init__(self, board: Board, seed: int, plan: float) -> None:
        self._board = board
        self._state = standing.state(board.given, board.best, seed)
        self._lengths = _lengths(int(plan * _A_UNIT))
        self._begun, self._round = (
            0,
            Round(
                core(board.given, board.given.pair_cost.astype(np.float64), 1),
                1.0,
                1.0,
                1,
                0.0,
            ),
        )
        self.use, self._work, self._gained = inf, 0.0, 0.0
        self._cooled, self._elapsed = 1.0, 0.0
        # Moves are made a batch at a time, and end in the middle of one when asked to stop.
        board.limits.stop.on_request(self._halt)

    def advance(self, pair_price: Floats, work: float) -> float:
        """Make moves for about so much work; the work done."""
        made, board, state = 0, self._board, self._state
        while made < work * _A_UNIT and not board.is_settled:
            if self._cooled >= 1.0:
                self._begin(pair_price)
            now = self._round
            moves = min(_BATCH, now.moves)
            cooled = min(1.0, self._cooled + self._part(now, moves))
            fall = now.cold / now.hot
            hot, cold = now.hot * fall**self._cooled, now.hot * fall**cooled
            anneal(
                board.given, state, now.near, board.weights.strict(), moves, hot, cold
            )
            made += moves
            self._work += moves / _A_UNIT
            self._cooled = cooled
            if cooled >= 1.0:
                self._offer()
                # What one round gains, the next seldom exceeds.
                self.use = self._gained / self._work
        self._offer()
        return made / _A_UNIT

    def _part(self, now: Round, moves: int) -> float:
        """How much of a round some moves are, or, where time is short, how much of what is left of it has passed."""
        elapsed, before = self._board.elapsed, self._elapsed
        self._elapsed = elapsed
        if not self._board.is_late:
            return moves / now.moves
        left = (1.0 - self._cooled) / max(now.due - before, 1e-9)
        return max(moves / now.moves, left * (elapsed - before))

    def _begin(self, pair_price: Floats) -> None:
        """Set out the next round from the best answer."""
        board, lengths = self._board, self._lengths
        weights = board.weights.strict()
        breadth, hot, soft = _KINDS[self._begun % len(_KINDS)]
        open_goals = np.greater(board.best.totals[:3], (0, *board.bound[:2]))
        if open_goals.any():
            near = core(board.given, pair_price, _BROADER * breadth)
            hot = _STEPS * float(weights[open_goals.argmax()])
        else:
            near = core(board.given, pair_price, breadth)
            hot *= near.spread
        self._round = Round(
            near,
            max(hot, 1e-2),
            max(_COLD * near.spread, 1e-3),
            lengths[min(self._begun, len(lengths) - 1)],
            sum(lengths[: self._begun + 1]) / sum(lengths),
        )
        self._begun += 1
        self._work, self._gained, self._cooled = 0.0, 0.0, 0.0
        self._elapsed = board.elapsed
        standing.load(board.given, self._state, board.best)
        self._state.penalty[0] = (
            soft * near.spread / max(1.0, float(board.given.pair_demand.mean()))
        )

    def _offer(self) -> None:
        totals = tuple(self._state.best_totals.tolist())
        if totals < self._board.best.totals:
            pair, helper = self._state.best_pair.copy(), self._state.best_helper.copy()
            found = Placing(pair, helper, totals)
            self._gained += self._board.gain(self._board.best, found)
            self._board.offer(found)

    def _halt(self) -> None:
        self._state.stop[0] = True


def _lengths(moves: int) -> list[int]:
    """The lengths of rounds that make so many moves between them."""
    rounds = [max(_SHORTEST, moves * (_LONGER - 1) // _LONGER)]
    while rounds[0] > _LONGER * _SHORTEST:
        rounds.insert(0, rounds[0] // _LONGER)
    return rounds
