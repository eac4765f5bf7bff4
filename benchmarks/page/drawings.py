"""Which plots the rows allow, with a sentence that says what each shows."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from allocator.solvers.catalogue import ENGINE
from benchmarks.page import plots
from benchmarks.page.figures import (
    above,
    best_bound,
    by_instance,
    engine_rows,
    fitted,
    seconds_to,
)
from benchmarks.peers import PEERS
from benchmarks.rows import Row, gap_percent
from benchmarks.suite import Improvement

NAMES = ("benchmark-growth.svg", "benchmark-time.svg", "benchmark-peers.svg")
_LADDER = ("dense", "country")
_WITHIN = 1.0


class Drawing(NamedTuple):
    """A plot and what it shows, in a sentence."""

    svg: str
    said: str


Drawings = dict[str, Drawing]


def drawn(rows: Sequence[Row], steps: Sequence[Improvement]) -> Drawings:
    """Every plot that the rows have enough for, by the name of its file."""
    own = [row for row in rows if row.part == "own"]
    found = zip(
        NAMES, (_growth(own, steps), _time(own, steps), _peers(own)), strict=True
    )
    return {name: drawing for name, drawing in found if drawing is not None}


def _growth(rows: Sequence[Row], steps: Sequence[Improvement]) -> Drawing | None:
    """Time and memory of the engine, and the time of the simplest rule, over the sizes of the dense family."""
    ladder = [row for row in rows if row.family in _LADDER]
    engine = engine_rows(ladder)
    near = f"engine, until within {_WITHIN:g}%"
    seconds = {
        near: [(row.pairs, seconds_to(row, steps, _WITHIN)) for row in engine],
        "greedy": [(r.pairs, r.seconds) for r in ladder if r.solver == "greedy"],
    }
    memory = {"engine, memory": [(row.pairs, row.memory_mb) for row in engine]}
    panels, told = [], []
    for title, series in (("Seconds", seconds), ("Memory in MB", memory)):
        points, laws = [], []
        for what, found in series.items():
            known = [(x, float(y)) for x, y in found if y]
            points += [{"pairs": x, "amount": y, "what": what} for x, y in known]
            law = fitted(known)
            if law is not None:
                told.append(f"{what}: pairs to the power {law.exponent:.2f}")
                laws += [
                    {"pairs": x, "amount": law.at(x), "what": what}
                    for x in (min(known)[0], max(known)[0])
                ]
        panels.append((title, points, laws))
    if not told:
        return None
    said = f"Seconds and memory by the number of allowed pairs, and the growth fitted to them ({'; '.join(told)})."
    return Drawing(plots.growth(panels), said)


def _time(rows: Sequence[Row], steps: Sequence[Improvement]) -> Drawing | None:
    """The dense instance on which the engine took most steps among those that others tried too."""
    shown = max(
        (row for row in engine_rows(rows) if row.family == "dense" and _of(row, steps)),
        key=lambda row: (row.groups <= 400, row.groups, row.limit_seconds),
        default=None,
    )
    if shown is None:
        return None
    same = [row for row in rows if row.instance == shown.instance]
    bound = best_bound(same)
    if bound is None:
        return None
    lines = [
        {"seconds": max(0.05, one.step.seconds), "percent": percent, "what": what}
        for what, percents in (
            ("engine, really", [above(s.step.cost, bound).percent for s in _of(shown, steps)]),
            ("engine, proven by then", [gap_percent(s.step.cost, s.step.bound) for s in _of(shown, steps)]),
        )
        for one, percent in zip(_of(shown, steps), percents, strict=True)
    ]  # fmt: skip
    ends = [
        {
            "seconds": max(0.05, row.seconds or 0),
            "percent": above(row.cost, bound).percent,
            "what": row.solver,
        }
        for row in same
        if row.solver != ENGINE and row.cost is not None and row.bound is not None
        if above(row.cost, bound).goal >= 2
    ]
    said = (
        f"How close the engine came to the best bound on {shown.family} {shown.size} as time passed, what it could "
        "prove by then, and where others ended."
    )
    return Drawing(plots.over_time(lines, ends), said)


def _peers(rows: Sequence[Row]) -> Drawing | None:
    points = [*_dots(rows)]
    if not any(point["solver"] in PEERS for point in points):
        return None
    said = (
        "How far each solver ended above the best bound, on the instances where everyone shown met the higher goals; "
        "further left is better."
    )
    return Drawing(plots.side_by_side(points), said)


def _dots(rows: Sequence[Row]) -> Iterator[plots.Point]:
    for (_, family, size, seed), same in by_instance(rows).items():
        bound = best_bound(same)
        limits = [row.limit_seconds for row in same if row.solver in PEERS]
        for row in same:
            if bound is None or row.cost is None or row.limit_seconds not in limits:
                continue
            ended = above(row.cost, bound)
            if row.solver in (ENGINE, *PEERS) and ended.goal >= 2 and seed == 1:
                yield {
                    "instance": f"{family} {size}",
                    "percent": max(0.0, ended.percent),
                    "solver": row.solver,
                }


def _of(row: Row, steps: Sequence[Improvement]) -> list[Improvement]:
    run_of = (row.family, row.size, row.seed, row.solver, row.limit_seconds)
    return [one for one in steps if one[:5] == run_of]
