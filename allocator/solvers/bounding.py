"""The bound as one who takes turns with the searches, and what it teaches them."""

from math import inf
from time import monotonic

from allocator.solvers.board import Board
from allocator.solvers.bound.order import LowerBound
from allocator.solvers.bound.relaxation import Floats
from allocator.solvers.bundling import bundled
from allocator.solvers.placing import Placing
from allocator.solvers.prices import pair_prices, step_prices
from allocator.solvers.rounding import rounded

# Before the first turn pairs are sorted by worker, which takes about so many seconds each and cannot be cut short.
_SORTING = 1e-6
# What is left to prove is looked over when the gap is so much narrower than last time. At first so much work may go
# into putting bundles together, each at so much, and again into solving them; later more, but only a part of all.
_CLOSER, _LITTLE, _EACH, _MORE, _MOST, _LOOK = 0.9, 0.5, 5e-5, 2.0, 0.25, 0.01
# A second is about so much in CP-SAT's own measure.
_A_UNIT = 0.4


class Bounding:
    """Raises the board's bound bit by bit, and offers answers rounded from it."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._bound: LowerBound | None = None
        self._seen: Placing | None = None
        self._finished = self._stalled = self._are_few = False
        self._rounded = False
        self._gap, self._allowance = inf, _LITTLE
        self._advised: Floats | None = None
        self._rough: Floats | None = None

    @property
    def is_finished(self) -> bool:
        """Whether there is nothing left to raise; a better answer may meet a goal and so open the next."""
        return self._finished and self._board.best is self._seen and not self._is_due

    def advance(self, work: float, threads: int = 1) -> float:
        """Raise the bound by so much work; the work done."""
        board = self._board
        self._seen = board.best
        if self._bound is None:
            if board.seconds_left < _SORTING * board.given.pairs:
                self._finished = True
                return work
            self._bound = LowerBound(board.given, board.limits.on(1))
        before = board.bound
        until = monotonic() + board.seconds_left
        board.raise_bound(self._bound.improve(work, self._seen.cost, until, threads))
        self._finished = self._bound.finished
        self._stalled = board.bound == before
        if board.bound > before or not self._rounded:
            self._rounded, self._advised = True, None
            board.offer(rounded(board.given, self._bound.picks()))
        return work + self._prove()

    @property
    def _is_due(self) -> bool:
        """Whether to look over what is left to prove: the gap is narrower, or there is nothing else to raise."""
        board, bound, limits = self._board, self._bound, self._board.limits
        if bound is None or not bound.has_bundles(board.best.cost):
            return False
        gap = board.best.cost.blended - board.bound.blended
        work = min(limits.work, limits.seconds) * limits.threads
        patient = self._stalled and self._are_few and self._allowance < _MOST * work
        return 0 < gap < _CLOSER * self._gap or (gap > 0 and patient)

    def _prove(self) -> float:
        """Solve exactly what may still be better, once it is little; the work done."""
        board, best, allowance = self._board, self._board.best, self._allowance
        if self._bound is None or board.is_settled or not self._is_due:
            return 0.0
        self._gap = best.cost.blended - board.bound.blended
        bundles = self._bound.bundles(best.cost, int(allowance / _EACH))
        self._are_few = bundles is not None
        if bundles is None:
            return _LOOK
        if self._stalled:
            self._allowance *= _MORE
        building = _EACH * len(bundles.first)
        if board.seconds_left < building:
            return 0.0
        limits = board.limits.within(board.seconds_left - building, allowance)
        found = bundled(board.given, bundles, best, limits)
        if found.better is not None:
            board.offer(found.better)
        if bundles.are_all:
            board.raise_bound(best.cost._replace(blended=found.bound))
        return building + found.work / _A_UNIT

    def pair_prices(self) -> Floats:
        """What each pair costs at going prices: by the bound once it has reached the blend, before that roughly."""
        if self._advised is None and self._bound is not None:
            advice = self._bound.blended_prices()
            self._advised = None if advice is None else advice.reduced
        if self._advised is not None:
            return self._advised
        if self._rough is None:
            given, weights = self._board.given, self._board.weights
            steps = step_prices(given, weights.unplaced, weights.unsafe)
            self._rough = pair_prices(given, steps)
        return self._rough
