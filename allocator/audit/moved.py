"""What must hold of cases that leave those who hold them, one function each."""

from collections.abc import Callable, Iterator

from allocator.audit.review import Review
from allocator.domain.rebalancing import Rebalancing

Finding = tuple[str, str]
Check = Callable[[Review, Rebalancing], Iterator[Finding]]


def only_what_may_move(review: Review, asked: Rebalancing) -> Iterator[Finding]:
    """Only cases that may move are moved, and never to the one who holds them."""
    may = review.leaving | review.may_move
    for case_id, placement in review.placement.items():
        holder = review.team.case[case_id].worker_id
        if holder and case_id not in may:
            yield case_id, "may not move"
        if holder == placement.worker_id:
            yield case_id, "is held by them already"


def within_who_may_gain(review: Review, asked: Rebalancing) -> Iterator[Finding]:
    """Held cases go only to those who may be given them, and nobody who leaves is given any case."""
    for placed in review.placed:
        held = [
            c.case_id for c in placed.cases if review.team.case[c.case_id].worker_id
        ]
        if placed.worker.worker_id in asked.leavers:
            yield (
                placed.cases[0].case_id,
                f"goes to {placed.worker.worker_id}, who leaves",
            )
        elif held and not asked.may_gain(placed.worker):
            yield held[0], f"may not go to {placed.worker.worker_id}"
        if placed.co_worker and placed.co_worker.worker_id in asked.leavers:
            yield placed.cases[0].case_id, "is shared with someone who leaves"


def nothing_left_behind(review: Review, asked: Rebalancing) -> Iterator[Finding]:
    """Every case of someone who leaves goes to somebody or is nobody's; no other case is nobody's."""
    returned = set(review.proposal.returned)
    for case_id in review.leaving:
        if (case_id in returned) == (case_id in review.placement):
            yield case_id, "stays with someone who leaves, or is placed and returned"
    for case_id in returned - review.leaving:
        yield case_id, "is taken from someone who stays"


def no_more_moves(review: Review, asked: Rebalancing) -> Iterator[Finding]:
    """No more households leave those who stay than was asked."""
    households = {
        review.team.case[case_id].household
        if review.policy.holds("household_together")
        else case_id
        for case_id in review.moved
        if case_id not in review.leaving
    }
    if asked.moves is not None and len(households) > asked.moves:
        yield "moves", f"{len(households)} households would move, {asked.moves} may"


def nothing_more_to_the_full(review: Review, asked: Rebalancing) -> Iterator[Finding]:
    """Whoever is beyond a limit already keeps what they hold and is given nothing."""
    holds, before = review.policy.holds, review.before
    for placed in review.placed:
        holding = before.holdings[placed.worker.worker_id]
        limit = placed.worker.max_cases
        if holds("within_case_limit") and limit is not None and holding.cases > limit:
            yield placed.worker.worker_id, "holds more cases than their limit"
        shared = {review.team.case[case.case_id].co_worker_id for case in placed.cases}
        for worker in (placed.worker, placed.co_worker):
            if worker is None:
                continue
            held, capacity = (
                before.holdings[worker.worker_id].held,
                before.capacity(worker).quanta,
            )
            ceiling = capacity * review.policy.priorities.ceiling_percent // 100
            goes_on = worker is placed.co_worker and worker.worker_id in shared
            if holds("within_ceiling") and held > ceiling and not goes_on:
                yield worker.worker_id, "is over the ceiling already"
        supervisor = review.team.worker.get(placed.worker.supervisor_id)
        if supervisor is None or not holds("supervision_within_reach"):
            continue
        asks = sum(before.supervision(case, placed.worker) for case in placed.cases)
        taken = sum(
            before.holdings[worker_id].supervision
            for worker_id in review.team.supervised_by[supervisor.worker_id]
        )
        if asks and taken > before.supervision_given(supervisor):
            yield supervisor.worker_id, "is asked for too much supervision already"


MOVE_CHECKS: tuple[Check, ...] = (
    only_what_may_move,
    within_who_may_gain,
    nothing_left_behind,
    no_more_moves,
    nothing_more_to_the_full,
)
