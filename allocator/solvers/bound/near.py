"""Which options are worth looking at: most are far from paying, and prices move little from one reading to the next.

When a worker's options were last looked over, each that was not listed fell short of what its load would have to be
worth by at least the margin. While prices have risen by less than that, no better set can contain it, so the list is
enough and the result as exact as if all had been looked at.
"""

from typing import NamedTuple

import numpy as np

from allocator.solvers.arrays import Ints
from allocator.solvers.bound.desk import Desk
from allocator.solvers.bound.options import Options
from allocator.solvers.bound.sets import Prices
from allocator.solvers.compiled import compiled

# Readings that are remembered; whoever was looked over before the oldest is looked over again.
_READINGS = 32
_FORGOTTEN = 2**62


class Near(NamedTuple):
    """By worker, the options near to being worth their load, from ``Options.at`` on, and how they were found.

    ``look`` is the remembered reading at which they were, ``step_price`` the price of load then, ``cases`` and
    ``supervision`` the worker's own prices. The rest is the most that any one option asks for.
    """

    listed: Ints
    how_many: Ints
    margin: Ints
    look: Ints
    step_price: Ints
    cases: Ints
    supervision: Ints
    most_demand: Ints
    most_cases: Ints
    most_supervision: Ints


def nothing_near(given: Options) -> Near:
    """Nobody looked over yet."""
    zeros = np.zeros((6, len(given.room)), np.int64)
    most = np.zeros((3, len(given.room)), np.int64)
    for line, asked in zip(
        most, (given.demand, given.cases, given.supervision), strict=True
    ):
        np.maximum.at(line, given.worker, asked)
    return Near(np.zeros(len(given.group), np.int64), *zeros, *most)


class Rise(NamedTuple):
    """The most that any worth has risen: since each remembered reading, and since the last; and this one's place."""

    since: Ints
    last: int
    look: int


class Memory:
    """What options were worth at the last readings at which anybody was looked over."""

    def __init__(self, given: Options) -> None:
        self.near = nothing_near(given)
        self._worths: list[Ints] = []
        self._last: Ints | None = None
        self._look = 0

    def recall(self, worth: Ints) -> Rise:
        """How far a worth is from those remembered; from now on it is one of them."""
        if self._worths and (self.near.look == self._look).any():
            self._look = (self._look + 1) % _READINGS
            self.near.look[self.near.look == self._look] = _READINGS
        self._worths[self._look : self._look + 1] = [worth]
        since = [int((worth - then).max(initial=0)) for then in self._worths]
        since += [_FORGOTTEN] * (_READINGS + 1 - len(since))
        last = 0 if self._last is None else int((worth - self._last).max(initial=0))
        self._last = worth
        return Rise(np.array(since, np.int64), last, self._look)


@compiled
def shortfall(worker: int, near: Near, prices: Prices, rise: Rise) -> int:
    """What is left of the margin after all that prices could have added to what is not listed."""
    left = near.margin[worker] - rise.since[near.look[worker]]
    left -= near.most_cases[worker] * max(0, near.cases[worker] - prices.cases[worker])
    left -= near.most_supervision[worker] * max(
        0, near.supervision[worker] - prices.supervision[worker]
    )
    return int(left)


@compiled
def look_over(
    worker: int,
    options: Options,
    prices: Prices,
    near: Near,
    d: Desk,
    look: int,
    step_price: int,
    margin: int,
) -> None:
    """List the options that fall short by less than the margin at a price per step."""
    at, end, number = options.at[worker], options.at[worker + 1], 0
    listed, demand, value = near.listed, options.demand, d.value
    worth, blended = prices.worth, prices.blended
    kind, group, cost = options.kind, options.group, options.cost
    for o in range(at, end):
        value[o - at] = worth[kind[o], group[o]] - blended * cost[o] + margin
    case_price, supervision_price = prices.cases[worker], prices.supervision[worker]
    if case_price > 0 or supervision_price > 0:
        cases, supervision = options.cases, options.supervision
        for o in range(at, end):
            value[o - at] -= case_price * cases[o] + supervision_price * supervision[o]
    for o in range(at, end):
        if value[o - at] > step_price * demand[o]:
            listed[at + number] = o
            number += 1
    near.how_many[worker] = number
    near.margin[worker] = margin
    near.look[worker] = look
    near.step_price[worker] = step_price
    near.cases[worker] = case_price
    near.supervision[worker] = supervision_price


@compiled
def lay_out(
    worker: int,
    options: Options,
    prices: Prices,
    near: Near,
    d: Desk,
    first_slope: int,
) -> tuple[int, int]:
    """Lay out what could be worth its load, by group; how many groups, and a price at which nothing is worth it."""
    _value(worker, options, prices, near, d)
    at = options.at[worker]
    classes, ways, before, highest = 0, 0, -1, first_slope
    listed, demand, group_of = near.listed, options.demand, options.group
    value, load_of, option, start = d.value, d.load, d.option, d.start
    for n in range(near.how_many[worker]):
        o = listed[at + n]
        load = demand[o]
        # No step of load costs less than the first.
        if value[n] <= first_slope * load:
            continue
        if group_of[o] != before:
            start[classes] = ways
            classes += 1
            before = group_of[o]
        value[ways] = value[n]
        load_of[ways] = load
        option[ways] = o
        if load > 0:
            highest = max(highest, value[ways] // load + 1)
        ways += 1
    start[classes] = ways
    return classes, highest


@compiled
def _value(worker: int, options: Options, prices: Prices, near: Near, d: Desk) -> None:
    """Put on the desk what each listed option is worth before its load is counted."""
    at, number = options.at[worker], near.how_many[worker]
    case_price, supervision_price = prices.cases[worker], prices.supervision[worker]
    # Taken out of their records, or the loops would be ten times slower.
    listed, value, worth, blended = near.listed, d.value, prices.worth, prices.blended
    kind, group, cost = options.kind, options.group, options.cost
    cases, supervision = options.cases, options.supervision
    for n in range(number):
        o = listed[at + n]
        value[n] = worth[kind[o], group[o]] - blended * cost[o]
    if case_price > 0 or supervision_price > 0:
        for n in range(number):
            o = listed[at + n]
            value[n] -= case_price * cases[o] + supervision_price * supervision[o]
