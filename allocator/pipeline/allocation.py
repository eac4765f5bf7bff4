"""The whole journey of one allocation on one page."""

import datetime
from collections.abc import Callable, Sequence
from importlib.metadata import version
from time import monotonic
from typing import Any

from allocator.audit.judge import judge
from allocator.domain.account import Account, PolicyName, Unblock
from allocator.domain.proposal import Proposal
from allocator.errors import AllocatorError, Impossible
from allocator.explain.account import assignments, left_waiting, provisional, workers
from allocator.explain.shortage import shortage
from allocator.explain.words import listed
from allocator.pipeline.steps import judged, measure, solved
from allocator.policy.policy import Policy
from allocator.problem.ledger import Ledger
from allocator.problem.pose import pose
from allocator.problem.posed import Cost
from allocator.report.outcome import Outcome
from allocator.solvers.answer import Limits, Solution
from allocator.solvers.catalogue import BASELINE, BLIND, ENGINE, solve
from allocator.tables.batch import Batch, notes
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
    if solver == BLIND:
        raise AllocatorError(
            f"{BLIND} ignores the rules: it can be compared with, never proposed."
        )
    solution = solved(workload, problem, limits, solver)
    tell("Judging and explaining the proposal")
    verdict = judged(workload, problem, solution, solver)
    if verdict.breaches:
        raise AllocatorError(
            f"{solver} cannot see far enough ahead to place every pinned case; use the engine."
        )
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
        assignments=tuple(
            assignments(verdict, problem, Ledger(problem, solution.choices))
        ),
        unallocated=tuple(left_waiting(verdict)),
        workers=tuple(workers(verdict)),
        measures=measures,
        **_origin(batch, workload, limits, monotonic() - started),
    )
    return Outcome(
        account=account,
        team=workload.team,
        policy=policy,
        notes=(
            *_planned_from(workload, as_of),
            *_weightless(workload),
            *batch.notes,
            *notes(batch, policy),
        ),
        provisional=provisional(verdict),
        shortage=shortage(problem, policy) if account.unallocated else "",
        interrupted=limits.stop.requested,
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
        **_origin(batch, workload, limits, seconds),
    )


def _origin(
    batch: Batch, workload: Workload, limits: Limits, seconds: float
) -> dict[str, Any]:
    """Where an account comes from: policy, files, day, seed, version and the time it took."""
    policy = workload.policy
    return {
        "seconds": round(seconds, 3),
        "policy": PolicyName(name=policy.name, digest=policy.digest),
        "inputs": batch.inputs,
        "as_of": workload.as_of,
        "seed": limits.seed,
        "version": version("case-allocator"),
    }


def _key(solver: str) -> str:
    """A solver's name as a field name of the contract."""
    return solver.replace("-", "_")


def _weightless(workload: Workload) -> tuple[str, ...]:
    """Cases that weigh nothing, which is more often a slip in the policy than the truth."""
    found = [case_id for case_id, asked in workload.asked.items() if not asked.quanta]
    if not found:
        return ()
    step = workload.policy.weighting.round_to
    return (f"Weighing nothing, when rounded to {step}: {listed(found)}.",)


def _planned_from(workload: Workload, as_of: datetime.date | None) -> tuple[str, ...]:
    """Which day was taken where nobody named one, and which cases are dated after it."""
    after = [
        case.case_id
        for case in workload.team.cases
        if max(case.referral_date or workload.as_of, case.start_date or workload.as_of)
        > workload.as_of
    ]
    later = (
        f"Dated after the day planned from, so perhaps mistyped: {listed(after)}.",
    ) * bool(after)
    if as_of is not None:
        return later
    day = f"{workload.as_of:%-d %B %Y}"
    dated = any(case.referral_date or case.start_date for case in workload.team.cases)
    whence = "the newest referral or start date up to today" if dated else "today"
    return (f"Planned from {day}, {whence}.", *later)


def _gap_percent(solution: Solution) -> float:
    """How far the cost may be from the best possible, in percent of itself; rounded up, for it is a promise."""
    cost, bound = solution.cost.total, solution.bound.total
    # Whole numbers throughout: the cost may have more digits than a float can tell apart.
    return -(-1_000_000 * (cost - bound) // abs(cost)) / 10_000 if cost else 0.0


def _improvement_closed(baseline: Cost, solution: Solution) -> float | None:
    """How much of the way from the caseload count to the proven bound the proposal goes, or None if there is no way.

    Rounded down, so that only what is proven best has gone all the way.
    """
    way = baseline.total - solution.bound.total
    if way <= 0:
        return None
    return 10_000 * (baseline.total - solution.cost.total) // way / 100
