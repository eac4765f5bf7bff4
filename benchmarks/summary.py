"""The table people read, made from the rows and never typed."""

from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from benchmarks.run import Row

BASELINE = "caseload-count"
HEADER = (
    "| batch | solver | runs | proven best | placed | over safe limit | spread "
    "| skill match | rules broken | seconds |\n"
    "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|"
)


def table(rows: Sequence[Row]) -> str:
    """One line for each batch size and solver: medians over the seeds."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.instance, row.solver].append(row)
    return "\n".join(
        [
            HEADER,
            *(_line(name, solver, found) for (name, solver), found in groups.items()),
        ]
    )


def head_to_head(rows: Sequence[Row]) -> str:
    """How often the engine does better than the caseload count, measure by measure, seed by seed."""
    pairs = _pairs(rows)
    lines = []
    for name, found in pairs.items():
        placed = sum(engine.placed >= count.placed for engine, count in found)
        over = sum(
            engine.over_safe_limit <= count.over_safe_limit for engine, count in found
        )
        fewer = sum(
            engine.over_safe_limit < count.over_safe_limit for engine, count in found
        )
        spread = sum(
            engine.spread_percent < count.spread_percent for engine, count in found
        )
        match = sum(
            engine.mean_skill_match_percent > count.mean_skill_match_percent
            for engine, count in found
        )
        lines.append(
            f"Of {len(found)} {name} batches, compared with the caseload count the engine placed at least as many "
            f"cases in {placed}, left no more people over their safe limit in {over} (fewer in {fewer}), had the "
            f"smaller spread in {spread} and the better skill match in {match}."
        )
    return "\n\n".join(lines)


def _pairs(rows: Sequence[Row]) -> dict[str, list[tuple[Row, Row]]]:
    by_run = {(row.instance, row.seed, row.solver): row for row in rows}
    pairs: dict[str, list[tuple[Row, Row]]] = defaultdict(list)
    for row in rows:
        other = by_run.get((row.instance, row.seed, BASELINE))
        if row.solver == "engine" and other:
            pairs[row.instance].append((row, other))
    return pairs


def _line(name: str, solver: str, found: Sequence[Row]) -> str:
    proven = sum(row.status == "optimal" for row in found)
    return (
        f"| {name} | {solver} | {len(found)} | {proven} | {median(r.placed for r in found):.0f} "
        f"| {median(r.over_safe_limit for r in found):.0f} | {median(r.spread_percent for r in found):.0f}% "
        f"| {median(r.mean_skill_match_percent for r in found):.0f}% "
        f"| {median(r.rule_breaches for r in found):.0f} | {median(r.seconds for r in found):.2f} |"
    )
