"""One solver on one instance: run, judged, and only then made a row."""

from collections.abc import Sequence
from time import monotonic
from typing import Any, NamedTuple

from allocator.errors import BrokenAnswer
from allocator.problem.posed import Cost
from allocator.solvers.answer import Limits
from allocator.solvers.catalogue import BASELINE, BLIND
from benchmarks.instance import Answer, Instance, Judged
from benchmarks.peers import release, solver
from benchmarks.process import Ended, Request, run_child
from benchmarks.rows import Row, gap_percent, machine

# They take no time to speak of and keep to no limit, so they run where the suite runs, and their memory is not told.
THUMBS = (
    BASELINE,
    BLIND,
    "round-robin",
    "key-worker",
    "level-counts",
    "greedy",
)


class Step(NamedTuple):
    """One improvement on the way: when, what was reached by then, and what was proven."""

    seconds: float
    cost: Cost
    bound: Cost


class Result(NamedTuple):
    """What came of one run."""

    row: Row
    steps: Sequence[Step] = ()


def run(request: Request, instance: Instance) -> Result:
    """A row whatever happens: an answer that the judge accepts, or how it ended without one."""
    ended = _here(request, instance) if request.solver in THUMBS else run_child(request)
    reply = ended.reply
    row = Row(
        *request.recipe[:4],
        request.solver,
        request.seconds,
        request.threads,
        status=reply["status"],
        **instance.size._asdict(),
        best_known=None if instance.known is None else instance.known.cost,
        seconds=None if "seconds" not in reply else round(reply["seconds"], 3),
        memory_mb=ended.memory_mb or None,
        note=reply.get("note", ""),
        release=reply.get("release", ""),
        machine=machine(),
    )
    if row.status != "answered":
        return Result(row)
    answer = Answer(reply["choices"], Cost(*reply["cost"]), Cost(*reply["bound"]))
    try:
        judged = instance.judged(answer, request.solver)
    except BrokenAnswer as error:
        return Result(row.changed(status="broken", note=str(error)))
    steps = [Step(at, Cost(*c), Cost(*b)) for at, c, b in reply.get("progress", [])]
    return Result(_answered(row, judged, answer.bound), steps)


def _answered(row: Row, judged: Judged, bound: Cost) -> Row:
    seen = judged.measures
    people: dict[str, Any] = {}
    if seen is not None:
        people = {
            "placed": seen.placed,
            "over_safe_limit": seen.over_safe_limit,
            "spread_percent": seen.spread_percent,
            "mean_skill_match_percent": seen.mean_skill_match_percent,
            "rule_breaches": seen.rule_breaches,
        }
    cost = judged.cost
    optimal = cost == bound
    blind = row.solver == BLIND
    return row.changed(
        status="rules ignored" if blind else "optimal" if optimal else "feasible",
        unplaced=cost.unplaced,
        unsafe=cost.unsafe,
        blended=cost.blended,
        bound_unplaced=None if blind else bound.unplaced,
        bound_unsafe=None if blind else bound.unsafe,
        bound_blended=None if blind else bound.blended,
        gap_percent=None if blind else gap_percent(cost, bound),
        **people,
    )


def _here(request: Request, instance: Instance) -> Ended:
    """A rule of thumb, in this process."""
    limits = Limits(seconds=request.seconds, seed=request.seed)
    started = monotonic()
    answer = instance.answer(solver(request.solver), limits)
    seconds = monotonic() - started
    said = {"status": "answered", "seconds": seconds, **answer._asdict()}
    return Ended({**said, "release": release(request.solver)}, 0)
