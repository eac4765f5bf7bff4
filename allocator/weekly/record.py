"""Makes the record of one week from its proposal: what later weeks need to know, and no more."""

from collections.abc import Mapping, Sequence
from datetime import date

from allocator.domain.account import Account
from allocator.domain.case import Case
from allocator.domain.waiting import WaitingList
from allocator.domain.week import Clock, Week, WeekCase, WeekWorker
from allocator.domain.worker import Worker
from allocator.report.privacy import withheld
from allocator.workload.measure import Workload


def workers_of(workload: Workload) -> tuple[WeekWorker, ...]:
    """Everyone as they stand in the batch."""
    return tuple(_worker(workload, worker) for worker in workload.team.workers)


def week(
    workload: Workload,
    account: Account,
    waiting: WaitingList,
    batch: str,
    earlier: Sequence[Week],
    before: Week | None,
    folder: str,
) -> Week:
    """Everything that is kept of a week."""
    hidden = withheld(workload.team)
    given = {one.case_id: one.worker_id for one in account.assignments}
    clocks: Mapping[str, Clock] = {one.case_id: one.clock for one in waiting.cases}
    default = workload.policy.priorities.default_urgency

    def kept(case: Case) -> WeekCase:
        return WeekCase(
            case_id=case.case_id,
            worker_id=case.worker_id,
            proposed_worker_id=given.get(case.case_id, ""),
            urgency=case.urgency or default,
            referral_date=case.referral_date,
            clock=clocks.get(case.case_id),
            withheld=case.case_id in hidden,
        )

    return Week(
        number=earlier[-1].number + 1 if earlier else 1,
        folder=folder,
        previous=before.number if before else None,
        as_of=_day(account),
        batch=batch,
        policy=account.policy,
        version=account.version,
        cases=tuple(kept(case) for case in workload.team.cases),
        workers=workers_of(workload),
    )


def _day(account: Account) -> date:
    return account.as_of


def _worker(workload: Workload, worker: Worker) -> WeekWorker:
    holding = workload.holdings[worker.worker_id]
    units = workload.policy.weighting.units
    held = workload.team.held_by[worker.worker_id]
    each = [float(units(workload.asked[case.case_id].quanta)) for case in held]
    practised = [case for case in held if worker.developing & {*case.skills_required}]
    return WeekWorker(
        worker_id=worker.worker_id,
        team=worker.team,
        carries_cases=worker.carries_cases,
        capacity=units(holding.capacity.quanta),
        percent=holding.percent,
        cases=len(held),
        units_per_case=round(sum(each) / len(each), 2) if each else None,
        development_cases=len(practised),
    )
