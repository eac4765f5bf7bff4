"""An answer as it stands while compiled code changes it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allocator.solvers.arrays import Arrays, Ints, worker_costs
from allocator.solvers.compiled import compiled
from allocator.solvers.placing import Placing, held, holders

Chance = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

# The three goals, and before them that what must be placed is.
GOALS = 4


class State(NamedTuple):
    """An answer while it is changed, and the best so far.

    ``totals`` are, in strict order: required groups that wait, unplaced, unsafe, blended.
    ``members`` lists who holds what: worker ``w`` the ``counts[w]`` groups from ``member_at[w]``, then those who wait.
    """

    pair: Ints
    helper: Ints
    load: Ints
    cases: Ints
    asked: Ints
    unsafe: Ints
    uneven: Ints
    members: Ints
    member_at: Ints
    slot: Ints
    counts: Ints
    totals: Ints
    best_pair: Ints
    best_helper: Ints
    best_totals: Ints
    log: Ints
    logged: Ints
    random: Chance
    stop: Flags
    excess: Ints
    penalty: Floats


def state(given: Arrays, found: Placing, seed: int) -> State:
    """The state of an answer, with the seed of all chance."""
    groups, workers = given.groups, given.workers
    by_group = [np.zeros(groups, np.int64) for _ in range(6)]
    by_worker = [np.zeros(workers, np.int64) for _ in range(4)]
    s = State(
        pair=by_group[0],
        helper=by_group[1],
        load=by_worker[0],
        cases=by_worker[1],
        asked=np.zeros(len(given.supervision_room), np.int64),
        unsafe=by_worker[2],
        uneven=by_worker[3],
        members=np.zeros(given.pairs + groups, np.int64),
        member_at=given.worker_at,
        slot=by_group[2],
        counts=np.zeros(workers + 1, np.int64),
        totals=np.zeros(GOALS, np.int64),
        best_pair=by_group[3],
        best_helper=by_group[4],
        best_totals=np.zeros(GOALS, np.int64),
        log=by_group[5],
        logged=np.zeros(1, np.int64),
        random=np.random.SeedSequence(seed).generate_state(1, np.uint64) | np.uint64(1),
        stop=np.zeros(1, np.bool_),
        excess=np.zeros(1, np.int64),
        penalty=np.zeros(1),
    )
    load(given, s, found)
    return s


def load(given: Arrays, s: State, found: Placing) -> None:
    """Make an answer the one that is changed, and the best."""
    groups = given.groups
    s.pair[:], s.helper[:] = found.pair, found.helper
    s.best_pair[:], s.best_helper[:] = found.pair, found.helper
    s.totals[:] = s.best_totals[:] = found.totals
    s.load[:], s.cases[:], s.asked[:] = held(given, found.pair, found.helper)
    s.unsafe[:] = worker_costs(given.unsafe, s.load)
    s.uneven[:] = worker_costs(given.uneven, s.load)
    holder = holders(given, found.pair)
    s.counts[:] = np.bincount(holder, minlength=given.workers + 1)
    order = np.argsort(holder, kind="stable")
    first = np.cumsum(s.counts) - s.counts
    s.slot[order] = np.arange(groups) - first[holder[order]]
    s.members[s.member_at[holder] + s.slot] = np.arange(groups)
    s.logged[0] = s.excess[0] = 0


@compiled
def below(random: Chance, n: int) -> int:
    """A random number below n."""
    x = random[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    random[0] = x
    x = (x * np.uint64(2685821657736338717)) >> np.uint64(32)
    return int(np.int64((x * np.uint64(n)) >> np.uint64(32)))


@compiled
def cost_of(
    at: Ints, starts: Ints, slopes: Ints, values: Ints, w: int, load: int
) -> int:
    """What a load costs on a worker's curve."""
    low, high = at[w], at[w + 1]
    if low == high or load <= starts[low]:
        return 0
    while low < high:
        middle = (low + high) >> 1
        if starts[middle] < load:
            low = middle + 1
        else:
            high = middle
    cost: int = values[low - 1] + slopes[low - 1] * (load - starts[low - 1])
    return cost


@compiled
def seat(
    members: Ints, member_at: Ints, slot: Ints, count: Ints, g: int, old: int, new: int
) -> None:
    """Move a group from one worker's list to another's."""
    count[old] -= 1
    last = members[member_at[old] + count[old]]
    members[member_at[old] + slot[g]] = last
    slot[last] = slot[g]
    members[member_at[new] + count[new]] = g
    slot[g] = count[new]
    count[new] += 1
