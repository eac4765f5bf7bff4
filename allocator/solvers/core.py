"""The few pairs of each group that matter: those that cost least at going prices."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allocator.solvers.arrays import Arrays, Ints
from allocator.solvers.compiled import compiled

Floats = NDArray[np.float64]


class Core(NamedTuple):
    """Group ``g`` has the pairs ``pairs[at[g]]`` up to ``pairs[at[g + 1] - 1]``, the cheapest first.

    ``spread`` is how much more than its cheapest pair a group's others cost, on average.
    """

    at: Ints
    pairs: Ints
    spread: float


def core(a: Arrays, pair_price: Floats, many: int) -> Core:
    """So many pairs of each group, or all it has, by what it costs to choose them at going prices."""
    at = np.zeros(a.groups + 1, np.int64)
    pairs = np.zeros(min(a.pairs, a.groups * many), np.int64)
    spread = _cheapest(a.pair_at, pair_price, many, at, pairs)
    return Core(at, pairs[: at[-1]], spread)


@compiled
def _cheapest(
    pair_at: Ints, pair_price: Floats, many: int, at: Ints, pairs: Ints
) -> float:
    prices = np.empty(many, np.float64)
    spread, counted = 0.0, 0
    for g in range(len(pair_at) - 1):
        first, kept = at[g], 0
        for p in range(pair_at[g], pair_at[g + 1]):
            price = pair_price[p]
            if not price < np.inf:
                continue
            if kept == many:
                if price >= prices[kept - 1]:
                    continue
                kept -= 1
            k = kept
            while k > 0 and prices[k - 1] > price:
                prices[k] = prices[k - 1]
                pairs[first + k] = pairs[first + k - 1]
                k -= 1
            prices[k] = price
            pairs[first + k] = p
            kept += 1
        at[g + 1] = first + kept
        for k in range(1, kept):
            spread += prices[k] - prices[0]
            counted += 1
    return spread / max(1, counted)
