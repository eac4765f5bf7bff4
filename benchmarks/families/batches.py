"""Whole fictional batches, shaped by an authority's published figures, through the whole pipeline."""

from dataclasses import dataclass

from allocator.example.batch import AS_OF, generate
from allocator.policy.loading import load_policy
from allocator.workload.measure import Workload

AUTHORITY = "Rochdale"


@dataclass(frozen=True)
class Size:
    """How many people and cases a batch has."""

    workers: int
    held: int
    waiting: int
    teams: int


SIZES = {"meeting": Size(12, 140, 20, 1), "authority": Size(132, 1850, 70, 12)}


def batch(size: str, seed: int) -> Workload:
    """The batch of one size and seed, weighed by the shipped policy."""
    asked = SIZES[size]
    team = generate(
        AUTHORITY,
        asked.workers,
        asked.waiting,
        seed,
        held=asked.held,
        teams=asked.teams,
    )
    return Workload(team, load_policy(), AS_OF)
