"""What a search can learn from the bound: prices, what each pair costs at them, and where fractional choices tend."""

from typing import NamedTuple

import numpy as np

from allocator.solvers.bound.ascent import Ascent
from allocator.solvers.bound.options import HELPS, Options
from allocator.solvers.bound.relaxation import Floats


class PriceList(NamedTuple):
    """Prices in the unit of the goal that was bounded last.

    ``groups``: what holding each group is worth. ``steps``: what a step of load costs each worker. ``reduced``: by
    pair, how much more it costs to choose it than it is worth; infinite where a limit rules it out by itself. Pairs
    that good answers use are about 0 or less.
    """

    groups: Floats
    steps: Floats
    reduced: Floats


def price_list(ascent: Ascent, pairs: int) -> PriceList:
    """The prices at the best bound so far."""
    relaxation = ascent.relaxation
    options, unit = relaxation.options, relaxation.unit
    priced = relaxation.price(ascent.prices)
    surplus = relaxation.worth(priced)
    surplus -= ascent.step_prices[options.worker] * options.demand
    return PriceList(
        priced.worth[0] / unit,
        ascent.step_prices / unit,
        _by_pair(options, -surplus / unit, pairs, np.inf),
    )


def picks(ascent: Ascent, pairs: int) -> Floats:
    """By pair, the share of it that the averaged choices take: for most groups they add up to about 1."""
    return _by_pair(ascent.relaxation.options, ascent.shares, pairs, 0.0)


def _by_pair(options: Options, numbers: Floats, pairs: int, otherwise: float) -> Floats:
    holds = options.kind < HELPS
    found = np.full(pairs, otherwise)
    found[options.source[holds]] = numbers[holds]
    return found
