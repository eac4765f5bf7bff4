"""The tables of the page: each short, each made from rows."""

from collections.abc import Iterable, Sequence
from statistics import median

from allocator.problem.posed import Cost
from benchmarks.page.figures import (
    above,
    best_bound,
    by_instance,
    engine_rows,
    percents,
)
from benchmarks.rows import Row

Cells = Sequence[str]


def table(heading: Cells, lines: Iterable[Cells], words: int = 1) -> str:
    """A Markdown table; the first columns hold words, the others numbers."""
    marks = ["---" if n < words else "--:" for n in range(len(heading))]
    rows = [heading, marks, *lines]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in rows)


def practice(rows: Iterable[Row]) -> str:
    """What people see of each way of sharing out a batch: medians over the seeds."""
    heading = (
        "batch", "way", "proven best", "placed", "over safe limit", "spread",
        "skill match", "rules broken", "seconds",
    )  # fmt: skip
    lines = []
    for (size, solver), found in _together(rows, "size", "solver").items():
        seen = [row for row in found if row.placed is not None]
        if not seen:
            lines.append((size, solver, found[0].status, *[""] * 6))
            continue
        lines.append(
            (
                size,
                solver,
                f"{sum(row.status == 'optimal' for row in found)} of {len(found)}",
                f"{median(row.placed or 0 for row in seen):.0f}",
                f"{median(row.over_safe_limit or 0 for row in seen):.0f}",
                f"{median(row.spread_percent or 0 for row in seen):.0f}%",
                f"{median(row.mean_skill_match_percent or 0 for row in seen):.0f}%",
                f"{median(row.rule_breaches or 0 for row in seen):.0f}",
                f"{median(row.seconds or 0 for row in seen):.2f}",
            )
        )
    return table(heading, lines, words=2)


def own(rows: Iterable[Row]) -> str:
    """How close to the best the engine proved itself to be on each of our families."""
    heading = ("family", "size", "time given", "gap", "improvement closed", "memory")
    lines = []
    for (family, size, limit), found in _together(
        engine_rows(rows), "family", "size", "limit_seconds"
    ).items():
        answered = [row for row in found if row.gap_percent is not None]
        if not answered:
            lines.append((family, size, f"{float(limit):g} s", found[0].status, "", ""))
            continue
        closed = [r.closed_percent for r in answered if r.closed_percent is not None]
        lines.append(
            (
                family,
                size,
                f"{float(limit):g} s",
                _gap([row.gap_percent or 0 for row in answered]),
                f"{median(closed):.1f}%" if closed else "nothing to improve",
                f"{max(row.memory_mb or 0 for row in answered)} MB",
            )
        )
    return table(heading, lines, words=2)


def peers(rows: Iterable[Row], solvers: Sequence[str]) -> str:
    """How far each solver ended above the best bound, instance by instance."""
    lines = []
    for (_, family, size, seed), found in by_instance(rows).items():
        bound = best_bound(found)
        for limit in dict.fromkeys(row.limit_seconds for row in found):
            cells = [
                next(
                    (
                        _reached(row, bound)
                        for row in found
                        if row.solver == solver and row.limit_seconds == limit
                    ),
                    "",
                )
                for solver in solvers
            ]
            if sum(map(bool, cells)) > 1:
                named = f"{family} {size}" + (f", {seed}" if seed > 1 else "")
                lines.append((named, f"{limit:g} s", *cells))
    return table(("instance", "time", *solvers), lines)


def public(rows: Iterable[Row], solvers: Sequence[str]) -> str:
    """How far each solver ended above the best cost known anywhere, and how far the engine's bound is below it."""
    lines = []
    for (_, _, name, _), found in by_instance(rows).items():
        known = next((row.best_known for row in found if row.best_known), None)
        reference = None if known is None else Cost(0, 0, known)
        cells = [
            next(
                (_reached(row, reference) for row in found if row.solver == solver), ""
            )
            for solver in solvers
        ]
        proven = [row.bound for row in engine_rows(found) if row.bound is not None]
        below = (
            f"{100 * (known - proven[0].blended) / known:.2f}%"
            if known and proven
            else "unknown"
        )
        lines.append((name, str(known or "unknown"), *cells, below))
    return table(("instance", "best known", *solvers, "engine's bound below"), lines)


def unanswered(rows: Iterable[Row]) -> str:
    """Every run without an answer, those that ended alike together."""
    lines = []
    for (solver, status, note), found in _together(
        [row for row in rows if row.cost is None], "solver", "status", "note"
    ).items():
        where = sorted({f"{row.family} {row.size}" for row in found})
        said = ", ".join(where[:6]) + (" …" if len(where) > 6 else "")
        lines.append((solver, status + (f": {note}" if note else ""), said))
    return table(("solver", "how it ended", "on"), lines, words=3) if lines else ""


def _together(rows: Iterable[Row], *names: str) -> dict[tuple[str, ...], list[Row]]:
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        key = tuple(str(getattr(row, name)) for name in names)
        found.setdefault(key, []).append(row)
    return found


def _gap(gaps: Sequence[float]) -> str:
    if not any(gaps):
        return "proven best"
    return percents(median(gaps))


def _reached(row: Row, reference: Cost | None) -> str:
    if row.cost is None:
        return row.status
    return "unknown" if reference is None else str(above(row.cost, reference))
