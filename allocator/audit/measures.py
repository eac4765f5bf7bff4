"""What a proposal amounts to for everyone: the measures told beside every proposal."""

from statistics import pstdev

from allocator.audit.review import Review
from allocator.domain.account import Measures, Number
from allocator.domain.case import URGENCIES
from allocator.workload.measure import Holding


def measures(review: Review, rule_breaches: int) -> Measures:
    """Every measure, from the records after the proposal; None where there is nobody or nothing to measure."""
    holdings = _case_holders(review)
    percents = [holding.percent for holding in holdings if holding.percent is not None]
    matches = [
        review.before.matching.percent(case, placed.worker)
        for placed in review.placed
        for case in placed.cases
    ]
    waiting = [case for case in review.to_place if case.case_id not in review.placement]
    urgency = [
        case.urgency or review.policy.priorities.default_urgency for case in waiting
    ]
    possible = [
        case
        for case in review.team.waiting
        if _someone_known_is_here(review, case.known_worker_ids)
    ]
    kept = [
        case
        for case in possible
        if case.case_id in review.placement
        and review.placement[case.case_id].worker_id in case.known_worker_ids
    ]
    return Measures(
        placed=sum(case.case_id in review.placement for case in review.to_place),
        unplaced=len(waiting),
        unplaced_by_urgency={name: urgency.count(name) for name in URGENCIES},
        max_percent=max(percents, default=None),
        min_percent=min(percents, default=None),
        spread_percent=round(max(percents) - min(percents), 1) if percents else None,
        sd_percent=round(pstdev(percents), 2) if percents else None,
        over_safe_limit=sum(
            _is_over(holding, review.policy.priorities.safe_percent)
            for holding in holdings
        ),
        over_ceiling=sum(
            _is_over(holding, review.policy.priorities.ceiling_percent)
            for holding in holdings
        ),
        jain_index=_jain(percents),
        mean_skill_match_percent=round(sum(matches) / len(matches), 1)
        if matches
        else None,
        continuity_kept=len(kept),
        continuity_possible=len(possible),
        travel_minutes=_travel(review),
        rule_breaches=rule_breaches,
        moved=len(review.moved),
    )


def _case_holders(review: Review) -> list[Holding]:
    """Those who carry cases, and anyone else who holds some all the same."""
    holdings = review.after.holdings
    return [
        holdings[worker.worker_id]
        for worker in review.team.workers
        if review.after.team.works_cases(worker)
    ]


def _is_over(holding: Holding, percent: int) -> bool:
    return holding.held > holding.capacity.quanta * percent // 100


def _jain(percents: list[float]) -> float | None:
    """Jain's fairness index: 1 when all are equally utilised, 1/n when one holds everything."""
    if not percents:
        return None
    squares = sum(percent * percent for percent in percents)
    return round(sum(percents) ** 2 / (len(percents) * squares), 4) if squares else 1.0


def _someone_known_is_here(review: Review, known: tuple[str, ...]) -> bool:
    return any(
        i in review.team.worker and review.team.worker[i].carries_cases for i in known
    )


def _travel(review: Review) -> Number:
    """Minutes a week on the road to the cases placed."""
    minutes = [
        review.before.scale.travel_minutes(case, placed.worker)
        for placed in review.placed
        for case in placed.cases
    ]
    return round(float(sum(minutes)), 1)
