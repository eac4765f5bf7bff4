"""What people ask of a batch: which way is better, why this worker, why not that one."""

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from allocator.domain.account import Compared, Explanation
from allocator.errors import AllocatorError, UnknownName
from allocator.explain.account import assignments, left_waiting
from allocator.explain.why_not import why_not
from allocator.pipeline.steps import judged, measure, solved
from allocator.policy.policy import Policy
from allocator.problem.ledger import Ledger
from allocator.problem.pose import pose
from allocator.problem.posed import Cost
from allocator.solvers.answer import Limits
from allocator.solvers.catalogue import ENGINE
from allocator.tables.batch import Batch
from allocator.workload.measure import Workload


def compare(
    batch: Batch,
    policy: Policy,
    solvers: Sequence[str],
    *,
    as_of: datetime.date | None = None,
    limits: Limits | None = None,
    tell: Callable[[str], None] = lambda step: None,
) -> tuple[Compared, ...]:
    """Several solvers on one batch, each answer judged from the records."""
    limits = limits or Limits()
    workload = measure(batch, policy, as_of=as_of)
    problem = pose(workload)
    found = []
    for name in solvers:
        tell(f"Asking {name}")
        solution = solved(workload, problem, limits, name)
        verdict = judged(workload, problem, solution, name)
        found.append(
            Compared(
                solver=name,
                status="optimal" if solution.is_optimal else "feasible",
                cost=Cost(*verdict.cost).total,
                bound=solution.bound.total,
                seconds=round(solution.seconds, 3),
                measures=verdict.measures,
            )
        )
    return tuple(found)


def explain(
    batch: Batch,
    policy: Policy,
    case_id: str,
    worker_id: str = "",
    *,
    as_of: datetime.date | None = None,
    limits: Limits | None = None,
    tell: Callable[[str], None] = lambda step: None,
) -> Explanation:
    """Everything about one case; with a worker, also what stands against giving it to them.

    Raises UnknownName for a case or worker the batch does not have.
    """
    limits = limits or Limits()
    workload = measure(batch, policy, as_of=as_of)
    team = workload.team
    if case_id not in team.case:
        raise UnknownName("case", case_id, list(team.case))
    if worker_id and worker_id not in team.worker:
        raise UnknownName("worker", worker_id, list(team.worker))
    case = team.case[case_id]
    if not case.is_waiting and worker_id:
        raise AllocatorError(
            f"{case_id} is held by {case.worker_id}; only waiting cases are proposed for, "
            f"so why not {worker_id} has no answer."
        )
    if not case.is_waiting:
        return _explained(workload, case_id, held_by=case.worker_id)
    tell("Looking for the best proposal")
    problem = pose(workload)
    solution = solved(workload, problem, limits, ENGINE)
    verdict = judged(workload, problem, solution, ENGINE)
    ledger = Ledger(problem, solution.choices)
    priced = None
    if worker_id:
        tell(f"Pricing {case_id} with {worker_id}")
        priced = why_not(verdict.review, problem, solution, case_id, worker_id, limits)
    return _explained(
        workload,
        case_id,
        assignment=next(
            (a for a in assignments(verdict, problem, ledger) if a.case_id == case_id),
            None,
        ),
        unallocated=next(
            (u for u in left_waiting(verdict) if u.case_id == case_id), None
        ),
        why_not=priced,
    )


def _explained(workload: Workload, case_id: str, **said: Any) -> Explanation:
    asked, weighting = workload.asked[case_id], workload.policy.weighting
    return Explanation(
        case_id=case_id,
        units=weighting.units(asked.quanta),
        unit=weighting.unit,
        terms=tuple(
            f"{term.term}: {term.value:+.1f} ({term.source})" for term in asked.terms
        ),
        **said,
    )
