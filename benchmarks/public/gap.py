"""Generalised assignment: every case placed, each worker's capacity kept, at the least total cost.

The file has the numbers of workers and cases, then for each worker a row of costs, for each a row of demands, and the
capacities. In our terms: every case is required, demands and costs depend on the worker, nothing is to be evened out.
"""

from dataclasses import dataclass
from pathlib import Path

from allocator.problem.posed import (
    UNLIMITED,
    Curve,
    Group,
    Pair,
    Post,
    Problem,
    Support,
)
from benchmarks.posed import Posed
from benchmarks.public.best_known import best_known
from benchmarks.public.numbers import ended, numbers, take


@dataclass(frozen=True)
class Assignment:
    """What one file says; rows of costs and demands are the workers'."""

    costs: tuple[tuple[int, ...], ...]
    demands: tuple[tuple[int, ...], ...]
    capacities: tuple[int, ...]

    @property
    def fingerprint(self) -> tuple[int, ...]:
        """Sizes and sums, which stay as they are when workers or cases change places."""
        return (
            len(self.capacities),
            len(self.costs[0]) if self.costs else 0,
            sum(map(sum, self.costs)),
            sum(map(sum, self.demands)),
            sum(self.capacities),
        )


def read(path: Path) -> Assignment:
    """The instance in a file; raises AllocatorError where the file is not of this format."""
    found = numbers(path)
    workers, cases = take(found, 2, path, "the numbers of workers and cases")

    def rows(what: str) -> tuple[tuple[int, ...], ...]:
        flat = take(found, workers * cases, path, what)
        return tuple(tuple(flat[w * cases : (w + 1) * cases]) for w in range(workers))

    costs, demands = rows("the costs"), rows("the demands")
    capacities = tuple(take(found, workers, path, "the capacities"))
    ended(found, path)
    return Assignment(costs, demands, capacities)


def load(path: Path) -> Posed:
    """The instance in a file, posed as any problem of ours."""
    found = read(path)
    return Posed(posed(found), known=best_known("gap", found.fingerprint))


def posed(found: Assignment) -> Problem:
    """The problem in our terms; a pair that never fits is left out."""
    cases = range(len(found.costs[0]) if found.costs else 0)
    return Problem(
        tuple(
            Post(
                f"W{w}", 0, 0, 0, True, capacity, UNLIMITED, UNLIMITED, Curve(), Curve()
            )
            for w, capacity in enumerate(found.capacities)
        ),
        tuple(
            Group(
                (f"C{c}",),
                1,
                required=True,
                pairs=tuple(
                    Pair(w, found.demands[w][c], found.costs[w][c], 0, Support.NONE)
                    for w, capacity in enumerate(found.capacities)
                    if found.demands[w][c] <= capacity
                ),
            )
            for c in cases
        ),
    )
