"""The bound as one who takes turns with the searches, and what it teaches them."""

from math import inf
from time import monotonic

from allocator.solvers.board import Board
from allocator.solvers.bound.order import LowerBound
from allocator.solvers.bound.relaxation import BLENDED, Floats
from allocator.solvers.bundling import bundled
from allocator.solvers.placing import Placing
from allocator.solvers.prices import pair_prices, step_prices
from allocator.solvers.rounding import rounded

# Before the first turn pairs are sorted by worker, which takes about so many seconds each and cannot be cut short.
_SORTING = 1e-6
# What is left to prove is looked over when the gap is so much narrower than last time. At first so much work may go
# into putting bundles together, each at so much, and again into solving them; later more, but only a part of all.
_CLOSER, _LITTLE, _EACH, _MORE, _MOST, _LOOK = 0.9, 0.5, 5e-5, 2.0, 0.25, 0.01
# In the goals before the blend much is to be gained, and less than such a part would hardly give an answer at all.
_HALF = 0.5
# What is further from the bound than such a part of its cost is soon bettered by a search.
_FAR = 0.01


class Bounding:
    """Raises the board's bound bit by bit, and offers answers rounded from it."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._bound: LowerBound | None = None
        self._seen: Placing | None = None
        self._finished = self._stalled = self._are_few = False
        self._rounded = False
        self._goal: int | None = None
        self._gap, self._allowance = inf, _LITTLE
        self._advised: Floats | None = None
        self._rough: Floats | None = None

    @property
    def is_finished(self) -> bool:
        """Whether there is nothing left to raise; a better answer may meet a goal and so open the next."""
        return self._is_raised and not self._is_due

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
        return self._finished and self._board.best is self._seen

    def advance(self, work: float, threads: int = 1, *, alone: bool = False) -> float:
        """Raise the bound by so much work, alone before any search or beside it; the work done."""
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
        if alone and self.waits_for_search:
            return work
        return work + self._prove()

    @property
    def _is_due(self) -> bool:
        """Whether to look over what is left to prove: the gap is narrower, or there is nothing else to raise."""
        board, bound = self._board, self._bound
        goal = None if bound is None else bound.open_goal(board.best.cost)
        if goal is None:
            return False
        gap = board.best.cost[goal] - board.bound[goal]
        patient = (
            self._stalled and self._are_few and self._allowance < _MOST * self._all_work
        )
        narrower = goal != self._goal or gap < _CLOSER * self._gap
        return gap > 0 and (narrower or patient)

    @property
    def _all_work(self) -> float:
        limits = self._board.limits
        return min(limits.work, limits.seconds) * limits.threads

    def _prove(self) -> float:
        """Solve exactly what may still be better, once it is little; the work done."""
        board, bound, best = self._board, self._bound, self._board.best
        if bound is None or board.is_settled or not self._is_due:
            return 0.0
        goal = bound.open_goal(best.cost)
        if goal is None:
            return 0.0
        if goal != self._goal:
            self._goal, self._allowance = goal, _LITTLE
        allowance = self._allowance
        self._gap = best.cost[goal] - board.bound[goal]
        bundles = bound.bundles(best.cost, goal, int(allowance / _EACH))
        self._are_few = bundles is not None
        if bundles is None:
            return _LOOK
        if self._stalled:
            self._allowance *= _MORE
        building = _EACH * len(bundles.first)
        if board.seconds_left < building:
            return 0.0
        work = allowance if goal == BLENDED else max(allowance, _HALF * self._all_work)
        limits = board.limits.within(board.seconds_left - building, work)
        found = bundled(board.given, bundles, best, goal, limits)
        if found.better is not None:
            board.offer(found.better)
        if bundles.are_all:
            board.raise_bound(bound.prove(best.cost, goal, found.bound))
        return building + found.work

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
