"""What no proposal can beat, proven without searching for one."""

from collections.abc import Callable
from time import monotonic
from typing import NamedTuple

from allocator.problem.ledger import Choices, Ledger
from allocator.problem.posed import Cost, Problem
from allocator.solvers.answer import Limits
from allocator.solvers.arrays import arrays
from allocator.solvers.bound.advice import PriceList
from allocator.solvers.bound.order import LowerBound
from allocator.solvers.bound.relaxation import Floats

# The bound is told after each of so many equal parts of the work.
_SLICES = 20


class Bounded(NamedTuple):
    """A bound, and what it teaches a search: prices, and how much of each pair the workers' choices took on average."""

    cost: Cost
    prices: PriceList | None
    picks: Floats
    finished: bool


def lower_bound(
    problem: Problem,
    limits: Limits,
    best: Choices | None = None,
    tell: Callable[[Cost], None] = lambda cost: None,
) -> Bounded:
    """The best bound found within the limits; valid whenever they end it.

    Each entry of the cost counts for answers that equal the entries before it. Where the best answer known exceeds an
    entry, those after it are what is plain at a glance.
    """
    until = monotonic() + limits.seconds
    bound = LowerBound(arrays(problem), limits)
    known = None if best is None else Ledger(problem, best).cost()
    for _ in range(_SLICES):
        tell(bound.improve(limits.work / _SLICES, known, until))
        if bound.finished or monotonic() >= until or limits.stop.requested:
            break
    return Bounded(bound.cost, bound.prices(), bound.picks(), bound.finished)
