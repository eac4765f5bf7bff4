"""How much a search lets a step of one goal be worth in another, so that strict order does not bar its way."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allocator.solvers.arrays import Arrays

Floats = NDArray[np.float64]


class Weights(NamedTuple):
    """What a step of each higher goal is worth in the blend while searching."""

    missing: float
    unplaced: float
    unsafe: float

    def loose(self) -> Floats:
        """A search that passes through worse answers in a higher goal on its way to better ones."""
        return np.array([*self, 1.0])

    def strict(self) -> Floats:
        """A search that hardly ever does."""
        missing, unplaced, unsafe = self
        return np.array([1e4 * missing, 1e3 * unplaced, 1e2 * unsafe, 1.0])


def weigh(given: Arrays) -> Weights:
    """Enough that a goal is seldom given up for those below it, and little enough to get past worse answers."""
    demand = float(given.pair_demand.mean()) if given.pairs else 1.0
    spread = float(np.ptp(given.pair_cost)) if given.pairs else 1.0
    unsafe = 2.0 * max(1, given.uneven.slopes.max(initial=0))
    steepest = unsafe * max(1, given.unsafe.slopes.max(initial=0))
    unplaced = steepest * max(1.0, demand) + spread
    return Weights(unplaced * max(1, given.urgency.max(initial=0)), unplaced, unsafe)
