"""Large neighbourhoods: a few workers' groups are taken back and given out again exactly, all else held where it is."""

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from allocator.program.choices import Choices
from allocator.solvers import cp_sat
from allocator.solvers.answer import Limits
from allocator.solvers.arrays import Arrays, Ints
from allocator.solvers.board import Board
from allocator.solvers.competing import competing
from allocator.solvers.core import core
from allocator.solvers.cutting import Piece, cut, inside, posed, put_back
from allocator.solvers.in_order import Found, solve_in_order
from allocator.solvers.placing import (
    Placing,
    as_choices,
    fits,
    from_choices,
    held,
    placing,
)

Floats = NDArray[np.float64]

# How many near pairs of each group are looked at, and how many of them may be chosen on average, kind by kind. Where
# only one is near the group stays there: the less a neighbourhood leaves open, the more workers it reaches.
_BREADTH, _OPEN, _EITHER_WAY = 9, (1.5, 2.0, 2.7, 3.7, 5.0), 0.15
# How many pairs a neighbourhood holds at first: more while they are solved quickly, fewer while they are not.
_FIRST, _FEWEST, _MOST = 150.0, 40.0, 3000.0
_GROWTH = 1.15
# Work for one neighbourhood at first and at most: more after so many in a row that gave nothing.
_SHORT, _LONG, _PATIENCE, _LONGER = 0.25, 8.0, 6, 1.5
# How much the newest counts in what a kind has gained of late, and how often the kind is left to chance.
_NEWEST, _ANY = 0.2, 0.4
# A second is about so much in CP-SAT's own measure; building a program takes so long, and longer for each pair.
_A_UNIT, _BUILDING, _EACH = 0.4, 0.02, 1e-4


@dataclass
class Kind:
    """Neighbourhoods that leave about as much open, and what has been learnt of them."""

    open: float
    size: float = _FIRST
    work: float = _SHORT
    misses: int = 0
    use: float = inf

    def learn(self, gain: float, work: float, proven: bool) -> None:
        """Choose the size and the work of the next from what one gave."""
        use = gain / work
        self.use = use if self.use == inf else self.use + _NEWEST * (use - self.use)
        quick = proven and work < 0.5 * self.work
        self.size *= _GROWTH if quick else 1 / _GROWTH
        self.size = min(_MOST, max(_FEWEST, self.size))
        self.misses = 0 if gain > 0 else self.misses + 1
        if self.misses >= _PATIENCE:
            self.work, self.misses = min(_LONG, _LONGER * self.work), 0


class Neighbourhoods:
    """One search by neighbourhoods, to be continued bit by bit."""

    def __init__(self, board: Board, seed: int) -> None:
        self._board = board
        self._chance = np.random.default_rng(seed)
        self._kinds = [Kind(open) for open in _OPEN]
        self._prices: Floats | None = None
        self._near = np.zeros((0, 0), np.int64)
        self._dearer = np.zeros((0, 0))

    @property
    def use(self) -> float:
        """What a unit of work has gained of late, in the best of all kinds."""
        return max(kind.use for kind in self._kinds)

    def advance(self, pair_price: Floats, work: float) -> float:
        """Solve neighbourhoods for about so much work; the work done."""
        if self._prices is not pair_price:
            self._prices = pair_price
            if self._board.given.pairs:
                self._near, self._dearer = _rows(self._board.given, pair_price)
        done = 0.0
        while done < work and self._near.size and not self._board.is_settled:
            done += self._improve()
        return done

    def _improve(self) -> float:
        """Solve one neighbourhood of the best answer; the work it took."""
        board, best = self._board, self._board.best
        kind = self._choose()
        near = self._within_reach(kind)
        free = competing(board.given, best, near, kind.size, self._chance)
        part = _part(board.given, best, free)
        start = as_choices(part, inside(best, free))
        work = _BUILDING + _EACH * len(free.pairs)

        def search(choices: Choices, limits: Limits) -> Found:
            nonlocal work
            found = cp_sat.search(choices, limits, cuts=False)
            work += found.work / _A_UNIT
            return found

        limits = Limits(
            seconds=max(0.01, board.seconds_left),
            work=kind.work * _A_UNIT,
            seed=int(self._chance.integers(2**31)),
            stop=board.limits.stop,
        )
        solved = solve_in_order(posed(part), limits, search, start)
        found = best
        if solved.choices != start:
            found = self._put_back(best, free, from_choices(part, solved.choices))
        kind.learn(board.gain(best, found), work, solved.is_optimal)
        return work

    def _choose(self) -> Kind:
        """Mostly the kind that has gained most of late; each once to begin with."""
        if self.use < inf and (self.use == 0 or self._chance.random() < _ANY):
            return self._kinds[int(self._chance.integers(len(self._kinds)))]
        return max(self._kinds, key=lambda kind: kind.use)

    def _put_back(self, best: Placing, free: Piece, part: Placing) -> Placing:
        """The answer with a neighbourhood's part in it, also offered with what others have bettered meanwhile."""
        board = self._board
        pair, helper = best.pair.copy(), best.helper.copy()
        put_back(free, part, pair, helper)
        found = placing(board.given, pair, helper)
        newest = board.best
        board.offer(found)
        if newest is not best:
            pair, helper = newest.pair.copy(), newest.helper.copy()
            put_back(free, part, pair, helper)
            if fits(board.given, pair, helper):
                board.offer(placing(board.given, pair, helper))
        return found

    def _within_reach(self, kind: Kind) -> Ints:
        """The near pairs of each group that cost little more than its nearest."""
        pairs = kind.open * self._chance.uniform(1 - _EITHER_WAY, 1 + _EITHER_WAY)
        last = min(int(pairs * len(self._near)), self._dearer.size - 1)
        limit = np.partition(self._dearer, last, axis=None)[last]
        return np.where(self._dearer <= limit, self._near, -1)


def _part(given: Arrays, best: Placing, free: Piece) -> Arrays:
    """The neighbourhood as a problem of its own.

    It need not place what must be placed, for perhaps it cannot, but would give up anything else to do so.
    """
    pair, helper = best.pair.copy(), best.helper.copy()
    pair[free.groups] = -1
    helper[free.groups] = -1
    part = cut(given, free, held(given, pair, helper))
    return part._replace(
        required=np.zeros_like(part.required),
        urgency=part.urgency + part.required * (1 + int(part.urgency.sum())),
    )


def _rows(given: Arrays, pair_price: Floats) -> tuple[Ints, Floats]:
    """A row of near pairs for each group, filled up with -1, and how much dearer each is than the first."""
    near = core(given, pair_price, _BREADTH)
    counts = np.diff(near.at)
    rows = np.full((given.groups, max(1, counts.max(initial=0))), -1)
    dearer = np.full(rows.shape, np.inf)
    group = np.repeat(np.arange(given.groups), counts)
    place = np.arange(len(group)) - near.at[group]
    price = pair_price[near.pairs]
    rows[group, place] = near.pairs
    dearer[group, place] = price - price[near.at[group]]
    return rows, dearer
