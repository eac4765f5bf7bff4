"""What rows say in sentences: the short of it, and how the engine compares with counting cases."""

from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from allocator.problem.posed import Cost
from benchmarks.page.figures import (
    above,
    at,
    beaten,
    by_instance,
    engine_rows,
    people_pairs,
    percents,
)
from benchmarks.peers import PEERS
from benchmarks.rows import Row


def head_to_head(rows: Iterable[Row]) -> str:
    """How often the engine does better than the caseload count, measure by measure, batch by batch."""
    lines = []
    for size, pairs in people_pairs(rows).items():
        placed = sum(at(e.placed) >= at(c.placed) for e, c in pairs)
        over = sum(at(e.over_safe_limit) <= at(c.over_safe_limit) for e, c in pairs)
        fewer = sum(at(e.over_safe_limit) < at(c.over_safe_limit) for e, c in pairs)
        spread = sum(at(e.spread_percent) < at(c.spread_percent) for e, c in pairs)
        match = sum(
            at(e.mean_skill_match_percent) > at(c.mean_skill_match_percent)
            for e, c in pairs
        )
        lines.append(
            f"Of {len(pairs)} {size} batches, compared with the caseload count the engine placed at least as many "
            f"cases in {placed}, left no more people over their safe limit in {over} (fewer in {fewer}), had the "
            f"smaller spread in {spread} and the better skill match in {match}."
        )
    return "\n\n".join(lines)


def in_short(rows: Sequence[Row]) -> str:
    """The few sentences that most readers need."""
    said = [
        *_of_practice([row for row in rows if row.part == "practice"]),
        *_of_own([row for row in rows if row.part == "own"]),
        *_of_peers([row for row in rows if row.part == "own"]),
        *_of_public([row for row in rows if row.part == "public"]),
    ]
    return "\n".join(f"* {sentence}" for sentence in said)


def _of_practice(rows: Sequence[Row]) -> Iterator[str]:
    for size, found in _by_size(engine_rows(rows)).items():
        proven = sum(row.status == "optimal" for row in found)
        yield (
            f"**Batches of people, {size} size**: proven best possible in {proven} of {len(found)}, "
            f"in {median(at(row.seconds) for row in found):.2f} seconds of solving (median)."
        )


def _of_own(rows: Sequence[Row]) -> Iterator[str]:
    ladder = [row for row in engine_rows(rows) if row.family in ("dense", "country")]
    # The longest run of each size; the table has the others.
    longest = {
        row.size: row
        for row in sorted(ladder, key=lambda row: row.limit_seconds)
        if row.seed == 1 and row.gap_percent is not None
    }
    for row in sorted(longest.values(), key=lambda row: row.groups):
        proof = (
            f"proven to be within {percents(row.gap_percent)} of the best possible"
            if row.gap_percent
            else "proven best possible"
        )
        yield (
            f"**{row.workers:,} workers, {row.groups:,} groups of cases**: {proof} in {at(row.seconds):.1f} seconds, "
            f"with {row.memory_mb or 0:,} MB of memory."
        )
    closed = [
        row.closed_percent
        for row in engine_rows(rows)
        if row.closed_percent is not None
    ]
    if closed:
        yield (
            f"**Of all the improvement on the caseload count that there could be**, at least {min(closed):.1f}% is "
            f"reached on every random instance ({len(closed)} of them; median {median(closed):.1f}%)."
        )  # fmt: skip


def _of_peers(rows: Sequence[Row]) -> Iterator[str]:
    better = even = 0
    lost = [pair for pair in beaten(rows) if pair[1].solver in PEERS]
    for same in by_instance(rows).values():
        for engine in engine_rows(same):
            for row in same:
                if row.solver in PEERS and row.limit_seconds == engine.limit_seconds:
                    if row.status == "not available" or engine.cost is None:
                        continue
                    better += row.cost is None or engine.cost < row.cost
                    even += row.cost == engine.cost
    if better or even or lost:
        yield (
            f"**Other solvers, same instance, same time**: the engine did better in {better} comparisons, as well in "
            f"{even} and worse in {len(lost)}."
        )


def _of_public(rows: Sequence[Row]) -> Iterator[str]:
    worst: dict[str, list[float]] = {}
    ahead = compared = 0
    for (_, family, name, _), same in by_instance(rows).items():
        engine = next(iter(engine_rows(same)), None)
        if family != "gap" or engine is None or engine.cost is None:
            continue
        if engine.best_known:
            far = above(engine.cost, Cost(0, 0, engine.best_known))
            worst.setdefault(name[0].upper(), []).append(far.percent)
        rivals = [row for row in same if row is not engine]
        compared += bool(rivals)
        ahead += bool(rivals) and all(
            row.cost is None or engine.cost <= row.cost for row in rivals
        )
    if worst:
        each = "; ".join(
            f"type {kind} at most {max(found):.2f}%"
            for kind, found in sorted(worst.items())
        )
        yield f"**Generalised assignment** (nobody here wrote it), above the best cost known anywhere: {each}."
    if compared:
        yield f"No worse than HiGHS and CP-SAT beside it on {ahead} of {compared} of these."
    nursing = [row for row in engine_rows(rows) if row.family == "nursing"]
    if nursing:
        proven = [row for row in nursing if row.status == "optimal"]
        longest = max((at(row.seconds) for row in proven), default=0.0)
        yield (
            f"**Balanced nursing workload**: the best plan found and proven for {len(proven)} of {len(nursing)}, "
            f"in {longest:.2f} seconds at most."
        )


def _by_size(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.size, []).append(row)
    return found
