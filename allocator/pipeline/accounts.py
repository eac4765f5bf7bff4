"""What every account of a proposal says: where it comes from, how good it is known to be, what was noticed."""

import datetime
from importlib.metadata import version
from typing import Any

from allocator.domain.account import PolicyName
from allocator.explain.words import listed
from allocator.policy.policy import Policy
from allocator.problem.posed import Cost
from allocator.solvers.answer import Limits, Solution
from allocator.tables.batch import Batch, notes
from allocator.workload import flags
from allocator.workload.measure import Workload


def origin(
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


def noted(
    batch: Batch, policy: Policy, workload: Workload, as_of: datetime.date | None
) -> tuple[str, ...]:
    """Everything worth knowing about the batch as it was read."""
    return (
        *_planned_from(workload, as_of),
        *flags.sentences(workload),
        *_weightless(workload),
        *batch.notes,
        *notes(batch, policy),
    )


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


def gap_percent(solution: Solution) -> float:
    """How far the cost may be from the best possible, in percent of itself; rounded up, for it is a promise."""
    cost, bound = solution.cost.total, solution.bound.total
    # Whole numbers throughout: the cost may have more digits than a float can tell apart.
    return -(-1_000_000 * (cost - bound) // abs(cost)) / 10_000 if cost else 0.0


def improvement_closed(baseline: Cost, solution: Solution) -> float | None:
    """How much of the way from the caseload count to the proven bound the proposal goes, or None if there is no way.

    Rounded down, so that only what is proven best has gone all the way.
    """
    way = baseline.total - solution.bound.total
    if way <= 0:
        return None
    return 10_000 * (baseline.total - solution.cost.total) // way / 100
