"""The pairs and helpers that an answer better than the best known may use: few of all, once the bound is close to it.

As with bundles, a set that by itself costs more beyond its worker's cheapest than the whole gap is in no better answer.
Here it is asked of all sets with one option at once: so much for the option, the best of all else, no limit on cases,
and load at its going price, which no set undercuts.
"""

from typing import NamedTuple

import numpy as np

from allocator.solvers.arrays import Arrays, Ints
from allocator.solvers.bound.loads import cheapest_load
from allocator.solvers.bound.options import HELPS
from allocator.solvers.bound.relaxation import Floats, Relaxation


class Remaining(NamedTuple):
    """By index among all pairs and all helpers, in rising order."""

    pairs: Ints
    helpers: Ints


def remaining(
    given: Arrays, relaxation: Relaxation, vector: Floats, slack: int
) -> Remaining:
    """What may be in an answer whose sets cost at most ``slack`` parts more than the cheapest at prices just read."""
    options, sets = relaxation.options, relaxation.sets
    prices = relaxation.price(vector)
    surplus = relaxation.worth(prices)
    surplus -= sets.step_price[options.worker] * options.demand
    kept = np.zeros(len(surplus), np.bool_)
    for w in range(given.workers):
        own = slice(options.at[w], options.at[w + 1])
        curve = slice(options.curves.at[w], options.curves.at[w + 1])
        least, _ = cheapest_load(
            options.curves.starts[curve], prices.slopes[curve],
            options.room[w], sets.step_price[w],
        )  # fmt: skip
        begin = np.flatnonzero(np.diff(options.group[own], prepend=-1))
        if not len(begin):
            continue
        best = np.maximum(0, np.maximum.reduceat(surplus[own], begin))
        ways = np.diff(begin, append=own.stop - own.start)
        dearer = np.repeat(best, ways) - surplus[own]
        kept[own] = least - best.sum() + dearer <= sets.cost[w] + slack
    holds = options.kind < HELPS
    return Remaining(
        np.sort(options.source[kept & holds]),
        np.sort(options.source[kept & ~holds]) - given.pairs,
    )
