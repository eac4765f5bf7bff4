"""Every rule checked against the records, one function each; none of them shares code with the program."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from allocator.audit.moved import MOVE_CHECKS
from allocator.audit.review import Placed, Review
from allocator.domain.case import Case
from allocator.domain.worker import Worker


class Breach(NamedTuple):
    """A rule that a proposal breaks, where, and how in words."""

    rule: str
    about: str
    text: str


Finding = tuple[str, str]
Check = Callable[[Review], Iterator[Finding]]


def one_worker_per_case(review: Review) -> Iterator[Finding]:
    """Every case has one worker, or waits."""
    for case_id, times in Counter(
        placement.case_id for placement in review.proposal.placements
    ).items():
        if times > 1:
            yield case_id, f"is placed {times} times"
        if review.base.team.case[case_id].worker_id:
            yield case_id, "is held already"


def household_together(review: Review) -> Iterator[Finding]:
    """Siblings and households stay with one worker."""
    waiting = defaultdict(list)
    for case in review.base.team.cases:
        if case.is_waiting:
            waiting[case.household].append(case.case_id)
    for household, case_ids in waiting.items():
        given = {
            review.placement[c].worker_id if c in review.placement else ""
            for c in case_ids
        }
        if len(given) > 1:
            yield household, "is split"
        holders = set(review.base.team.holders.get(household, ()))
        if holders and not given - {""} <= holders:
            yield household, f"is held by {', '.join(sorted(holders))} already"


def carries_cases(review: Review) -> Iterator[Finding]:
    """Only people who carry cases are given cases."""
    for placed in review.placed:
        for worker in _people(placed):
            if not worker.carries_cases:
                yield worker.worker_id, "does not carry cases"


def within_team(review: Review) -> Iterator[Finding]:
    """A case that names a team is held by someone in that team."""
    for placed in review.placed:
        for worker in _people(placed):
            for case in placed.cases:
                if case.team and worker.team and case.team != worker.team:
                    yield (
                        case.case_id,
                        f"belongs to {case.team}, {worker.worker_id} works in {worker.team}",
                    )


def no_conflict_of_interest(review: Review) -> Iterator[Finding]:
    """Nobody holds a case they are barred from."""
    for placed in review.placed:
        for worker in _people(placed):
            for case in placed.cases:
                if worker.worker_id in case.barred_worker_ids:
                    yield case.case_id, f"{worker.worker_id} is barred"


def pins_hold(review: Review) -> Iterator[Finding]:
    """What people have pinned holds."""
    for pin in review.team.pins:
        placement = review.placement.get(pin.case_id)
        if review.team.case[pin.case_id].worker_id and placement is None:
            continue
        if pin.kind == "must" and (
            placement is None or placement.worker_id != pin.worker_id
        ):
            yield pin.case_id, f"is pinned to {pin.worker_id}"
        if (
            pin.kind == "never"
            and placement
            and pin.worker_id in (placement.worker_id, placement.co_worker_id)
        ):
            yield pin.case_id, f"is pinned never to go to {pin.worker_id}"


def qualification_covers(review: Review) -> Iterator[Finding]:
    """The worker has every qualification the work requires."""
    for placed in review.placed:
        for case in placed.cases:
            if (
                not review.before.matching.asks(case).qualifications
                <= placed.worker.qualifications
            ):
                yield case.case_id, f"{placed.worker.worker_id} lacks a qualification"


def skills_cover(review: Review) -> Iterator[Finding]:
    """The worker has every skill the case requires, or stretches to it beside someone who has."""
    reach = review.policy.competency.stretch_levels
    for placed in review.placed:
        for case in placed.cases:
            for skill, asked in review.before.matching.asks(case).required.items():
                short = asked - review.before.standing.skill(placed.worker, skill)
                stretches = (
                    skill in placed.worker.developing
                    and short <= reach
                    and _led(review, placed)
                )
                if short > 0 and not stretches:
                    yield case.case_id, f"{placed.worker.worker_id} is short of {skill}"


def seniority_covers(review: Review) -> Iterator[Finding]:
    """Every grade holds only what it may, and alone only what it may hold alone."""
    for placed in review.placed:
        for worker in _people(placed):
            for case in placed.cases:
                if case.type in review.before.standing.level(worker).never:
                    yield case.case_id, f"{worker.worker_id} may not hold {case.type}"
        level = review.before.standing.level(placed.worker)
        for case in placed.cases:
            if case.type in level.only_jointly and not _led(review, placed):
                yield (
                    case.case_id,
                    f"{placed.worker.worker_id} may hold {case.type} only jointly",
                )


def joint_work_supported(review: Review) -> Iterator[Finding]:
    """A case that needs two workers has a co-worker who can take it on, and no other case has one."""
    for placed in review.placed:
        about = placed.cases[0].case_id
        named = {case.co_worker_id for case in placed.cases if case.co_worker_id}
        if _taken_over(review, placed):
            # Whoever shared it with someone who leaves goes on alone.
            named.discard(placed.worker.worker_id)
            if placed.co_worker:
                yield about, "is taken over by its co-worker and shared all the same"
        joint = bool(named) or any(case.joint for case in placed.cases)
        if placed.co_worker is None:
            if joint:
                yield about, "needs a co-worker"
            continue
        if placed.co_worker.worker_id == placed.worker.worker_id:
            yield about, "has its own holder as co-worker"
        if named - {placed.co_worker.worker_id}:
            yield about, f"asks for {', '.join(sorted(named))} as co-worker"
        if not joint and not _alone_not_allowed(review, placed):
            yield about, "has a co-worker without need"


def has_capacity(review: Review) -> Iterator[Finding]:
    """Nobody without capacity in these weeks is given work."""
    for placed in review.placed:
        for worker in _people(placed):
            if review.before.capacity(worker).quanta == 0:
                yield worker.worker_id, "has no capacity"


def available_when_due(review: Review) -> Iterator[Finding]:
    """The worker is not on leave on the day the case is due."""
    for placed in review.placed:
        for worker in _people(placed):
            away = [
                r
                for r in review.team.reductions
                if r.worker_id == worker.worker_id and r.percent == 100
            ]
            for case in placed.cases:
                if case.due_date and any(
                    reduction.covers(case.due_date) for reduction in away
                ):
                    yield case.case_id, f"{worker.worker_id} is away when it is due"


def within_ceiling(review: Review) -> Iterator[Finding]:
    """Nobody is taken over the ceiling, and nobody already over it is given more."""
    for worker_id, after in review.after.holdings.items():
        ceiling = (
            after.capacity.quanta * review.policy.priorities.ceiling_percent // 100
        )
        if after.held > ceiling and after.held > review.before.holdings[worker_id].held:
            yield worker_id, f"is taken to {after.percent}% of capacity"


def within_case_limit(review: Review) -> Iterator[Finding]:
    """Nobody holds more cases than their limit."""
    for worker in review.team.workers:
        before, after = (
            w.holdings[worker.worker_id].cases for w in (review.before, review.after)
        )
        if worker.max_cases is not None and after > worker.max_cases and after > before:
            yield worker.worker_id, f"would hold {after} cases"


def within_new_case_limit(review: Review) -> Iterator[Finding]:
    """Nobody is given more new cases in the recent weeks than their grade allows."""
    given = Counter(placement.worker_id for placement in review.proposal.placements)
    for worker in review.team.workers:
        limit = review.before.new_case_limit(worker)
        new = (
            review.before.holdings[worker.worker_id].recent_cases
            + given[worker.worker_id]
        )
        if limit is not None and given[worker.worker_id] and new > limit:
            yield worker.worker_id, f"would have {new} new cases"


def supervision_within_reach(review: Review) -> Iterator[Finding]:
    """No supervisor is asked for more supervision than they can give."""
    for supervisor_id, team in review.team.supervised_by.items():
        before, after = (
            sum(w.holdings[i].supervision for i in team)
            for w in (review.before, review.after)
        )
        if after > before and after > review.before.supervision_given(
            review.team.worker[supervisor_id]
        ):
            yield supervisor_id, "is asked for more supervision than they can give"


CHECKS: tuple[Check, ...] = (
    one_worker_per_case,
    pins_hold,
    household_together,
    carries_cases,
    within_team,
    no_conflict_of_interest,
    qualification_covers,
    skills_cover,
    seniority_covers,
    joint_work_supported,
    has_capacity,
    available_when_due,
    within_ceiling,
    within_case_limit,
    within_new_case_limit,
    supervision_within_reach,
)


def breaches(review: Review) -> tuple[Breach, ...]:
    """Every rule that is switched on and broken, and what must hold of moves where any were asked for."""
    found = [
        Breach(check.__name__, about, text)
        for check in CHECKS
        if review.policy.holds(check.__name__)
        for about, text in check(review)
    ]
    if review.asked is not None:
        found += [
            Breach(move_check.__name__, about, text)
            for move_check in MOVE_CHECKS
            for about, text in move_check(review, review.asked)
        ]
    return tuple(found)


def _people(placed: Placed) -> list[Worker]:
    return (
        [placed.worker]
        if placed.co_worker is None
        else [placed.worker, placed.co_worker]
    )


def _led(review: Review, placed: Placed) -> bool:
    """Whether the co-worker could hold the household alone."""
    if placed.co_worker is None or not review.policy.holds("joint_work_supported"):
        return False
    return all(
        _could_hold_alone(review, case, placed.co_worker) for case in placed.cases
    )


def _taken_over(review: Review, placed: Placed) -> bool:
    """Whether a case of someone who leaves goes to whoever shared it."""
    return any(
        case.case_id in review.leaving and case.co_worker_id == placed.worker.worker_id
        for case in placed.cases
    )


def _alone_not_allowed(review: Review, placed: Placed) -> bool:
    """Whether the holder may hold the household only with support."""
    return not all(
        _could_hold_alone(
            review, case, placed.worker, asking=("seniority_covers", "skills_cover")
        )
        for case in placed.cases
    )


def _could_hold_alone(
    review: Review,
    case: Case,
    worker: Worker,
    asking: tuple[str, ...] = (
        "seniority_covers",
        "skills_cover",
        "qualification_covers",
    ),
) -> bool:
    asks, level = (
        review.before.matching.asks(case),
        review.before.standing.level(worker),
    )
    failing = {
        "seniority_covers": case.type in level.only_jointly,
        "skills_cover": any(
            review.before.standing.skill(worker, s) < n
            for s, n in asks.required.items()
        ),
        "qualification_covers": not asks.qualifications <= worker.qualifications,
    }
    return not any(failing[rule] and review.policy.holds(rule) for rule in asking)
