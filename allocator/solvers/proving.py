"""What is left to prove once answer and bound are close: all better answers are looked through, or many of them."""

from math import inf
from typing import NamedTuple

from allocator.solvers.board import Board
from allocator.solvers.bound.order import LowerBound
from allocator.solvers.bound.relaxation import BLENDED
from allocator.solvers.bundling import LookedThrough, bundled
from allocator.solvers.narrowing import narrowed
from allocator.solvers.placing import Placing

# It is looked over when the gap is so much narrower than last time. At first so much work may go into putting bundles
# together, each at so much, and again into solving them; later more, but only a part of all.
_CLOSER, _LITTLE, _EACH, _MORE, _MOST, _LOOK = 0.9, 0.5, 5e-5, 2.0, 0.25, 0.01
# In the goals before the blend much is to be gained, and less than such a part would hardly give an answer at all.
_HALF = 0.5
# Where bundles are too many and so few pairs are left, these are solved with such a part of all work, then with more,
# once the bound rises no more or so much of the limits is over.
_FEW, _FIRST, _LAST, _LATE = 5000, 0.1, 0.4, 0.4
# A second is about so much in CP-SAT's own measure.
_A_UNIT = 0.4


class Standing(NamedTuple):
    """How the bound is doing: whether its last turn raised nothing, and whether no more turns would."""

    is_stalled: bool
    is_finished: bool


class Proving:
    """Looks through what may be better than the best, whenever that has become less or nothing else is left to do."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._goal: int | None = None
        self._gap, self._allowance, self._share = inf, _LITTLE, _FIRST
        self._are_few = False

    def is_due(self, bound: LowerBound, standing: Standing) -> bool:
        """Whether to look: the gap is narrower, or there is nothing else to raise."""
        board = self._board
        goal = bound.open_goal(board.best.cost)
        if goal is None or board.best.cost[goal] <= board.bound[goal]:
            return False
        if goal != self._goal:
            return True
        gap = board.best.cost[goal] - board.bound[goal]
        more_bundles = self._are_few and self._allowance < _MOST * self._all_work
        more_pairs = self._may_use_pairs(standing) and self._share <= _LAST
        return gap < _CLOSER * self._gap or (
            (standing.is_stalled and more_bundles) or more_pairs
        )

    def prove(self, bound: LowerBound, standing: Standing) -> float:
        """Look through it if it is due; the work done."""
        board, best = self._board, self._board.best
        if board.is_settled or not self.is_due(bound, standing):
            return 0.0
        goal = bound.open_goal(best.cost)
        if goal is None:
            return 0.0
        if goal != self._goal:
            self._goal, self._allowance, self._share = goal, _LITTLE, _FIRST
        self._gap = best.cost[goal] - board.bound[goal]
        done = self._by_bundles(bound, best, goal, standing)
        if (
            self._may_use_pairs(standing)
            and board.best is best
            and not board.is_settled
        ):
            done += self._by_pairs(bound, best, goal)
        return done

    def _may_use_pairs(self, standing: Standing) -> bool:
        return standing.is_finished or self._board.over > _LATE

    @property
    def _all_work(self) -> float:
        limits = self._board.limits
        return min(limits.work, limits.seconds) * limits.threads

    def _by_bundles(
        self, bound: LowerBound, best: Placing, goal: int, standing: Standing
    ) -> float:
        """Put together the best answer of bundles, all or those that cost least; the work done."""
        board, allowance = self._board, self._allowance
        bundles = bound.bundles(best.cost, goal, int(allowance / _EACH))
        self._are_few = bundles is not None
        if bundles is None:
            return _LOOK
        if standing.is_stalled:
            self._allowance *= _MORE
        building = _EACH * len(bundles.first)
        if board.seconds_left < building:
            return 0.0
        work = allowance if goal == BLENDED else max(allowance, _HALF * self._all_work)
        limits = board.limits.within(board.seconds_left - building, work)
        found = bundled(board.given, bundles, best, goal, limits)
        self._tell(bound, best, goal, found, bundles.are_all)
        return building + found.work

    def _by_pairs(self, bound: LowerBound, best: Placing, goal: int) -> float:
        """Solve the program with the pairs that a better answer may use; the work done."""
        board, left = self._board, bound.remaining(best.cost, goal)
        if left is None or len(left.pairs) > _FEW or self._share > _LAST:
            return 0.0
        work = _A_UNIT * self._share * self._all_work
        self._share *= _MORE
        limits = board.limits.on(1).within(board.seconds_left, work)
        found = narrowed(board.given, left, best, goal, limits)
        self._tell(bound, best, goal, found, are_all=True)
        return found.work / _A_UNIT

    def _tell(
        self,
        bound: LowerBound,
        best: Placing,
        goal: int,
        found: LookedThrough,
        are_all: bool,
    ) -> None:
        if found.better is not None:
            self._board.offer(found.better)
        if are_all:
            self._board.raise_bound(bound.prove(best.cost, goal, found.bound))
