"""What workers are offered, and what they choose."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allocator.solvers.arrays import Ints
from allocator.solvers.bound.loads import cost_of_load
from allocator.solvers.bound.options import Options
from allocator.solvers.compiled import compiled

Floats = NDArray[np.float64]


class Prices(NamedTuple):
    """What an option is worth by kind and group, and what the blend and a worker's cases and supervision take off it.

    ``slopes`` are what a step of load costs on each piece of the workers' curves.
    """

    worth: Ints
    blended: int
    cases: Ints
    supervision: Ints
    slopes: Ints


class Sets(NamedTuple):
    """By worker: what the set costs, its load, the price of a step of load, and the options chosen.

    ``gap`` is how far from the bound at the price of load the set at hand was before the table was filled.
    ``chosen`` lists a worker's options from ``Options.at`` on, as many as ``how_many`` says.
    """

    chosen: Ints
    cost: Ints
    load: Ints
    step_price: Ints
    gap: Ints
    how_many: Ints


def no_sets(given: Options) -> Sets:
    """Nothing chosen yet."""
    lines = np.zeros((5, len(given.room)), np.int64)
    return Sets(np.zeros(len(given.group), np.int64), *lines)


@compiled
def count_taken(
    options: Options, sets: Sets, taken: Ints, cases: Ints, supervision: Ints
) -> int:
    """Add up what all sets take: by kind and group, cases and supervision by worker, and what is unsafe in all."""
    unsafe = 0
    for worker in range(len(sets.how_many)):
        at = options.at[worker]
        for n in range(at, at + sets.how_many[worker]):
            o = sets.chosen[n]
            taken[options.kind[o], options.group[o]] += 1
            cases[worker] += options.cases[o]
            supervision[worker] += options.supervision[o]
        begin, end = options.curves.at[worker], options.curves.at[worker + 1]
        unsafe += cost_of_load(
            sets.load[worker],
            options.curves.starts[begin:end],
            options.curves.unsafe[begin:end],
        )
    return unsafe


@compiled
def add_shares(options: Options, sets: Sets, shares: Floats, part: float) -> None:
    """Add a part to the share of every option taken."""
    for worker in range(len(sets.how_many)):
        at = options.at[worker]
        for n in range(at, at + sets.how_many[worker]):
            shares[sets.chosen[n]] += part
