"""What a proposal costs, worked out from the records by the plainest arithmetic there is."""

from decimal import ROUND_HALF_UP, Decimal
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
    """The goals of a proposal, counted from where the team stands now."""
    return Goals(
        _unplaced(review), _unsafe(review), _uneven(review) + _ill_suited(review)
    )


def _unplaced(review: Review) -> int:
    priorities = review.policy.priorities
    weights = priorities.unplaced.model_dump()
    return sum(
        weights[case.urgency or priorities.default_urgency]
        for case in review.team.waiting
        if case.case_id not in review.placement
    )


def _unsafe(review: Review) -> int:
    """Each step of load beyond a limit counts the weight of the highest limit it is beyond."""
    found = 0
    for worker_id, before in review.before.holdings.items():
        capacity = before.capacity.quanta
        for step in range(before.held, review.after.holdings[worker_id].held):
            beyond = [
                s.weight
                for s in review.policy.priorities.over_safe
                if step >= capacity * s.from_percent // 100
            ]
            found += max(beyond, default=0)
    return found


def _uneven(review: Review) -> int:
    """Each unit of load counts the percentage of capacity at its middle; new work counts again among new work."""
    balance = review.policy.priorities.balance
    found = 0
    for worker_id, before in review.before.holdings.items():
        capacity = max(1, before.capacity.quanta)
        for unit in range(review.after.holdings[worker_id].held - before.held):
            all_work = _percent_at(before.held + unit, capacity, balance.step_percent)
            new_work = _percent_at(before.recent + unit, capacity, balance.step_percent)
            found += all_work + int(new_work * balance.recent_intake_percent / 100)
    return found


def _percent_at(load: int, capacity: int, step: int) -> int:
    """Utilisation half a unit beyond a load, in percent rounded down to a multiple of the step."""
    percent = Decimal(100) * (2 * load + 1) / (2 * capacity)
    return int(percent // step) * step


def _ill_suited(review: Review) -> int:
    """What each placed case misses in skill, continuity, place, language and development, times its size."""
    found = 0
    for placed in review.placed:
        sizes = review.before.scale.together(placed.cases)
        for case, asked in zip(placed.cases, sizes, strict=True):
            points = asked.quanta * _percent(review, case, placed.worker)
            found += int(points.to_integral_value(ROUND_HALF_UP))
    return found


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
    return percent
