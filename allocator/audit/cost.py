"""What a proposal costs, worked out from the records by the plainest arithmetic there is."""

import datetime
from collections.abc import Iterable, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from allocator.audit.review import Review
from allocator.domain.case import Case
from allocator.domain.worker import Worker


class Goals(NamedTuple):
    """The three goals in strict order; less is better."""

    unplaced: int
    unsafe: int
    blended: int


def cost(review: Review) -> Goals:
    """The goals of a proposal, counted from where the team stands now, without the cases that might have moved."""
    return Goals(
        _unplaced(review), _unsafe(review), _uneven(review) + _ill_suited(review)
    )


def _unplaced(review: Review) -> int:
    priorities = review.policy.priorities
    weights = priorities.unplaced.model_dump()
    return sum(
        weights[case.urgency or priorities.default_urgency]
        for case in review.to_place
        if case.case_id not in review.placement
    )


def _unsafe(review: Review) -> int:
    """Each step of load beyond a limit counts the weight of the highest limit it is beyond."""
    found = 0
    for worker_id, base in review.base.holdings.items():
        capacity = base.capacity.quanta
        for step in range(base.held, review.after.holdings[worker_id].held):
            beyond = [
                s.weight
                for s in review.policy.priorities.over_safe
                if step >= capacity * s.from_percent // 100
            ]
            found += max(beyond, default=0)
    return found


def _uneven(review: Review) -> int:
    """Each unit of load counts the percentage of capacity at its middle.

    What is new beyond what is taken away counts again among new work.
    """
    balance = review.policy.priorities.balance
    found = 0
    for worker_id, base in review.base.holdings.items():
        before, after = (w.holdings[worker_id] for w in (review.before, review.after))
        capacity = max(1, base.capacity.quanta)
        for load in range(base.held, after.held):
            found += _percent_at(load, capacity, balance.step_percent)
        for more in range(after.held - before.held):
            new_work = _percent_at(before.recent + more, capacity, balance.step_percent)
            found += int(new_work * balance.recent_intake_percent / 100)
    return found


def _percent_at(load: int, capacity: int, step: int) -> int:
    """Utilisation half a unit beyond a load, in percent rounded down to a multiple of the step."""
    percent = Decimal(100) * (2 * load + 1) / (2 * capacity)
    # Where other people do someone's own work a load may be below nothing; rounding down stays rounding down.
    return int((percent / step).to_integral_value(ROUND_FLOOR)) * step


def _ill_suited(review: Review) -> int:
    """What each case misses in skill, continuity, place, language and development, times its size.

    Counted are the cases placed and those that might have moved; one that does leave who held it costs a price besides.
    """
    found = 0
    for placed in review.placed:
        prices = {
            case.case_id: _price(review, review.team.case[case.case_id])
            for case in placed.cases
        }
        found += _worth(review, placed.cases, placed.worker, prices)
    for cases in _stayed(review):
        holder = review.team.worker[review.team.case[cases[0].case_id].worker_id]
        found += _worth(review, cases, holder, {})
    return found


def _worth(
    review: Review, cases: Sequence[Case], worker: Worker, prices: dict[str, Decimal]
) -> int:
    found = 0
    for case, asked in zip(cases, review.base.scale.together(cases), strict=True):
        percent = _percent(review, case, worker) + prices.get(case.case_id, Decimal(0))
        found += int((asked.quanta * percent).to_integral_value(ROUND_HALF_UP))
    return found


def _stayed(review: Review) -> Iterable[list[Case]]:
    """Households that might have moved and did not."""
    found: dict[str, list[Case]] = {}
    for case in review.base.team.cases:
        if case.case_id in review.stayed:
            together = review.policy.holds("household_together")
            found.setdefault(case.household if together else case.case_id, []).append(
                case
            )
    return found.values()


def _price(review: Review, case: Case) -> Decimal:
    """Points for taking a case from someone who stays; more if held for long, or for nobody knows how long."""
    terms = review.before.policy.priorities.moves
    if terms is None or case.is_waiting or case.case_id in review.leaving:
        return Decimal(0)
    since = case.start_date or case.referral_date
    weeks = datetime.timedelta(weeks=terms.long_held_weeks)
    is_recent = since is not None and review.as_of < since + weeks
    return terms.handover + (0 if is_recent else terms.long_held)


def _percent(review: Review, case: Case, worker: Worker) -> Decimal:
    worth = review.policy.priorities.trade_offs
    aimed = review.before.matching.asks(case).aimed
    percent = Decimal(0)
    for skill, level in aimed.items():
        percent += worth.skill_level * max(
            0, level - review.before.standing.skill(worker, skill)
        )
    if case.known_worker_ids and worker.worker_id not in case.known_worker_ids:
        percent += worth.known_worker
    if case.locality and worker.localities and case.locality not in worker.localities:
        percent += worth.locality
    if not case.languages <= worker.languages:
        percent += worth.language
    if set(aimed) & worker.developing:
        percent -= worth.development
    if any(
        flag.worker_id == worker.worker_id and flag.counts_on(review.as_of)
        for flag in review.team.flags
    ):
        percent += worth.flagged
    return percent
