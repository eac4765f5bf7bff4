"""Which held cases may move, by household, and what keeps the others where they are."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from allocator.domain.case import Case
from allocator.domain.rebalancing import Rebalancing
from allocator.domain.worker import Worker
from allocator.policy.priorities import Moves
from allocator.workload.measure import Workload


class Movable(NamedTuple):
    """Cases of people who leave, which must move, households that may, and why how many other cases stay."""

    leaving: tuple[Case, ...]
    free: tuple[tuple[Case, ...], ...]
    kept: dict[str, int]

    @property
    def case_ids(self) -> frozenset[str]:
        """Every case that may be given to somebody else."""
        cases = [*self.leaving, *(case for cases in self.free for case in cases)]
        return frozenset(case.case_id for case in cases)


def movable(workload: Workload, asked: Rebalancing, terms: Moves) -> Movable:
    """The held cases that may move, person by person in the order of the batch."""
    leaving = [case for case in workload.team.cases if case.worker_id in asked.leavers]
    waiting = {case.household for case in workload.team.waiting}
    free, kept = [], Counter[str]()
    for worker in workload.team.workers:
        if not asked.may_lose(worker):
            continue
        for cases in _households(workload.team.held_by[worker.worker_id]):
            why = next(_stays(workload, cases, terms, waiting), None)
            if why is None:
                free.append(cases)
            else:
                kept[why] += len(cases)
    return Movable(tuple(leaving), tuple(free), dict(kept))


def _stays(
    workload: Workload, cases: Sequence[Case], terms: Moves, waiting: Collection[str]
) -> Iterator[str]:
    """Everything that keeps the cases of one household with the one who holds them."""
    team, household = workload.team, cases[0].household
    for case in cases:
        if case.case_id in team.must:
            yield "pinned"
        if case.restricted and terms.stays_if_restricted:
            yield "restricted"
        if case.type in terms.stays_types:
            yield case.type.replace("_", " ")
        if case.co_worker_id or case.joint:
            yield "held jointly"
        if case.due_date and (
            (case.due_date - workload.as_of).days < terms.stays_before_due_days
        ):
            yield "due soon or overdue"
    if not workload.policy.holds("household_together"):
        if len(cases) > 1:
            # Weighed together and placed apart, what one of them adds would depend on the others.
            yield "siblings"
    elif len(team.holders.get(household, ())) > 1:
        yield "with siblings whom somebody else holds"
    elif household in waiting:
        yield "with a sibling who waits"


def price(workload: Workload, case: Case, terms: Moves) -> Decimal:
    """What handing over one case costs, in percentage points of utilisation."""
    started = case.start_date or case.referral_date
    # Without a date a case counts as established, as it does when it is weighed.
    is_long = (
        started is None or (workload.as_of - started).days >= 7 * terms.long_held_weeks
    )
    return terms.handover + terms.long_held * is_long


def is_full(
    workload: Workload, worker: Worker, cases: Sequence[Case], *, as_holder: bool = True
) -> bool:
    """Whether a worker is beyond a limit already, so that they may keep what they hold and are given nothing."""
    holds, holding = workload.policy.holds, workload.holdings[worker.worker_id]
    if holds("within_ceiling") and holding.held > workload.ceiling(worker):
        return True
    if not as_holder:
        return False
    limit = workload.case_limit(worker)
    if holds("within_case_limit") and limit is not None and holding.cases > limit:
        return True
    supervisor = workload.team.worker.get(worker.supervisor_id)
    return (
        holds("supervision_within_reach")
        and supervisor is not None
        and sum(workload.supervision(case, worker) for case in cases) > 0
        and workload.supervision_asked(supervisor)
        > workload.supervision_given(supervisor)
    )


def _households(held: Sequence[Case]) -> list[tuple[Case, ...]]:
    found: dict[str, list[Case]] = {}
    for case in held:
        found.setdefault(case.household, []).append(case)
    return [tuple(cases) for cases in found.values()]
