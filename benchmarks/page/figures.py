"""What rows amount to: who is above whom, by how much, and how time and memory grow."""

from collections.abc import Iterable, Sequence
from math import exp, log
from typing import NamedTuple

from allocator.problem.posed import Cost
from allocator.solvers.catalogue import BASELINE, ENGINE
from benchmarks.rows import Row, gap_percent
from benchmarks.suite import Improvement

InstanceKey = tuple[str, str, str, int]


class Above(NamedTuple):
    """How far a cost is above a reference: in which goal they first differ, and by how much."""

    goal: int
    points: int
    percent: float

    def __str__(self) -> str:
        if not self.points:
            return "0%"
        if self.goal == 0:
            return f"waits {self.points:+}"
        if self.goal == 1:
            return f"unsafe {self.points:+}"
        return percents(self.percent)


def percents(number: float) -> str:
    """A percentage as pages tell it; beyond a hundred it only says that next to nothing is known."""
    return f"{number:.2f}%" if abs(number) < 100 else f"{number:.0f}%"


def above(cost: Cost, reference: Cost) -> Above:
    """A cost against a reference, goal by goal in strict order."""
    for goal, (reached, known) in enumerate(zip(cost, reference, strict=True)):
        if reached != known:
            percent = 100 * (reached - known) / max(1, abs(known))
            return Above(goal, reached - known, percent)
    return Above(len(cost), 0, 0.0)


def by_instance(rows: Iterable[Row]) -> dict[InstanceKey, list[Row]]:
    """Rows of the same instance together, in the order they come."""
    found: dict[InstanceKey, list[Row]] = {}
    for row in rows:
        found.setdefault(row.instance, []).append(row)
    return found


def best_bound(rows: Iterable[Row]) -> Cost | None:
    """The most that anybody proved of one instance."""
    return max((row.bound for row in rows if row.bound is not None), default=None)


def engine_rows(rows: Iterable[Row]) -> list[Row]:
    """The engine's own rows."""
    return [row for row in rows if row.solver == ENGINE]


def beaten(rows: Iterable[Row]) -> list[tuple[Row, Row]]:
    """Every run of another solver that did better than the engine in the same time on the same instance."""
    found = []
    for same in by_instance(rows).values():
        for engine in engine_rows(same):
            for row in same:
                rival = row.limit_seconds == engine.limit_seconds and row is not engine
                # Without its rules, the blind count is no rival.
                if not rival or row.cost is None or row.bound is None:
                    continue
                if engine.cost is None or row.cost < engine.cost:
                    found.append((engine, row))
    return found


def seconds_to(row: Row, steps: Sequence[Improvement], percent: float) -> float | None:
    """When a run first had a proven gap of so many percent or less, or None where it never had."""
    run_of = (row.family, row.size, row.seed, row.solver, row.limit_seconds)
    for one in steps:
        near = gap_percent(one.step.cost, one.step.bound) <= percent
        if near and one[:5] == run_of:
            return one.step.seconds
    if row.gap_percent is not None and row.gap_percent <= percent:
        return row.seconds
    return None


class Growth(NamedTuple):
    """A power law y = factor · x^exponent through some points."""

    factor: float
    exponent: float

    def at(self, x: float) -> float:
        """The law's value."""
        return float(self.factor * x**self.exponent)


def fitted(points: Sequence[tuple[float, float]]) -> Growth | None:
    """The law that fits best on logarithmic scales, or None for fewer than three sizes."""
    known = [(log(x), log(y)) for x, y in points if x > 0 and y > 0]
    if len({x for x, _ in known}) < 3:
        return None
    mean_x = sum(x for x, _ in known) / len(known)
    mean_y = sum(y for _, y in known) / len(known)
    spread = sum((x - mean_x) ** 2 for x, _ in known)
    exponent = sum((x - mean_x) * (y - mean_y) for x, y in known) / spread
    return Growth(exp(mean_y - exponent * mean_x), exponent)


def people_pairs(rows: Iterable[Row]) -> dict[str, list[tuple[Row, Row]]]:
    """The engine and the caseload count on each batch of people, by size."""
    found: dict[str, list[tuple[Row, Row]]] = {}
    for same in by_instance(r for r in rows if r.part == "practice").values():
        by_solver = {row.solver: row for row in same if row.placed is not None}
        if ENGINE in by_solver and BASELINE in by_solver:
            pair = (by_solver[ENGINE], by_solver[BASELINE])
            found.setdefault(pair[0].size, []).append(pair)
    return found


def at(number: float | None) -> float:
    """A number, 0 where there is none."""
    return number or 0.0
