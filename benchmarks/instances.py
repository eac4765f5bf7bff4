"""The batches that are measured: fictional teams shaped by an authority's published figures."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from allocator.example.batch import AS_OF, generate
from allocator.policy.loading import load_policy
from allocator.policy.policy import Policy
from allocator.problem.pose import pose
from allocator.problem.posed import Problem
from allocator.workload.measure import Workload


@dataclass(frozen=True)
class Size:
    """How many people and cases, how long each solver may take, and how many batches tell enough."""

    workers: int
    held: int
    waiting: int
    teams: int
    seconds: float
    seeds: int


SIZES = {
    "meeting": Size(12, 140, 20, 1, 10, 30),
    "authority": Size(132, 1850, 70, 12, 30, 5),
}
AUTHORITY = "Rochdale"


@dataclass(frozen=True)
class Instance:
    """One batch posed as a problem, and the workload it came from."""

    name: str
    seed: int
    workload: Workload
    problem: Problem
    seconds: float


def instances(
    name: str, seeds: int | None = None, policy: Policy | None = None
) -> Iterator[Instance]:
    """Batches of one size, one for each seed from 1 on."""
    size, policy = SIZES[name], policy or load_policy()
    for seed in range(1, (seeds or size.seeds) + 1):
        team = generate(
            AUTHORITY,
            size.workers,
            size.waiting,
            seed,
            held=size.held,
            teams=size.teams,
        )
        workload = Workload(team, policy, day())
        yield Instance(name, seed, workload, pose(workload), size.seconds)


def day() -> datetime.date:
    """The day the batches are made for."""
    return AS_OF
