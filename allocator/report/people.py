"""Every worker's workload before and after the proposal, as people are told about it."""

from collections import defaultdict
from dataclasses import dataclass

from allocator.domain.account import WorkerAccount
from allocator.explain.words import whole_percent
from allocator.report.outcome import Outcome
from allocator.report.wording import change, person, plain

WITHIN = "Within safe limit"
OVER_SAFE = "Over safe limit"
OVER_CEILING = "Over ceiling"
NO_CAPACITY = "No capacity"
NO_CAPACITY_BUT_CASES = "No capacity, holds cases"
NO_CASES = "Does not carry cases"


@dataclass(frozen=True)
class Standing:
    """One worker, what they are given and where that leaves them."""

    account: WorkerAccount
    worker: str
    team: str
    before: str
    after: str
    change: str
    given: tuple[str, ...]
    standing: str

    @property
    def is_over(self) -> bool:
        """Whether they hold more than is safe, as the measures count it."""
        return self.standing in {OVER_SAFE, OVER_CEILING, NO_CAPACITY_BUT_CASES}

    @property
    def carries_cases(self) -> bool:
        """Whether there is a workload to show: most managers neither hold nor are given cases."""
        return self.standing != NO_CASES


def people(outcome: Outcome) -> list[Standing]:
    """Every worker, the most loaded after the proposal first and those without capacity last."""
    given: dict[str, list[str]] = defaultdict(list)
    for assignment in outcome.account.assignments:
        given[assignment.worker_id].append(plain(assignment.case_id))
    for move in outcome.account.moves:
        given[move.to_worker_id].append(plain(move.case_id))
    told = [
        Standing(
            account=worker,
            worker=person(outcome.team, worker.worker_id),
            team=plain(worker.team),
            before=whole_percent(worker.percent_before, outcome.limits),
            after=whole_percent(worker.percent_after, outcome.limits),
            change=change(worker.percent_before, worker.percent_after, outcome.limits),
            given=tuple(sorted(given[worker.worker_id])),
            standing=_standing(outcome, worker),
        )
        for worker in outcome.account.workers
    ]
    return sorted(told, key=_from_the_top)


def limits(outcome: Outcome) -> str:
    """The two limits in one sentence."""
    safe, ceiling = outcome.limits
    return (
        f"The safe limit is {safe}% of a worker’s capacity; the ceiling is {ceiling}%."
    )


def _standing(outcome: Outcome, worker: WorkerAccount) -> str:
    safe, ceiling = outcome.limits
    known = outcome.team.worker[worker.worker_id]
    if not (worker.cases_after or outcome.team.works_cases(known)):
        return NO_CASES
    if worker.percent_after is None:
        return NO_CAPACITY_BUT_CASES if worker.units_after else NO_CAPACITY
    if worker.percent_after > ceiling:
        return OVER_CEILING
    return OVER_SAFE if worker.percent_after > safe else WITHIN


def _from_the_top(one: Standing) -> tuple[bool, bool, float, str]:
    percent = one.account.percent_after
    return (
        one.standing == NO_CASES,
        percent is None,
        -(percent or 0),
        one.account.worker_id,
    )
