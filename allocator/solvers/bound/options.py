"""What each worker could take, worker by worker: groups to hold and groups to co-work."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allocator.solvers.arrays import Arrays, Curves, Ints

Bytes = NDArray[np.int8]

# How an option counts towards its group: held alone, beside a companion, beside a lead, or co-worked.
ALONE, ACCOMPANIED, LED, HELPS, LEADS = range(5)
KINDS = 5


class Options(NamedTuple):
    """Worker ``w`` has the options ``at[w]`` up to ``at[w + 1]``, by group; one group's two ways stand side by side."""

    at: Ints
    group: Ints
    kind: Bytes
    demand: Ints
    cost: Ints
    cases: Ints
    supervision: Ints
    source: Ints
    """The pair that an option is; or, for a helper, its number among the helpers and all pairs before them."""
    room: Ints
    curves: "Blend"

    @property
    def worker(self) -> Ints:
        """Whose each option is."""
        return np.repeat(np.arange(len(self.room)), np.diff(self.at))

    def within(self, room: Ints) -> "Options":
        """The same in less room, without what no longer fits."""
        worker = self.worker
        kept = self.demand <= room[worker]
        return self._replace(
            at=_offsets(worker[kept], len(room)),
            group=self.group[kept],
            kind=self.kind[kept],
            demand=self.demand[kept],
            cost=self.cost[kept],
            cases=self.cases[kept],
            supervision=self.supervision[kept],
            source=self.source[kept],
            room=room,
        )


class Blend(NamedTuple):
    """The two curves of every worker cut at the same loads, so that any weighing of them is again one list of slopes.

    Worker ``w`` has the pieces ``at[w]`` up to ``at[w + 1]``; the first starts at 0.
    """

    at: Ints
    starts: Ints
    unsafe: Ints
    uneven: Ints


def options(given: Arrays) -> Options:
    """Every pair and every helper as an option of its worker, save those that break a limit by themselves."""
    helper_group = np.repeat(np.arange(given.groups), np.diff(given.helper_at))
    nothing = np.zeros(len(helper_group), np.int64)
    worker = np.concatenate((given.pair_worker, given.helper_worker))
    group = np.concatenate((given.pair_group, helper_group))
    kind = np.concatenate((given.pair_support, HELPS + given.helper_leads))
    demand = np.concatenate((given.pair_demand, given.helper_demand))
    cost = np.concatenate((given.pair_cost, nothing))
    cases = np.concatenate((given.size[given.pair_group], nothing))
    supervision = np.concatenate((given.pair_supervision, nothing))
    supervisor = given.supervisor[worker]
    supervision[supervisor < 0] = 0
    room = np.append(given.supervision_room, np.iinfo(np.int64).max)[supervisor]
    fits = (
        (demand <= given.room[worker])
        & (cases <= given.case_room[worker])
        & (supervision <= room)
    )
    order = np.lexsort((kind, group, worker))
    order = order[fits[order]]
    # Nobody can be given more than everything they could take.
    reach = np.bincount(worker[order], demand[order], given.workers).astype(np.int64)
    return Options(
        at=_offsets(worker[order], given.workers),
        group=group[order],
        kind=kind[order].astype(np.int8),
        demand=demand[order],
        cost=cost[order],
        cases=cases[order],
        supervision=supervision[order],
        room=np.minimum(given.room, reach),
        source=order,
        curves=blend(given.unsafe, given.uneven),
    )


def loads_within(options: Options, most: int) -> Ints:
    """The greatest load of each worker that is unsafe by no more than so much."""
    curves, found = options.curves, options.room.copy()
    for worker, room in enumerate(options.room):
        unsafe = 0
        pieces = range(curves.at[worker], curves.at[worker + 1])
        for piece in pieces:
            start, slope = curves.starts[piece], curves.unsafe[piece]
            end = room if piece == pieces[-1] else min(room, curves.starts[piece + 1])
            if unsafe + slope * (end - start) > most:
                found[worker] = start + (most - unsafe) // slope
                break
            unsafe += slope * (end - start)
    return found


def blend(unsafe: Curves, uneven: Curves) -> Blend:
    """Both curves of every worker at the loads where either bends."""
    workers = len(unsafe.at) - 1
    starts = []
    for worker in range(workers):
        bends = [
            curves.starts[curves.at[worker] : curves.at[worker + 1]]
            for curves in (unsafe, uneven)
        ]
        starts.append(np.unique(np.concatenate(([0], *bends))))
    at = np.concatenate(([0], np.cumsum([len(found) for found in starts])))
    return Blend(
        at.astype(np.int64),
        np.concatenate([*starts, np.empty(0)]).astype(np.int64),
        _slopes(unsafe, starts),
        _slopes(uneven, starts),
    )


def _slopes(curves: Curves, starts: list[Ints]) -> Ints:
    """The slope of each worker's curve from each of the loads on."""
    found = [np.empty(0, np.int64)]
    for worker, loads in enumerate(starts):
        own = slice(curves.at[worker], curves.at[worker + 1])
        steps = np.concatenate(([0], curves.slopes[own]))
        found.append(steps[np.searchsorted(curves.starts[own], loads, side="right")])
    return np.concatenate(found)


def _offsets(worker: Ints, workers: int) -> Ints:
    counts = np.bincount(worker, minlength=workers)
    return np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))
