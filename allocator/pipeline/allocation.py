"""The whole journey of one allocation on one page."""

import datetime
from collections.abc import Callable, Sequence
from time import monotonic

from allocator.audit.judge import judge
from allocator.domain.account import Account, Unblock
from allocator.domain.proposal import Proposal
from allocator.errors import AllocatorError, Impossible
from allocator.explain.account import assignments, left_waiting, provisional, workers
from allocator.explain.shortage import shortage
from allocator.pipeline.accounts import gap_percent, improvement_closed, noted, origin
from allocator.pipeline.steps import judged, measure, solved
from allocator.policy.policy import Policy
from allocator.problem.ledger import Ledger
from allocator.problem.pose import pose
from allocator.problem.posed import Cost
from allocator.report.outcome import Outcome
from allocator.solvers.answer import Limits
from allocator.solvers.catalogue import BASELINE, BLIND, ENGINE, solve
from allocator.tables.batch import Batch


def allocate(
    batch: Batch,
    policy: Policy,
    *,
    as_of: datetime.date | None = None,
    limits: Limits | None = None,
    solver: str = ENGINE,
    cluster: str = "",
    compared_with: Sequence[str] = (BASELINE, BLIND),
    tell: Callable[[str], None] = lambda step: None,
) -> Outcome:
    """Propose a worker for every waiting case of a batch, judge the proposal and explain it.

    Without ``as_of`` the batch's newest referral or start date is taken, so that the same files give the same answer.
    Given the address of a Dask cluster, the engine solves teams that share nobody there.
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
    solution = solved(workload, problem, limits, solver, cluster)
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
        gap_percent=gap_percent(solution),
        improvement_closed_percent=improvement_closed(baseline, solution),
        assignments=tuple(
            assignments(verdict, problem, Ledger(problem, solution.choices))
        ),
        unallocated=tuple(left_waiting(verdict)),
        workers=tuple(workers(verdict)),
        measures=measures,
        **origin(batch, workload, limits, monotonic() - started),
    )
    return Outcome(
        account=account,
        team=workload.team,
        policy=policy,
        notes=noted(batch, policy, workload, as_of),
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
        **origin(batch, workload, limits, seconds),
    )


def _key(solver: str) -> str:
    """A solver's name as a field name of the contract."""
    return solver.replace("-", "_")
