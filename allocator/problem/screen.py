"""Who may hold what: one function for each rule about one household and one worker, and its reason in words."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from allocator.domain.case import Case
from allocator.domain.worker import Worker
from allocator.policy.policy import Policy
from allocator.workload.measure import Workload


class Refusal(NamedTuple):
    """A rule that keeps a worker from a household, and why in words."""

    rule: str
    reason: str


Check = Callable[[Workload, Sequence[Case], Worker], str | None]


def carries_cases(
    workload: Workload, cases: Sequence[Case], worker: Worker
) -> str | None:
    """Only people who carry cases are given cases."""
    return None if worker.carries_cases else "Does not carry cases."


def within_team(
    workload: Workload, cases: Sequence[Case], worker: Worker
) -> str | None:
    """A case that names a team is held by someone in that team."""
    teams = sorted(
        {
            case.team
            for case in cases
            if case.team and worker.team and case.team != worker.team
        }
    )
    return (
        f"Works in {worker.team}; the case belongs to {', '.join(teams)}."
        if teams
        else None
    )


def no_conflict_of_interest(
    workload: Workload, cases: Sequence[Case], worker: Worker
) -> str | None:
    """Nobody holds a case they are barred from."""
    barred = [
        case.case_id for case in cases if worker.worker_id in case.barred_worker_ids
    ]
    return (
        f"Is barred from {', '.join(barred)} (conflict of interest)."
        if barred
        else None
    )


def pins_hold(workload: Workload, cases: Sequence[Case], worker: Worker) -> str | None:
    """What people have pinned holds."""
    for case in cases:
        if (case.case_id, worker.worker_id) in workload.team.never:
            return f"A person has ruled this worker out for {case.case_id}."
        pinned = workload.team.must.get(case.case_id, worker.worker_id)
        if pinned != worker.worker_id:
            return f"A person has pinned {case.case_id} to {pinned}."
    return None


def household_together(
    workload: Workload, cases: Sequence[Case], worker: Worker
) -> str | None:
    """Siblings and households stay with one worker."""
    holders = workload.team.holders.get(cases[0].household, ())
    if not holders or worker.worker_id in holders:
        return None
    return f"Others of {cases[0].household} are held by {' and '.join(holders)}."


def qualification_covers(
    workload: Workload, cases: Sequence[Case], worker: Worker
) -> str | None:
    """The worker has every qualification the work requires."""
    asked = {
        name for case in cases for name in workload.matching.asks(case).qualifications
    }
    missing = sorted(asked - worker.qualifications)
    return f"Does not have the qualification {', '.join(missing)}." if missing else None


def skills_cover(
    workload: Workload, cases: Sequence[Case], worker: Worker
) -> str | None:
    """The worker has every skill the case requires, at the level it requires."""
    short = [
        f"{name.replace('_', ' ')} {has}{_word(workload, worker, name)}, asked {asked}"
        for case in cases
        for name, (has, asked) in sorted(
            workload.matching.short_of_required(case, worker).items()
        )
        if not (
            workload.policy.holds("joint_work_supported")
            and name in workload.matching.stretch(case, worker)
        )
    ]
    return f"Skills fall short: {'; '.join(dict.fromkeys(short))}." if short else None


def _word(workload: Workload, worker: Worker, skill: str) -> str:
    held = workload.standing.skills(worker).get(skill)
    return held.word if held else ""


def seniority_covers(
    workload: Workload, cases: Sequence[Case], worker: Worker
) -> str | None:
    """Newly qualified workers hold protection and court work only jointly; every grade holds only what it may."""
    level, since = workload.standing.level(worker), workload.standing.grade_word(worker)
    never = sorted({case.type for case in cases if case.type in level.never})
    if never:
        return (
            f"{level.title}{since}: may not hold {', '.join(never).replace('_', ' ')}."
        )
    jointly = sorted({case.type for case in cases if case.type in level.only_jointly})
    if jointly and not workload.policy.holds("joint_work_supported"):
        types = ", ".join(jointly).replace("_", " ")
        return f"{level.title}{since}: may hold {types} only jointly."
    return None


def has_capacity(
    workload: Workload, cases: Sequence[Case], worker: Worker
) -> str | None:
    """Nobody without capacity in these weeks is given work."""
    if workload.holdings[worker.worker_id].capacity.quanta:
        return None
    return "Has no capacity for cases in these weeks."


def available_when_due(
    workload: Workload, cases: Sequence[Case], worker: Worker
) -> str | None:
    """The worker is not on leave on the day the case is due."""
    for case in cases:
        for reduction in workload.team.reductions_of.get(worker.worker_id, ()):
            if (
                case.due_date
                and reduction.is_absence
                and reduction.covers(case.due_date)
            ):
                return (
                    f"Is away on {case.due_date:%-d %B %Y}, when {case.case_id} is due."
                )
    return None


def within_ceiling(
    workload: Workload, cases: Sequence[Case], worker: Worker
) -> str | None:
    """Nobody is taken over the ceiling, and nobody already over it is given more."""
    after = workload.holdings[worker.worker_id].held + workload.adds(cases, worker)
    return over_ceiling(workload, worker, after)


def within_case_limit(
    workload: Workload, cases: Sequence[Case], worker: Worker
) -> str | None:
    """Nobody holds more cases than their limit."""
    after = workload.holdings[worker.worker_id].cases + len(cases)
    limit = workload.case_limit(worker)
    if limit is None or after <= limit:
        return None
    return f"Would hold {after} of at most {limit} cases."


def within_new_case_limit(
    workload: Workload, cases: Sequence[Case], worker: Worker
) -> str | None:
    """Nobody is given more new cases in the recent weeks than their grade allows."""
    limit = workload.new_case_limit(worker)
    after = workload.stands.holdings[worker.worker_id].recent_cases + len(cases)
    if limit is None or after <= limit:
        return None
    weeks = workload.policy.priorities.balance.recent_weeks
    return f"Would have {after} new cases in {weeks} weeks; the limit is {limit}."


def supervision_within_reach(
    workload: Workload, cases: Sequence[Case], worker: Worker
) -> str | None:
    """No supervisor is asked for more supervision than they can give."""
    supervisor = workload.team.worker.get(worker.supervisor_id)
    if supervisor is None:
        return None
    asked = sum(workload.supervision(case, worker) for case in cases)
    if not asked or asked <= workload.supervision_room(supervisor):
        return None
    return f"{supervisor.worker_id} has no supervision time left for it."


# In the order people ask: what can never be first, what is only full last.
CHECKS: tuple[Check, ...] = (
    carries_cases,
    no_conflict_of_interest,
    pins_hold,
    within_team,
    household_together,
    qualification_covers,
    skills_cover,
    seniority_covers,
    has_capacity,
    available_when_due,
    within_case_limit,
    within_new_case_limit,
    within_ceiling,
    supervision_within_reach,
)


def refusals(
    workload: Workload, cases: Sequence[Case], worker: Worker
) -> Iterator[Refusal]:
    """Every rule that keeps one worker from one household, as things stand in the workload."""
    for check in in_force(workload.policy):
        if reason := check(workload, cases, worker):
            yield Refusal(check.__name__, reason)


def in_force(policy: Policy) -> tuple[Check, ...]:
    """The checks of the rules that are switched on."""
    return tuple(check for check in CHECKS if policy.holds(check.__name__))


def over_ceiling(workload: Workload, worker: Worker, after: int) -> str | None:
    """Why a load would be too much for a worker, or None where it would not."""
    capacity = workload.holdings[worker.worker_id].capacity.quanta
    percent = workload.policy.priorities.ceiling_percent
    if after <= workload.ceiling(worker):
        return None
    held = workload.holdings[worker.worker_id].held
    if not capacity:
        return "Has no capacity for cases in these weeks."
    if held >= capacity * percent // 100:
        return f"Is at {100 * held / capacity:.0f}% of capacity already; the ceiling is {percent}%."
    return f"Would be at {100 * after / capacity:.0f}% of capacity; the ceiling is {percent}%."
