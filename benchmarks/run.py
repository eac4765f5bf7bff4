"""One solver on one batch: judged first, then timed into a row."""

from dataclasses import dataclass
from importlib.metadata import version

from allocator.errors import NoAnswerInTime
from allocator.pipeline import judged
from allocator.problem.posed import Cost
from allocator.solvers.answer import Limits
from allocator.solvers.catalogue import BLIND, solve
from benchmarks.instances import Instance


@dataclass(frozen=True)
class Row:
    """One run; a time-out is a row too, with nothing placed."""

    instance: str
    seed: int
    solver: str
    version: str
    status: str
    cost: int
    bound: int
    seconds: float
    placed: int = 0
    over_safe_limit: int = 0
    spread_percent: float = 0.0
    mean_skill_match_percent: float = 0.0
    rule_breaches: int = 0


def run(instance: Instance, solver: str) -> Row:
    """What a solver answers within the instance's time, recomputed from the records."""
    ours = version("case-allocator")
    limits = Limits(seconds=instance.seconds, work=instance.seconds)
    try:
        solution = solve(instance.problem, limits, solver)
    except NoAnswerInTime:
        return Row(
            instance.name,
            instance.seed,
            solver,
            ours,
            "time-out",
            0,
            0,
            instance.seconds,
        )
    verdict = judged(instance.workload, instance.problem, solution, solver)
    measures = verdict.measures
    return Row(
        instance=instance.name,
        seed=instance.seed,
        solver=solver,
        version=ours,
        status="rules ignored"
        if solver == BLIND
        else "optimal"
        if solution.is_optimal
        else "feasible",
        cost=Cost(*verdict.cost).total,
        bound=solution.bound.total,
        seconds=round(solution.seconds, 3),
        placed=measures.placed,
        over_safe_limit=measures.over_safe_limit,
        spread_percent=measures.spread_percent or 0.0,
        mean_skill_match_percent=measures.mean_skill_match_percent or 0.0,
        rule_breaches=measures.rule_breaches,
    )
