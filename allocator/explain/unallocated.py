"""Why nobody: who is ruled out by what once the proposal is made, and the smallest change that would help."""

from collections.abc import Iterator, Mapping, Sequence

from allocator.audit.review import Review
from allocator.domain.account import Excluded, Unallocated, Unblock
from allocator.domain.case import Case
from allocator.domain.worker import Worker
from allocator.explain.changes import OFFERS, who_is_needed
from allocator.problem.movable import is_full
from allocator.problem.screen import Refusal, refusals
from allocator.problem.support import want_of_support
from allocator.workload.measure import Workload

_SUGGESTIONS = 3
_FULL = Refusal(
    "beyond_a_limit_already", "Is beyond a limit now, so is given nothing in this run."
)
_NOT_ASKED = Refusal(
    "not_to_be_given_cases", "Is not among those whom this run may give held cases."
)
_COULD = Refusal("", "Could take it; the search ended before it was placed.")


def unallocated(review: Review, cases: Sequence[Case]) -> tuple[Unallocated, ...]:
    """One account for each case of a household that is left waiting."""
    refused = {
        worker.worker_id: _kept_out(review, cases, worker)
        or _refused(review.after, cases, worker)
        for worker in review.team.workers
    }
    excluded = tuple(
        Excluded(worker_id=worker_id, rule=found[0].rule, reason=found[0].reason)
        for worker_id, found in refused.items()
    )
    unblock = tuple(_unblock(review.after, cases, refused))[:_SUGGESTIONS]
    if not unblock:
        text = who_is_needed(review.after, cases)
        unblock = (Unblock(change="add_worker", text=text),)
    default = review.policy.priorities.default_urgency
    return tuple(
        Unallocated(
            case_id=case.case_id,
            urgency=case.urgency or default,
            excluded=excluded,
            unblock=unblock,
        )
        for case in cases
    )


def _kept_out(review: Review, cases: Sequence[Case], worker: Worker) -> list[Refusal]:
    """What keeps a worker from any case, or from those that others held, in a run that rebalances."""
    asked = review.asked
    if asked is None:
        return []
    if worker.worker_id in asked.leavers:
        return [Refusal("carries_cases", "Leaves.")]
    if is_full(review.before, worker, cases):
        return [_FULL]
    is_held = any(case.case_id in review.leaving for case in cases)
    return [] if asked.may_gain(worker) or not is_held else [_NOT_ASKED]


def _refused(
    workload: Workload, cases: Sequence[Case], worker: Worker
) -> list[Refusal]:
    """Every rule that keeps a worker from the household after the proposal, the want of a co-worker included."""
    refused = list(refusals(workload, cases, worker))
    if support := want_of_support(workload, cases, worker):
        refused.append(support)
    return refused or [_COULD]


def _unblock(
    workload: Workload, cases: Sequence[Case], refused: Mapping[str, list[Refusal]]
) -> Iterator[Unblock]:
    """The smallest change of each kind for those whom only one rule keeps from the household."""
    for rule, offer in OFFERS.items():
        offers = [
            offer(workload, cases, workload.team.worker[worker_id])
            for worker_id, found in refused.items()
            if [refusal.rule for refusal in found] == [rule]
        ]
        if offers:
            least = min(offers)
            yield Unblock(change=least.change, text=least.text)
