"""Where the engine is not good, in sentences made from rows."""

from collections.abc import Iterator, Sequence

from benchmarks.page.figures import (
    above,
    at,
    beaten,
    engine_rows,
    people_pairs,
    percents,
)
from benchmarks.rows import Row

_GOALS = (
    "how much must wait",
    "how far people are over their safe limit",
    "the blend",
)


def weak(rows: Sequence[Row]) -> str:
    """Where the engine is not good: who did better, where its proof is weakest, where counting is no worse."""
    return "\n\n".join(
        (*_who_did_better(rows), *_widest(rows), *_no_worse_by_counting(rows))
    )


def _who_did_better(rows: Sequence[Row]) -> Iterator[str]:
    lost = beaten(rows)
    if not lost:
        yield "No other solver did better than the engine in the same time on any instance here."
        return
    told = [
        f"* {_named(row)}, {row.limit_seconds:g} s: {row.solver} ended "
        + (
            "with an answer where the engine had none"
            if engine.cost is None or row.cost is None
            else f"ahead, the engine {above(engine.cost, row.cost)} behind it"
        )
        for engine, row in lost[:10]
    ]
    more = f"\n* and {len(lost) - 10} more, in the rows" if len(lost) > 10 else ""
    yield (
        "Another solver did better in the same time here:\n\n" + "\n".join(told) + more
    )


def _widest(rows: Sequence[Row]) -> Iterator[str]:
    """The widest gaps, and which goal they are in, for that says why."""
    wide = sorted(
        (row for row in engine_rows(rows) if row.gap_percent),
        key=lambda row: -(row.gap_percent or 0),
    )[:5]
    if not wide:
        return
    told = "\n".join(
        f"* {_named(row)}, {row.limit_seconds:g} s: {percents(row.gap_percent or 0)}, in {_GOALS[_first_open(row)]}"
        for row in wide
    )
    yield (
        "The widest gaps between what was reached and what was proven:\n\n"
        f"{told}\n\n"
        "A gap in *how much must wait* or *how far people are over* has one reason: the bound lets limits be met on "
        "average where an allocation must meet each of them with whole cases, and the fuller people are, the more that "
        "counts. A gap in *the blend* narrows with time; the larger the instance, the more of it each per cent takes."
    )


def _no_worse_by_counting(rows: Sequence[Row]) -> Iterator[str]:
    for size, pairs in people_pairs(rows).items():
        same = sum(
            at(e.placed) <= at(c.placed)
            and at(e.over_safe_limit) >= at(c.over_safe_limit)
            for e, c in pairs
        )
        if same:
            yield (
                f"In {same} of {len(pairs)} {size} batches counting cases placed as many and left no more people over "
                "their safe limit: where everyone has room, or nobody has, there is little to choose."
            )


def _first_open(row: Row) -> int:
    if row.cost is None or row.bound is None:
        return 0
    return min(above(row.cost, row.bound).goal, len(_GOALS) - 1)


def _named(row: Row) -> str:
    seed = f", seed {row.seed}" if row.seed > 1 else ""
    return f"{row.family} {row.size}{seed}"
