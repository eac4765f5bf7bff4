"""Where prices start, between what they stay, and how readily each moves."""

from typing import NamedTuple

import numpy as np

from allocator.solvers.arrays import Arrays, Ints
from allocator.solvers.bound.options import HELPS, Options
from allocator.solvers.bound.relaxation import (
    BLENDED,
    UNPLACED,
    UNSAFE,
    Floats,
    Relaxation,
)
from allocator.solvers.prices import rough_prices

# Finer parts of a goal's unit than this gain nothing.
_FINEST = 2**16
# Rounds of the going price of load, and looks at a pair in all: more raise the start by less than the ascent would.
_ROUNDS, _FEWEST, _LOOKS = 200, 40, 100_000_000
# No sum in the relaxation is larger, so that none overflows 64 bits.
_LARGEST = 2.0**60


class Range(NamedTuple):
    """For each price of a relaxation: the least and the most it may be, and how readily it moves.

    ``starts`` are several prices to set out from, whichever proves most.
    """

    starts: list[Floats]
    least: Floats
    most: Floats
    pace: Floats


def parts(given: Arrays, options: Options, goal: int) -> int:
    """Into how many parts the goal's unit can be cut safely: a power of two, or 0 where sums could overflow."""
    curves, heaviest = options.curves, float(options.demand.max(initial=0))
    dearest, in_full = {
        UNPLACED: (float(given.urgency.max(initial=0)), 0.0),
        UNSAFE: (heaviest * _steepest(curves.unsafe), _in_full(options, curves.unsafe)),
        BLENDED: (
            heaviest * _steepest(curves.uneven) + _steepest(options.cost),
            _in_full(options, curves.uneven),
        ),
    }[goal]
    unit = _FINEST
    while 64 * unit * dearest > _dearest(options) or 4 * unit * in_full > _LARGEST:
        unit //= 2
    return unit


def worst(given: Arrays, options: Options, goal: int) -> int:
    """What no answer exceeds in a goal."""
    if goal == UNPLACED:
        return int(given.urgency.sum())
    if goal == UNSAFE:
        return int(_in_full(options, options.curves.unsafe))
    dearest = np.zeros(given.groups, np.int64)
    np.maximum.at(dearest, options.group, options.cost)
    return int(_in_full(options, options.curves.uneven)) + int(dearest.sum())


def price_range(relaxation: Relaxation) -> Range:
    """Prices that start where every group is worth about what it costs someone with an average load."""
    given, options, layout = relaxation.given, relaxation.options, relaxation.layout
    joint = np.ones(2 * len(layout.joint))
    cases = np.full(len(layout.limited), options.cases.max(initial=1))
    supervision = np.full(len(layout.supervisors), options.supervision.max(initial=1))
    demand = np.maximum(1.0, _mean_demand(given, options))
    urgency = max(1.0, float(given.urgency.max(initial=0)))
    heaviest = max(1.0, float(options.demand.max(initial=0)))

    waiting, unsafe = _weights(options, relaxation.goal)
    group = relaxation.unit * _worth(relaxation, waiting, unsafe)
    # How much of what it prices one choice takes.
    size = np.concatenate((joint, cases, supervision, [urgency, heaviest]))
    most = _dearest(options) / np.concatenate((np.ones(given.groups), size))
    in_full = max(1.0, _in_full(options, options.curves.unsafe))
    most[-1] = min(
        most[-1] / max(1.0, _steepest(options.curves.unsafe)), _LARGEST / 4 / in_full
    )
    least = np.zeros(len(most))
    either_way = given.groups + len(layout.joint)
    least[:either_way] = -most[:either_way]
    # The goals from this one on have no price.
    most[len(most) - 2 + min(relaxation.goal, 2) :] = 0
    start = np.concatenate((group, np.zeros(len(size))))
    start[-2:] = relaxation.unit * waiting, relaxation.unit * unsafe
    starts = [start]
    if relaxation.goal == UNSAFE:
        starts += [
            _at(relaxation, start, slope) for slope in np.unique(options.curves.unsafe)
        ]
    return Range(
        starts=[np.clip(each, least, most) for each in starts],
        least=least,
        most=most,
        pace=np.concatenate(
            (demand / demand.mean() if len(demand) else demand, size**-2.0)
        ),
    )


def _at(relaxation: Relaxation, start: Floats, slope: int) -> Floats:
    """The start, with groups at what they cost if everyone were just so far above the safe limit.

    Where people and cases are much alike this is the best there is, and steps seldom come to it.
    """
    given, options = relaxation.given, relaxation.options
    holds = options.kind < HELPS
    least = np.full(given.groups, np.iinfo(np.int64).max)
    np.minimum.at(least, options.group[holds], options.demand[holds])
    found = start.copy()
    able = least < np.iinfo(np.int64).max
    found[: given.groups][able] = float(relaxation.unit * slope) * least[able]
    return found


def _dearest(options: Options) -> float:
    """The most a price for something of size 1 may be.

    The largest sums are of at most six prices for each option, and of one price for each step of somebody's room.
    """
    room = float(options.room.max(initial=1))
    return _LARGEST / (8 * max(len(options.group), room, 1))


def _weights(options: Options, goal: int) -> tuple[float, float]:
    """What a point of urgency that waits and an unsafe step are worth at first: seldom too little to be kept down."""
    curves = options.curves
    slopes = curves.unsafe if goal == UNSAFE else curves.uneven
    highest = _steepest(slopes)
    dearest = (goal == BLENDED) * _steepest(options.cost)
    return dearest + highest * options.demand.max(initial=0), 2 * highest


def _worth(relaxation: Relaxation, waiting: float, unsafe: float) -> Floats:
    """What each group costs whom it costs least at going prices of load: nearly the best if groups could be split."""
    given, options, goal = relaxation.given, relaxation.options, relaxation.goal
    if goal == UNPLACED:
        return np.zeros(given.groups)
    given = given._replace(room=options.room)
    cost = options.cost
    if goal == UNSAFE:
        given = given._replace(pair_cost=0 * given.pair_cost, uneven=given.unsafe)
        cost, unsafe = 0 * cost, 0.0
    rounds = max(_FEWEST, min(_ROUNDS, _LOOKS // max(1, given.pairs)))
    load = rough_prices(given, waiting, unsafe, rounds)
    holds = options.kind < HELPS
    asked = cost + load[options.worker] * options.demand
    least = np.where(given.required > 0, np.inf, waiting * given.urgency)
    np.minimum.at(least, options.group[holds], asked[holds])
    return np.where(np.isfinite(least), least, 0)


def _mean_demand(given: Arrays, options: Options) -> Floats:
    """What each group adds to a load, on average over whoever could take it."""
    holds = options.kind < HELPS
    number = np.bincount(options.group[holds], minlength=given.groups)
    total = np.bincount(options.group[holds], options.demand[holds], given.groups)
    return total / np.maximum(1, number)


def _steepest(slopes: Ints) -> float:
    return float(np.abs(slopes).max(initial=0))


def _in_full(options: Options, slopes: Ints) -> float:
    """What it costs when everybody is loaded to the full."""
    curves = options.curves
    last = np.zeros(len(curves.starts), bool)
    last[curves.at[1:] - 1] = True
    worker = np.repeat(np.arange(len(options.room)), np.diff(curves.at))
    room = options.room[worker]
    end = np.where(last, room, np.minimum(room, np.append(curves.starts[1:], 0)))
    return float(
        (np.maximum(0, end - curves.starts) * np.abs(slopes).astype(np.float64)).sum()
    )
