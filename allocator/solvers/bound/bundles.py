"""The sets that workers could have in an answer better than the best known: few, once the bound is close to it.

At the prices of a bound every set costs its worker so much more than the cheapest one, and what all workers' sets cost
more is at most what an answer costs more than the bound. So a set that by itself costs more than the whole gap is in no
better answer (as in Baldacci, Christofides and Mingozzi, 2008, who leave out vehicle routes). Everything is added up in
whole numbers, so nothing is left out by rounding.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allocator.solvers.arrays import Arrays, Ints
from allocator.solvers.bound.loads import cheapest_load, cost_of_load
from allocator.solvers.bound.options import Options
from allocator.solvers.bound.relaxation import BLENDED, Floats, Relaxation
from allocator.solvers.compiled import compiled

# Steps towards each set that there may be, and what the gap is divided by in turn, until there are too many sets. In
# the blend a search narrows the gap by itself and so makes them few; before it hardly: there more trouble is worth it.
_STEPS, _PARTS = 100, (64, 16, 8, 4, 2, 1)
_MORE_STEPS, _MORE_PARTS = 500, tuple(2**n for n in range(10, -1, -1))


class Bundles(NamedTuple):
    """Worker ``w`` has the bundles ``at[w]`` up to ``at[w + 1]``, by their options, and a group may wait or not.

    Bundle ``b`` is the options ``chosen[first[b]]`` up to ``chosen[first[b + 1] - 1]``.
    """

    options: Options
    at: Ints
    first: Ints
    chosen: Ints
    waits: NDArray[np.bool_]
    are_all: bool


def bundles(
    given: Arrays, relaxation: Relaxation, vector: Floats, gap: int, most: int
) -> Bundles | None:
    """All sets that cost at most ``gap`` parts more than the cheapest at the prices last read.

    Where they are more than ``most``, those of a smaller part of the gap, of which good answers are mostly made; None
    where no part is small enough.
    """
    found, blended = None, relaxation.goal == BLENDED
    steps = (_STEPS if blended else _MORE_STEPS) * most
    for part in _PARTS if blended else _MORE_PARTS:
        more = _within(given, relaxation, vector, gap // part, most, steps)
        if more is None:
            break
        found = more._replace(are_all=part == 1)
    return found


def _within(
    given: Arrays,
    relaxation: Relaxation,
    vector: Floats,
    slack: int,
    most: int,
    left: int,
) -> Bundles | None:
    """All sets that cost at most ``slack`` parts more than the cheapest; None where they are more than ``most``.

    None as well where it takes more than ``left`` steps to find them.
    """
    options, sets = relaxation.options, relaxation.sets
    prices = relaxation.price(vector)
    value = relaxation.worth(prices)
    surplus = value - sets.step_price[options.worker] * options.demand
    at, first, chosen = [0], [0], [np.zeros(0, np.int64)]
    for w in range(given.workers):
        own = slice(options.at[w], options.at[w + 1])
        start, order = _plainest_first(options.group[own], surplus[own])
        order += options.at[w]
        curve = slice(options.curves.at[w], options.curves.at[w + 1])
        taken, ends, steps = _cheap_sets(
            start, value[order], options.demand[order], options.cases[order],
            options.curves.starts[curve], prices.slopes[curve], sets.step_price[w],
            options.room[w], given.case_room[w], sets.cost[w] + slack, left,
        )  # fmt: skip
        left -= steps
        if left <= 0 or at[-1] + len(ends) > most:
            return None
        at.append(at[-1] + len(ends))
        first.extend((first[-1] + ends).tolist())
        chosen.append(order[taken])
    return Bundles(
        options,
        np.array(at),
        np.array(first),
        np.concatenate(chosen),
        relaxation.may_wait(vector, slack),
        are_all=True,
    )


def _plainest_first(group: Ints, surplus: Ints) -> tuple[Ints, Ints]:
    """Where each group's options begin, and the options, those first that hardly any set could treat otherwise."""
    begin = np.flatnonzero(np.diff(group, prepend=-1))
    ways = np.diff(begin, append=len(group))
    best = np.maximum(0, np.maximum.reduceat(surplus, begin)) if len(begin) else ways
    # What each way costs beyond the best one: not to take the group, or one of its options.
    dearer = np.full((len(begin), 1 + ways.max(initial=0)), np.iinfo(np.int64).max)
    dearer[:, 0] = best
    place = np.arange(len(group)) - np.repeat(begin, ways)
    row = np.repeat(np.arange(len(begin)), ways)
    dearer[row, 1 + place] = best[row] - surplus
    dearer.sort(axis=1)
    turn = np.argsort(-dearer[:, 1], kind="stable") if len(begin) else begin
    order = np.argsort(np.argsort(turn)[row], kind="stable")
    return np.concatenate(([0], np.cumsum(ways[turn]))), order


@compiled
def _cheap_sets(
    start: Ints, value: Ints, demand: Ints, cases: Ints, starts: Ints, slopes: Ints, price: int,
    room: int, case_room: int, most: int, left: int,
) -> tuple[Ints, Ints, int]:  # fmt: skip
    """The options of all sets that cost no more than ``most``, where each set ends, and the steps it took.

    Group ``k`` has the options ``start[k]`` up to ``start[k + 1]``, of which a set has one or none. Each choice against
    the price of load adds to what a set costs beyond the least there could be, so most ways are given up early.
    """
    many = len(start) - 1
    least, _ = cheapest_load(starts, slopes, room, price)
    best = np.zeros(many, np.int64)
    for k in range(many):
        for o in range(start[k], start[k + 1]):
            best[k] = max(best[k], value[o] - price * demand[o])
        least -= best[k]
    members, ends = np.empty(1024, np.int64), np.empty(256, np.int64)
    count, found, steps = 0, 0, 0
    tried, taken = np.zeros(many + 1, np.int64), np.zeros(many + 1, np.int64)
    extra, load = np.zeros(many + 1, np.int64), np.zeros(many + 1, np.int64)
    held, worth = np.zeros(many + 1, np.int64), np.zeros(many + 1, np.int64)
    k = 0
    while k >= 0 and steps < left:
        steps += 1
        if k == many:
            if cost_of_load(load[k], starts, slopes) - worth[k] <= most:
                if count + many > len(members):
                    longer = np.empty(2 * (count + many), np.int64)
                    longer[:count] = members[:count]
                    members = longer
                if found == len(ends):
                    more = np.empty(2 * found, np.int64)
                    more[:found] = ends
                    ends = more
                for n in range(many):
                    if taken[n] >= 0:
                        members[count] = taken[n]
                        count += 1
                ends[found] = count
                found += 1
            k -= 1
            continue
        o = start[k] + tried[k] - 1
        tried[k] += 1
        if o >= start[k + 1]:
            k -= 1
            continue
        if o < start[k]:
            taken[k] = -1
            extra[k + 1], load[k + 1] = extra[k] + best[k], load[k]
            held[k + 1], worth[k + 1] = held[k], worth[k]
        else:
            taken[k] = o
            extra[k + 1] = extra[k] + best[k] - value[o] + price * demand[o]
            load[k + 1] = load[k] + demand[o]
            held[k + 1] = held[k] + cases[o]
            worth[k + 1] = worth[k] + value[o]
        if (
            least + extra[k + 1] <= most
            and load[k + 1] <= room
            and held[k + 1] <= case_room
        ):
            k += 1
            tried[k] = 0
    return members[:count], ends[:found], steps
