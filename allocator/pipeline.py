"""The whole journey of one allocation on one page."""

import datetime
from collections.abc import Callable, Sequence
from importlib.metadata import version
from time import monotonic
from typing import Any

from allocator.audit.judge import Verdict, judge
from allocator.domain.account import (
    Account,
    Compared,
    Explanation,
    PolicyName,
    Unblock,
)
from allocator.domain.proposal import Proposal
from allocator.domain.team import Team
from allocator.errors import BrokenAnswer, Impossible, UnknownName
from allocator.explain.account import assignments, left_waiting, provisional, workers
from allocator.explain.clashes import clashes
from allocator.explain.shortage import shortage
from allocator.explain.why_not import why_not
from allocator.policy.policy import Policy
from allocator.problem.ledger import Ledger
from allocator.problem.pose import pose
from allocator.problem.posed import Cost, Problem
from allocator.problem.proposing import proposed
from allocator.report.outcome import Outcome
from allocator.solvers.answer import Limits, Solution
from allocator.solvers.catalogue import BASELINE, BLIND, ENGINE, solve
from allocator.tables.batch import Batch, fit, notes
from allocator.workload.measure import Workload


def allocate(
    batch: Batch,
    policy: Policy,
    *,
    as_of: datetime.date | None = None,
    limits: Limits | None = None,
    solver: str = ENGINE,
    compared_with: Sequence[str] = (BASELINE, BLIND),
    tell: Callable[[str], None] = lambda step: None,
) -> Outcome:
    """Propose a worker for every waiting case of a batch, judge the proposal and explain it.

    Without ``as_of`` the batch's newest referral or start date is taken, so that the same files give the same answer.
    Raises InvalidBatch for rows the policy cannot read, Impossible when pins and rules clash,
    NoAnswerInTime when the limits end before any answer.
    """
    started, limits = monotonic(), limits or Limits()
    tell("Weighing cases")
    workload = measure(batch, policy, as_of=as_of)
    problem = pose(workload)
    tell(
        f"Looking for the best of all proposals for {len(workload.team.waiting)} cases"
    )
    solution = solved(workload, problem, limits, solver)
    tell("Judging and explaining the proposal")
    verdict = judged(workload, problem, solution, solver)
    measures = {_key(solver): verdict.measures}
    baseline = solution.cost
    for name in compared_with:
        other = solve(problem, limits, name)
        measures[_key(name)] = judged(workload, problem, other, name).measures
        if name == BASELINE:
            baseline = other.cost
    account = Account(
        status="optimal" if solution.is_optimal else "feasible",
        cost=solution.cost.total,
        bound=solution.bound.total,
        gap_percent=_gap_percent(solution),
        improvement_closed_percent=_improvement_closed(baseline, solution),
        seconds=round(monotonic() - started, 3),
        policy=PolicyName(name=policy.name, digest=policy.digest),
        inputs=batch.inputs,
        as_of=workload.as_of,
        seed=limits.seed,
        version=version("case-allocator"),
        assignments=tuple(
            assignments(verdict, problem, Ledger(problem, solution.choices))
        ),
        unallocated=tuple(left_waiting(verdict)),
        workers=tuple(workers(verdict)),
        measures=measures,
    )
    return Outcome(
        account=account,
        team=workload.team,
        policy=policy,
        notes=(*_planned_from(workload, as_of), *batch.notes, *notes(batch, policy)),
        provisional=provisional(verdict),
        shortage=shortage(problem, policy) if account.unallocated else "",
        interrupted=limits.stop.requested,
    )


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


def measure(
    batch: Batch, policy: Policy, *, as_of: datetime.date | None = None
) -> Workload:
    """What every case asks and every worker has; raises InvalidBatch for rows the policy cannot read."""
    team = fit(batch, policy).team
    return Workload(team, policy, as_of or newest_day(team))


def solved(
    workload: Workload, problem: Problem, limits: Limits, solver: str
) -> Solution:
    """A solver's answer; when none is possible, the pins and rules that clash are named."""
    try:
        return solve(problem, limits, solver)
    except Impossible as error:
        raise Impossible(clashes(workload)) from error


def judged(
    workload: Workload, problem: Problem, solution: Solution, solver: str
) -> Verdict:
    """What the records say of a solver's answer; an answer that breaks a rule or misstates its cost is a bug."""
    verdict = judge(
        workload.team,
        workload.policy,
        workload.as_of,
        proposed(problem, solution.choices),
        measured=workload,
    )
    if solver == BLIND:
        return verdict
    if verdict.breaches:
        first = verdict.breaches[0]
        raise BrokenAnswer(
            f"{solver} broke {len(verdict.breaches)} rules; {first.rule}: {first.about} {first.text}."
        )
    if tuple(verdict.cost) != tuple(solution.cost):
        raise BrokenAnswer(
            f"{solver} says its answer costs {tuple(solution.cost)}; it costs {tuple(verdict.cost)}."
        )
    return verdict


def _key(solver: str) -> str:
    """A solver's name as a field name of the contract."""
    return solver.replace("-", "_")


def newest_day(team: Team, today: datetime.date | None = None) -> datetime.date:
    """The newest day a batch knows of that is not in the future; today where it has no dates."""
    today = today or datetime.date.today()
    days = (
        day
        for case in team.cases
        for day in (case.referral_date, case.start_date)
        if day and day <= today
    )
    return max(days, default=today)


def _planned_from(workload: Workload, as_of: datetime.date | None) -> tuple[str, ...]:
    """Which day was taken where nobody named one."""
    if as_of is not None:
        return ()
    day = f"{workload.as_of:%-d %B %Y}"
    dated = any(case.referral_date or case.start_date for case in workload.team.cases)
    whence = "the newest referral or start date in the batch" if dated else "today"
    return (f"Planned from {day}, {whence}.",)


def _gap_percent(solution: Solution) -> float:
    cost, bound = solution.cost.total, solution.bound.total
    return round(100 * (cost - bound) / abs(cost), 4) if cost else 0.0


def _improvement_closed(baseline: Cost, solution: Solution) -> float | None:
    """How much of the way from the caseload count to the proven bound the proposal goes, or None if there is no way."""
    way = baseline.total - solution.bound.total
    return (
        round(100 * (baseline.total - solution.cost.total) / way, 2)
        if way > 0
        else None
    )


def impossible_account(
    batch: Batch,
    policy: Policy,
    clash: Impossible,
    *,
    as_of: datetime.date | None = None,
    limits: Limits | None = None,
    seconds: float = 0.0,
) -> Account:
    """What there is to tell when no proposal is possible: everyone as they stand, every case waiting, what clashes."""
    limits, workload = limits or Limits(), measure(batch, policy, as_of=as_of)
    verdict = judge(workload.team, policy, workload.as_of, Proposal())
    cost = Cost(*verdict.cost).total
    change = Unblock(change="resolve_clash", text=str(clash))
    return Account(
        status="impossible",
        cost=cost,
        bound=cost,
        gap_percent=0.0,
        improvement_closed_percent=None,
        seconds=round(seconds, 3),
        policy=PolicyName(name=policy.name, digest=policy.digest),
        inputs=batch.inputs,
        as_of=workload.as_of,
        seed=limits.seed,
        version=version("case-allocator"),
        assignments=(),
        unallocated=tuple(
            # Without a rule against them, a worker is no obstacle: only the clash is.
            case.changed(
                excluded=tuple(worker for worker in case.excluded if worker.rule),
                unblock=(change,),
            )
            for case in left_waiting(verdict)
        ),
        workers=tuple(workers(verdict)),
        measures={},
    )
