"""The next best worker for a household if everything else stays as proposed, and what would get worse."""

from collections.abc import Iterator

from allocator.audit.review import Review
from allocator.domain.account import RunnerUp
from allocator.domain.case import Case
from allocator.domain.worker import Worker
from allocator.explain.words import share
from allocator.problem.ledger import Choice, Ledger


def runner_up(review: Review, ledger: Ledger, index: int) -> RunnerUp | None:
    """The cheapest other worker for one placed household, everything else as proposed; None where nobody else fits."""
    chosen = ledger.take_back(index)
    if chosen is None:
        return None
    others = [
        option for option in ledger.options(index) if option.worker != chosen.worker
    ]
    found = None
    if others:
        best = min(others, key=lambda option: ledger.price(index, option))
        difference = ledger.price(index, best).minus(ledger.price(index, chosen))
        found = RunnerUp(
            worker_id=ledger.problem.posts[best.worker].worker_id,
            cost_difference=difference.total,
            what_gets_worse=tuple(_worse(review, ledger, index, chosen, best))
            or ("Nothing: it would do as well.",),
        )
    ledger.place(index, chosen)
    return found


def _worse(
    review: Review, ledger: Ledger, index: int, chosen: Choice, other: Choice
) -> Iterator[str]:
    """What the other choice would make worse, in the order of the goals; the household is not placed meanwhile."""
    group = ledger.problem.groups[index]
    proposed = ledger.problem.posts[chosen.worker].worker_id
    instead = ledger.problem.posts[other.worker].worker_id
    holding = review.before.holdings[instead]
    held = ledger.problem.posts[other.worker].held + ledger.added[other.worker]
    before, after = (
        share(load, holding, review.policy)
        for load in (held, held + group.pair(other.worker).demand)
    )
    new, old = ledger.price(index, other), ledger.price(index, chosen)
    if new.unsafe > old.unsafe:
        limit = review.policy.priorities.safe_percent
        yield f"Safety: {instead} would be at {after} of capacity; the safe limit is {limit}%."
    elif new.blended - group.pair(other.worker).cost > (
        old.blended - group.pair(chosen.worker).cost
    ):
        yield f"Balance: {instead} would go from {before} to {after} of capacity."
    for case_id in group.case_ids:
        case = review.team.case[case_id]
        yield from worse_match(
            review, case, review.team.worker[proposed], review.team.worker[instead]
        )


def worse_match(
    review: Review, case: Case, proposed: Worker, instead: Worker
) -> Iterator[str]:
    """What one case would miss with one worker instead of another."""
    matching = review.before.matching
    match, other = matching.percent(case, proposed), matching.percent(case, instead)
    about = case.case_id
    levels = matching.levels_short(case, instead) - matching.levels_short(
        case, proposed
    )
    if levels > 0 and other >= match:
        yield f"Match: {about} would be {levels} more skill levels short of what is looked for."
    elif other < match:
        yield f"Match: {about} would have {other:.0f}% of the skills looked for, not {match:.0f}%."
    if (
        proposed.worker_id in case.known_worker_ids
        and instead.worker_id not in case.known_worker_ids
    ):
        yield f"Continuity: the family of {about} would lose a worker it knows."
    if _is_far(case, instead) and not _is_far(case, proposed):
        yield f"Place: {about} is in {case.locality}, where {instead.worker_id} does not usually work."
    if case.languages <= proposed.languages and not case.languages <= instead.languages:
        yield f"Language: {instead.worker_id} does not speak the language of {about}."
    if review.before.is_flagged(instead) and not review.before.is_flagged(proposed):
        yield f"Care: {instead.worker_id} is to be spared, as agreed with them."
    if matching.practises(case, proposed) and not matching.practises(case, instead):
        yield f"Development: {proposed.worker_id} would lose practice their plan asks for."


def _is_far(case: Case, worker: Worker) -> bool:
    return bool(
        case.locality and worker.localities and case.locality not in worker.localities
    )
