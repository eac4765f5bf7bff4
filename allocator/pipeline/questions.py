"""What people ask of a batch: which way is better, why this worker, why not that one."""

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from allocator.domain.account import Compared, Explanation
from allocator.errors import AllocatorError, UnknownName
from allocator.explain.account import assignments, left_waiting
from allocator.explain.why_not import why_not
from allocator.pipeline.earlier import saved
from allocator.pipeline.steps import judged, measure, solved
from allocator.policy.policy import Policy
from allocator.problem.ledger import Ledger
from allocator.problem.pose import pose
from allocator.problem.posed import Cost, Problem
from allocator.solvers.answer import Limits
from allocator.solvers.catalogue import ENGINE
from allocator.tables.batch import Batch
from allocator.workload.measure import Workload


class _Share(NamedTuple):
    """What a question may use for each unit of work allowed; the clock is there for machines that are slow or busy."""

    work: float
    seconds: float


# With the work that is allowed unless somebody asks for another: a second where so many people meet, else five.
_MEETING_PEOPLE = 50
_MEETING, _AUTHORITY = _Share(0.07, 0.1), _Share(0.3, 0.5)


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
    proposal: Path | None = None,
    tell: Callable[[str], None] = lambda step: None,
) -> Explanation:
    """Everything about one case; with a worker, also what stands against giving it to them.

    With a saved proposal nothing is searched for but the answer. Raises UnknownName for a case or worker the batch does
    not have.
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
    problem = pose(workload)
    if proposal is None:
        tell("Looking for the best proposal")
        solution = solved(workload, problem, limits, ENGINE)
    else:
        solution = saved(proposal, batch, workload, problem)
    verdict = judged(workload, problem, solution, ENGINE)
    ledger = Ledger(problem, solution.choices)
    priced = None
    if worker_id:
        tell(f"Pricing {case_id} with {worker_id}")
        within = _for_a_question(limits, problem)
        priced = why_not(verdict.review, problem, solution, case_id, worker_id, within)
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


def _for_a_question(limits: Limits, problem: Problem) -> Limits:
    """The limits for mending a proposal rather than making one."""
    share = _MEETING if len(problem.posts) <= _MEETING_PEOPLE else _AUTHORITY
    seconds = min(limits.seconds, share.seconds * limits.work)
    return limits.within(seconds, share.work * limits.work)
