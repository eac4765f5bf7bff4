"""The problem with its shared rules priced: it falls apart by worker, and its least cost bounds every answer's.

Whoever holds a group is paid its price. That a group is held once is then no rule but a matter of prices, and every
worker can choose alone. For any prices, the least cost of all these choices with what is paid taken back is at most the
cost of any answer that keeps the rules: in such an answer the payments cancel, and workers who choose freely cost no
more. Priced, beside the groups, are

* the co-worker of a group that needs one: a price for company, which the holder pays and the co-worker gets, and one
  more where the co-worker must be able to lead. Within one worker's choice, holding and co-working one group exclude
  each other;
* each worker's limit on cases and each supervisor's room, where they could bind;
* the goals before this one, which the answer is to reach: so much for each point of urgency that waits and each step
  that is unsafe beyond what is proven.

Load, its room and its cost are kept exactly, in the knapsacks. Prices are whole numbers of a small part of the goal's
unit, so that all sums are exact integers and rounding cannot make the bound too high.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allocator.solvers.arrays import Arrays, Ints
from allocator.solvers.bound.desk import Desk, desk
from allocator.solvers.bound.hands import Hands
from allocator.solvers.bound.layout import by_supervisor, layout
from allocator.solvers.bound.near import Memory
from allocator.solvers.bound.options import (
    ACCOMPANIED,
    HELPS,
    KINDS,
    LEADS,
    LED,
    Options,
)
from allocator.solvers.bound.pricing import cheapest_sets
from allocator.solvers.bound.sets import Prices, count_taken, no_sets

Floats = NDArray[np.float64]

GOALS = UNPLACED, UNSAFE, BLENDED = range(3)

# Each thread's table: beyond it one worker's knapsack is bounded, not solved.
_CELLS = 2_000_000
# Options that one thread works out between two looks at the clock: some milliseconds.
_AT_ONCE = 200_000


class Reading(NamedTuple):
    """The bound at some prices, in parts of the goal's unit; how far each priced rule is from being met; the effort."""

    value: int
    slack: Floats
    effort: int


