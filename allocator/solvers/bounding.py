"""The bound as one who takes turns with the searches, and what it teaches them."""

from time import monotonic

from allocator.solvers.board import Board
from allocator.solvers.bound.order import LowerBound
from allocator.solvers.bound.relaxation import BLENDED, Floats
from allocator.solvers.placing import Placing
from allocator.solvers.prices import pair_prices, step_prices
from allocator.solvers.proving import Proving, Standing
from allocator.solvers.rounding import rounded

# Before the first turn pairs are sorted by worker, which takes about so many seconds each and cannot be cut short.
_SORTING = 1e-6
# What is further from the bound than such a part of its cost is soon bettered by a search.
_FAR = 0.01


class Bounding:
    """Raises the board's bound bit by bit, and offers answers rounded from it."""

    def __init__(self, board: Board) -> None:
        self._board, self._proving = board, Proving(board)
        self._bound: LowerBound | None = None
        self._seen: Placing | None = None
        self._standing = Standing(is_stalled=False, is_finished=False)
        self._rounded = False
        self._advised: Floats | None = None
        self._rough: Floats | None = None

    @property
    def is_finished(self) -> bool:
        """Whether there is nothing left to raise; a better answer may meet a goal and so open the next."""
        if self._bound is None:
            return self._standing.is_finished
        return self._is_raised and not self._proving.is_due(self._bound, self._standing)

    @property
    def waits_for_search(self) -> bool:
        """Whether what is left to prove comes after a search, which mostly leaves less of it."""
        bound, best = self._bound, self._board.best.cost
        if bound is None or not self._is_raised:
            return False
        gap = best.blended - self._board.bound.blended
        return bound.open_goal(best) != BLENDED or gap > _FAR * abs(best.blended)

    @property
    def _is_raised(self) -> bool:
        return self._standing.is_finished and self._board.best is self._seen

    def advance(self, work: float, threads: int = 1, *, alone: bool = False) -> float:
        """Raise the bound by so much work, alone before any search or beside it; the work done."""
        board = self._board
        self._seen = board.best
        if self._bound is None:
            if board.seconds_left < _SORTING * board.given.pairs:
                self._standing = Standing(is_stalled=True, is_finished=True)
                return work
            self._bound = LowerBound(board.given, board.limits.on(1))
        before = board.bound
        until = monotonic() + board.seconds_left
        board.raise_bound(self._bound.improve(work, self._seen.cost, until, threads))
        self._standing = Standing(board.bound == before, self._bound.finished)
        if board.bound > before or not self._rounded:
            self._rounded, self._advised = True, None
            board.offer(rounded(board.given, self._bound.picks()))
        if alone and self.waits_for_search:
            return work
        return work + self._proving.prove(self._bound, self._standing)

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
