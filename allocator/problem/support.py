"""Joint work: which holders need a co-worker, who may be one, and who could lead."""

from collections.abc import Sequence

from allocator.domain.case import Case
from allocator.domain.worker import Worker
from allocator.problem.screen import (
    Check,
    Refusal,
    available_when_due,
    carries_cases,
    has_capacity,
    no_conflict_of_interest,
    over_ceiling,
    qualification_covers,
    skills_cover,
    within_team,
)
from allocator.workload.measure import Workload

# A co-worker shares the work, so what concerns the holder alone (limits on cases, siblings, supervision) is not asked.
_HELPER_CHECKS: tuple[Check, ...] = (
    carries_cases,
    no_conflict_of_interest,
    within_team,
    has_capacity,
    available_when_due,
)


def may_help(workload: Workload, cases: Sequence[Case], worker: Worker) -> bool:
    """Whether a worker may co-work a household."""
    if any(
        check(workload, cases, worker)
        for check in _HELPER_CHECKS
        if workload.policy.holds(check.__name__)
    ):
        return False
    if any((case.case_id, worker.worker_id) in workload.team.never for case in cases):
        return False
    if any(case.co_worker_id not in ("", worker.worker_id) for case in cases):
        return False
    level = workload.standing.level(worker)
    if workload.policy.holds("seniority_covers") and any(
        case.type in level.never for case in cases
    ):
        return False
    after = workload.holdings[worker.worker_id].held + workload.adds_co_working(
        cases, worker
    )
    return (
        not workload.policy.holds("within_ceiling")
        or over_ceiling(workload, worker, after) is None
    )


def may_lead(workload: Workload, cases: Sequence[Case], worker: Worker) -> bool:
    """Whether a co-worker has the grade, skills and qualifications to hold the household alone."""
    level = workload.standing.level(worker)
    if workload.policy.holds("seniority_covers") and any(
        case.type in level.only_jointly for case in cases
    ):
        return False
    if workload.policy.holds("qualification_covers") and qualification_covers(
        workload, cases, worker
    ):
        return False
    return not workload.policy.holds("skills_cover") or not any(
        workload.matching.short_of_required(case, worker) for case in cases
    )


def needs_lead(workload: Workload, cases: Sequence[Case], worker: Worker) -> bool:
    """Whether the worker may hold the household only beside someone who could hold it alone."""
    return _only_jointly(workload, cases, worker) or (
        workload.policy.holds("skills_cover")
        and any(workload.matching.short_of_required(case, worker) for case in cases)
    )


def want_of_support(
    workload: Workload, cases: Sequence[Case], worker: Worker
) -> Refusal | None:
    """What keeps a worker from a household that they could take only with a co-worker, where there is none."""
    if not workload.policy.holds("joint_work_supported"):
        return None
    # Someone short of a skill is refused for that; the want of a co-worker is not told on top of it.
    stretches = needs_lead(workload, cases, worker) and not skills_cover(
        workload, cases, worker
    )
    leads = stretches or _only_jointly(workload, cases, worker)
    if not leads and not is_joint(cases):
        return None
    for other in workload.team.workers:
        able = other is not worker and may_help(workload, cases, other)
        if able and (not leads or may_lead(workload, cases, other)):
            return None
    return Refusal("joint_work_supported", "No co-worker can take it on beside them.")


def is_joint(cases: Sequence[Case]) -> bool:
    """Whether the batch asks for two workers, whoever they are."""
    return any(case.joint or case.co_worker_id for case in cases)


def _only_jointly(workload: Workload, cases: Sequence[Case], worker: Worker) -> bool:
    level = workload.standing.level(worker)
    return workload.policy.holds("seniority_covers") and any(
        case.type in level.only_jointly for case in cases
    )
