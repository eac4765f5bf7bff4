"""Workers ranked by how full they are, under one policy or under several side by side."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from allocator.workload.measure import Workload

# A policy's name, or what tells it from another of the same name, and the team as it weighs it.
SideBySide = Mapping[str, Workload]


@dataclass(frozen=True)
class Ranked:
    """One worker under each policy, the first of which is the base: percent of capacity, and rank.

    The fullest is 1st, and equal percentages share a rank; no capacity is no percentage, and fuller than any.
    Those who neither carry nor hold cases have no ranks.
    """

    worker_id: str
    percents: tuple[float | None, ...]
    ranks: tuple[int, ...]

    @property
    def change(self) -> int | None:
        """Places from the base to the rank furthest from it: above 0 for someone less full than the base says."""
        if not self.ranks:
            return None
        base = self.ranks[0]
        return max((rank - base for rank in self.ranks), key=abs)


def ranked(sides: SideBySide) -> list[Ranked]:
    """Every worker, in the order of the batch."""
    workloads = list(sides.values())
    team = workloads[0].team
    counting = {worker.worker_id for worker in team.workers if team.works_cases(worker)}
    columns = [_column(workload, counting) for workload in workloads]
    return [
        Ranked(
            worker_id=worker.worker_id,
            percents=tuple(w.holdings[worker.worker_id].percent for w in workloads),
            ranks=tuple(column[worker.worker_id] for column in columns)
            if worker.worker_id in counting
            else (),
        )
        for worker in team.workers
    ]


def by_change(everyone: list[Ranked]) -> list[Ranked]:
    """Those with a rank: who moves furthest first, the fuller by the base first among equals."""
    return sorted(
        (one for one in everyone if one.ranks),
        key=lambda one: (-abs(one.change or 0), one.ranks[0]),
    )


def _column(workload: Workload, counting: set[str]) -> dict[str, int]:
    """Each worker's rank under one policy: one more than there are people who are fuller."""
    fullness = {
        worker_id: float("inf") if holding.percent is None else holding.percent
        for worker_id, holding in workload.holdings.items()
        if worker_id in counting
    }
    fullest_first = sorted(-share for share in fullness.values())
    return {
        worker_id: bisect_left(fullest_first, -share) + 1
        for worker_id, share in fullness.items()
    }