class Relaxation:
    """One goal's relaxation, where ``met`` is what the goals before it have reached.

    ``unit`` is how many parts the goal's unit is cut into, ``sets`` what every worker chose at the last prices.
    """

    def __init__(
        self,
        given: Arrays,
        options: Options,
        goal: int,
        met: tuple[int, int],
        unit: int,
    ) -> None:
        self.given, self.options, self.goal, self.met = given, options, goal, met
        able = np.bincount(options.group[options.kind <= LED], minlength=given.groups)
        self._stranded = able == 0
        self._required = given.required.astype(bool)
        if goal > UNPLACED:
            never = given.urgency[self._stranded].sum()
            self._required |= given.urgency > met[UNPLACED] - never
        self.layout = layout(given, options)
        self.unit = unit
        self.sets = no_sets(options)
        self._memory = Memory(options)
        self._chunks = _chunks(options)
        self._desks: list[Desk] = []

    def read(
        self, vector: Floats, hands: Hands, halted: Callable[[], bool]
    ) -> Reading | None:
        """The bound at the nearest whole prices; None when halted on the way."""
        given, layout = self.given, self.layout
        priced = self.price(vector)
        effort = self._choose(priced, hands, halted)
        if effort is None:
            return None
        whole = np.rint(vector).astype(np.int64)
        price, _, _, cases, supervision, earlier = layout.cut(whole)
        wait_cost = self._weigh(earlier)[UNPLACED] * given.urgency
        waits = ~self._required & (price > wait_cost) | self._stranded
        value = (
            int(np.where(waits, wait_cost, price).sum())
            + int(self.sets.cost.sum())
            - int(cases @ given.case_room[layout.limited])
            - int(supervision @ given.supervision_room[layout.supervisors])
            - sum(int(paid) * met for paid, met in zip(earlier, self.met, strict=True))
        )
        return Reading(value, self._slack(waits), effort)

    def may_wait(self, vector: Floats, slack: int) -> NDArray[np.bool_]:
        """Groups that could wait at these prices without costing more than the bound by more than ``slack`` parts."""
        price, *_, earlier = self.layout.cut(np.rint(vector).astype(np.int64))
        wait_cost = self._weigh(earlier)[UNPLACED] * self.given.urgency
        found: NDArray[np.bool_] = ~self._required & (wait_cost - price <= slack)
        found |= self._stranded
        return found

    def price(self, vector: Floats) -> Prices:
        """Prices as the workers meet them."""
        given, layout = self.given, self.layout
        price, company, lead, cases, supervision, earlier = layout.cut(
            np.rint(vector).astype(np.int64)
        )
        worth = np.zeros((KINDS, given.groups), np.int64)
        worth[: LED + 1] = price
        worth[ACCOMPANIED, layout.joint] -= company
        worth[LED, layout.joint] -= company + lead
        worth[HELPS, layout.joint] = company
        worth[LEADS, layout.joint] = company + lead
        case_price = np.zeros(given.workers, np.int64)
        case_price[layout.limited] = cases
        # The last is for those without a supervisor, whom the index -1 finds.
        step_of_supervision = np.zeros(len(given.supervision_room) + 1, np.int64)
        step_of_supervision[layout.supervisors] = supervision
        _, unsafe, blended = self._weigh(earlier)
        curves = self.options.curves
        return Prices(
            worth,
            blended,
            case_price,
            step_of_supervision[given.supervisor],
            unsafe * curves.unsafe + blended * curves.uneven,
        )

    def worth(self, prices: Prices) -> Ints:
        """What each option is worth to its worker before its load is counted."""
        options, worker = self.options, self.options.worker
        found: Ints = (
            prices.worth[options.kind, options.group]
            - prices.blended * options.cost
            - prices.cases[worker] * options.cases
            - prices.supervision[worker] * options.supervision
        )
        return found

    def _weigh(self, earlier: Ints) -> tuple[int, int, int]:
        """What one of each goal costs in parts of this goal's unit, at the prices of the goals before."""
        before = (int(earlier[UNPLACED]), int(earlier[UNSAFE]))
        return (
            (self.unit, 0, 0),
            (before[UNPLACED], self.unit, 0),
            (*before, self.unit),
        )[self.goal]

    def _choose(
        self, prices: Prices, hands: Hands, halted: Callable[[], bool]
    ) -> int | None:
        """Let every worker choose; the effort, or None when halted."""
        while len(self._desks) < hands.size:
            self._desks.append(
                desk(int(np.diff(self.options.at).max(initial=0)), _CELLS)
            )

        near, rise = self._memory.near, self._memory.recall(prices.worth)

        def work_through(thread: int) -> int | None:
            effort = 0
            for first, last in self._chunks[thread :: hands.size]:
                if halted():
                    return None
                effort += cheapest_sets(
                    first, last, self.options, prices, near, rise,
                    self._desks[thread], self.sets,
                )  # fmt: skip
            return effort

        efforts = list(hands.each(work_through))
        return None if None in efforts else sum(effort or 0 for effort in efforts)

    def _slack(self, waits: NDArray[np.bool_]) -> Floats:
        given, layout = self.given, self.layout
        taken = np.zeros((KINDS, given.groups), np.int64)
        cases, supervision = np.zeros((2, given.workers), np.int64)
        unsafe = count_taken(self.options, self.sets, taken, cases, supervision)
        asked = by_supervisor(given, supervision)
        joint = taken[:, layout.joint]
        return np.concatenate(
            (
                1 - taken[: LED + 1].sum(axis=0) - waits,
                joint[ACCOMPANIED] + joint[LED] - joint[HELPS] - joint[LEADS],
                joint[LED] - joint[LEADS],
                (cases - given.case_room)[layout.limited],
                (asked - given.supervision_room)[layout.supervisors],
                (
                    given.urgency[waits].sum() - self.met[UNPLACED],
                    unsafe - self.met[UNSAFE],
                ),
            )
        ).astype(np.float64)


def _chunks(options: Options) -> list[tuple[int, int]]:
    """The workers in stretches of not too many options."""
    stretch = options.at[:-1] // _AT_ONCE
    ends = np.flatnonzero(np.diff(stretch)) + 1
    edges = [0, *ends.tolist(), len(options.room)]
    return list(pairwise(edges))
