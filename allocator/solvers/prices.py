"""The going price of a step of each worker's load: what makes groups that choose freely want no more than there is."""

import numpy as np
from numpy.typing import NDArray

from allocator.solvers.arrays import Arrays, Ints
from allocator.solvers.compiled import compiled
from allocator.solvers.core import Core, core

Floats = NDArray[np.float64]


# Pairs are looked at so many times in all, in no more than so many rounds.
_LOOKS, _ROUNDS = 200_000_000, 10_000
# The first step moves prices by this part of what pairs cost for each step of load, and later ones by less and less:
# more where nothing says what load costs to begin with.
# Few rounds are better small.
_PACE, _BLIND_PACE, _ROUGH_PACE = 0.3, 1.0, 0.1
# Of each group only so many of the nearest are looked at, by what load costs at first.
_NEAR = 100


def pair_prices(given: Arrays, step_price: Floats) -> Floats:
    """What each pair costs with every step of load at its worker's price."""
    found: Floats = given.pair_cost + step_price[given.pair_worker] * given.pair_demand
    return found


def step_prices(given: Arrays, unplaced: float, unsafe: float) -> Floats:
    """Prices at which groups that each take their cheapest pair, or wait, want about what workers offer.

    A subgradient ascent on the dual of the program without whole numbers; prices are averaged over the later rounds.
    ``unplaced`` and ``unsafe`` say what a step of those goals is worth in the blend.
    """
    level = _level(given)
    prices = np.full(given.workers, level)
    pace = _PACE if level else _BLIND_PACE
    near = core(given, pair_prices(given, prices), _NEAR)
    rounds = min(_ROUNDS, _LOOKS // max(1, len(near.pairs)))
    return _settled(given, near, unplaced, unsafe, prices, rounds, pace)


def rough_prices(given: Arrays, unplaced: float, unsafe: float, rounds: int) -> Floats:
    """Such prices after only so many rounds, but over all pairs, so that no worker's price is far off."""
    every = Core(given.pair_at, np.arange(given.pairs), 0.0)
    start = np.full(given.workers, _level(given))
    return _settled(given, every, unplaced, unsafe, start, rounds, _ROUGH_PACE)


def _level(given: Arrays) -> float:
    """The one price at which all workers together would take on as much as all groups ask."""
    curves = given.uneven
    if not given.pairs or not len(curves.slopes):
        return 0.0
    wanted = given.pair_demand.mean() * given.groups
    owner = np.repeat(np.arange(given.workers), np.diff(curves.at))
    low, high = 0.0, float(curves.slopes.max())
    for _ in range(20):
        middle = (low + high) / 2
        taken = given.room.copy()
        dear = curves.slopes > middle
        np.minimum.at(taken, owner[dear], curves.starts[dear])
        low, high = (low, middle) if taken.sum() >= wanted else (middle, high)
    return high


def _settled(
    given: Arrays,
    near: Core,
    unplaced: float,
    unsafe: float,
    prices: Floats,
    rounds: int,
    pace: float,
) -> Floats:
    return _settle(
        near.at, given.pair_worker[near.pairs], given.pair_demand[near.pairs], given.pair_cost[near.pairs],
        given.urgency, given.required, given.room,
        given.unsafe.at, given.unsafe.starts, given.unsafe.slopes,
        given.uneven.at, given.uneven.starts, given.uneven.slopes,
        unplaced, unsafe, prices, rounds, pace,
    )  # fmt: skip


@compiled
def _settle(
    pair_at: Ints, pair_worker: Ints, pair_demand: Ints, pair_cost: Ints,
    urgency: Ints, required: Ints, room: Ints,
    unsafe_at: Ints, unsafe_starts: Ints, unsafe_slopes: Ints,
    uneven_at: Ints, uneven_starts: Ints, uneven_slopes: Ints,
    unplaced: float, unsafe: float, prices: Floats, rounds: int, pace: float,
) -> Floats:  # fmt: skip
    workers = len(room)
    price = prices.copy()
    average = np.zeros(workers)
    wanted = np.zeros(workers)
    step = 0.0
    counted = 0
    for k in range(rounds):
        wanted[:] = 0.0
        for g in range(len(urgency)):
            least = np.inf if required[g] else unplaced * urgency[g]
            cheapest = -1
            for p in range(pair_at[g], pair_at[g + 1]):
                asked = pair_cost[p] + price[pair_worker[p]] * pair_demand[p]
                if asked < least:
                    least, cheapest = asked, p
            if cheapest >= 0:
                wanted[pair_worker[cheapest]] += pair_demand[cheapest]
        if k == 0:
            # The first steps move prices by about what pairs cost per step of load.
            total, demand = 0.0, 0.0
            for p in range(len(pair_cost)):
                total += abs(pair_cost[p])
                demand += pair_demand[p]
            for w in range(workers):
                if uneven_at[w + 1] > uneven_at[w]:
                    total += uneven_slopes[uneven_at[w + 1] - 1] * demand / workers
            mean = wanted.sum() / max(1, workers)
            step = pace * total / max(1.0, demand) / max(1.0, mean)
        size = step / (1.0 + 0.1 * k)
        for w in range(workers):
            supply = _supply(
                unsafe_at[w], unsafe_at[w + 1], unsafe_starts, unsafe_slopes,
                uneven_at[w], uneven_at[w + 1], uneven_starts, uneven_slopes,
                room[w], price[w], unsafe,
            )  # fmt: skip
            price[w] = max(0.0, price[w] + size * (wanted[w] - supply))
        if 2 * k >= rounds:
            average += price
            counted += 1
    settled: Floats = average / max(1, counted)
    return settled


@compiled
def _supply(
    i: int, i_end: int, i_starts: Ints, i_slopes: Ints,
    j: int, j_end: int, j_starts: Ints, j_slopes: Ints,
    room: int, price: float, unsafe: float,
) -> int:  # fmt: skip
    """How much load a worker takes on at a price: up to where the next step costs more."""
    steep, even = 0.0, 0.0
    while True:
        at = room
        if i < i_end:
            at = min(at, i_starts[i])
        if j < j_end:
            at = min(at, j_starts[j])
        if at >= room:
            return room
        if i < i_end and i_starts[i] == at:
            steep = i_slopes[i] * unsafe
            i += 1
        if j < j_end and j_starts[j] == at:
            even = j_slopes[j]
            j += 1
        if steep + even > price:
            return at
