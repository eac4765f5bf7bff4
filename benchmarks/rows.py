"""One row for each run, and the dated file that keeps them."""

import csv
import os
import platform
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from io import StringIO
from pathlib import Path
from typing import Any

from allocator.problem.posed import Cost
from benchmarks.files import write_whole


@dataclass(frozen=True)
class Row:
    """One solver on one instance: what ran, how it ended, what it reached, what people see of it."""

    part: str
    family: str
    size: str
    seed: int
    solver: str
    limit_seconds: float
    threads: int
    status: str
    workers: int = 0
    groups: int = 0
    pairs: int = 0
    unplaced: int | None = None
    unsafe: int | None = None
    blended: int | None = None
    bound_unplaced: int | None = None
    bound_unsafe: int | None = None
    bound_blended: int | None = None
    best_known: int | None = None
    seconds: float | None = None
    memory_mb: int | None = None
    gap_percent: float | None = None
    closed_percent: float | None = None
    placed: int | None = None
    over_safe_limit: int | None = None
    spread_percent: float | None = None
    mean_skill_match_percent: float | None = None
    rule_breaches: int | None = None
    note: str = ""
    release: str = ""
    machine: str = ""

    def changed(self, **facts: Any) -> "Row":
        """The row with some facts changed."""
        return replace(self, **facts)

    @property
    def key(self) -> tuple[str, str, str, int, str, float]:
        """What a later run of the same replaces."""
        return (*self.instance, self.solver, self.limit_seconds)

    @property
    def instance(self) -> tuple[str, str, str, int]:
        """What was solved."""
        return self.part, self.family, self.size, self.seed

    @property
    def cost(self) -> Cost | None:
        """The three goals reached, or None without an answer."""
        return _cost(self.unplaced, self.unsafe, self.blended)

    @property
    def bound(self) -> Cost | None:
        """What the solver proved that no answer can beat, or None where it proved nothing."""
        return _cost(self.bound_unplaced, self.bound_unsafe, self.bound_blended)


def gap_percent(cost: Cost, bound: Cost) -> float:
    """How far a cost may be from the best, in percent of itself, by the first goal in which the two differ.

    Goals after it are not counted: nothing is known of them until the ones before are settled.
    """
    for reached, proven in zip(cost, bound, strict=True):
        if reached != proven:
            return round(100 * (reached - proven) / max(1, abs(reached)), 4)
    return 0.0


def completed(rows: Iterable[Row], baseline: str = "caseload-count") -> list[Row]:
    """The rows with what takes all rows of an instance to say: how much of the way from the baseline each went.

    The way leads from the caseload count's cost to the best bound that anybody proved in any of the rows.
    """
    rows = list(rows)
    bounds: dict[tuple[str, str, str, int], Cost] = {}
    starts: dict[tuple[str, str, str, int], Cost] = {}
    for row in rows:
        if row.bound is not None:
            known = bounds.get(row.instance, row.bound)
            bounds[row.instance] = max(known, row.bound)
        if row.solver == baseline and row.cost is not None:
            starts[row.instance] = row.cost
    return [row.changed(closed_percent=_closed(starts, bounds, row)) for row in rows]


def read_rows(path: Path) -> list[Row]:
    """Every row of a file; none where there is no file."""
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return [_row(found) for found in csv.DictReader(file)]


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """All rows into one file, which is never seen half written."""
    text = StringIO()
    names = [field.name for field in fields(Row)]
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(row) for row in rows)
    write_whole(path, text.getvalue())


def merged(old: Iterable[Row], new: Iterable[Row]) -> list[Row]:
    """Old rows with new ones in the place of those they repeat, so that a suite can be run piece by piece."""
    return list({row.key: row for row in (*old, *new)}.values())


def machine() -> str:
    """What ran it: processor cores, system and Python."""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def _cost(*goals: int | None) -> Cost | None:
    known = [goal for goal in goals if goal is not None]
    return Cost(*known) if len(known) == len(goals) else None


def _closed(
    starts: dict[tuple[str, str, str, int], Cost],
    bounds: dict[tuple[str, str, str, int], Cost],
    row: Row,
) -> float | None:
    start, bound = starts.get(row.instance), bounds.get(row.instance)
    if start is None or bound is None or start <= bound:
        return None
    if (
        row.cost is None or row.bound is None
    ):  # no answer, or one that ignores the rules
        return None
    way = start.total - bound.total
    # Rounded down, so that only what is proven best has gone all the way.
    return 10_000 * (start.total - row.cost.total) // way / 100


def _row(found: dict[str, str]) -> Row:
    """A row read back: numbers as numbers, an empty cell as nothing."""
    kinds: dict[str, Any] = {field.name: str(field.type) for field in fields(Row)}
    read: dict[str, Any] = {}
    for name, text in found.items():
        kind = kinds[name]
        if "str" in kind:
            read[name] = text
        elif text == "":
            read[name] = None
        else:
            read[name] = float(text) if "float" in kind else int(text)
    return Row(**read)
