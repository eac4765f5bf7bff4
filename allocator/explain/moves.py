"""Why a held case would move: what its worker is relieved of and what the other brings; the most telling move first."""

from collections.abc import Iterator
from typing import NamedTuple

from allocator.audit.judge import Verdict
from allocator.audit.review import Placed, Review
from allocator.domain.account import Move
from allocator.domain.case import Case
from allocator.explain.reasons import suited
from allocator.explain.runner_up import worse_match
from allocator.explain.words import listed, share
from allocator.problem.ledger import Choice, Ledger
from allocator.problem.posed import Cost

_ALL_IN_ALL = "Better all in all under this policy."


class _Moved(NamedTuple):
    """One household that would move, and what it would be like with the household where it is, all else as proposed."""

    placed: Placed
    has_room: bool
    saved: Cost
    load_if_kept: int


def moves(verdict: Verdict, ledger: Ledger) -> list[Move]:
    """Every case that would move: those of people who leave first, then by what moving the household brings."""
    review = verdict.review
    index_of = {
        case_id: index
        for index, group in enumerate(ledger.problem.groups)
        for case_id in group.case_ids
    }
    told, others = [], []
    for placed in review.placed:
        index = index_of[placed.cases[0].case_id]
        holder, choice = ledger.problem.groups[index].holder, ledger.choices[index]
        if holder is not None and choice is not None:
            others.append(_moved(ledger, placed, index, choice, Choice(holder)))
            continue
        for case in placed.cases:
            if case.case_id in review.leaving:
                told.append(
                    _told(
                        verdict, placed, case, _because_they_leave(review, placed, case)
                    )
                )
    others.sort(key=lambda one: (one.has_room, Cost(0, 0, 0).minus(one.saved)))
    for one in others:
        for case in one.placed.cases:
            told.append(
                _told(verdict, one.placed, case, _because_it_helps(review, one, case))
            )
    return told


def _moved(
    ledger: Ledger, placed: Placed, index: int, choice: Choice, stay: Choice
) -> _Moved:
    ledger.take_back(index)
    has_room = any(option.worker == stay.worker for option in ledger.options(index))
    saved = ledger.price(index, stay).minus(ledger.price(index, choice))
    pair = ledger.problem.groups[index].pair(stay.worker)
    base = ledger.problem.posts[stay.worker].held + ledger.added[stay.worker]
    ledger.place(index, choice)
    return _Moved(placed, has_room, saved, base + pair.demand)


def _told(verdict: Verdict, placed: Placed, case: Case, because: Iterator[str]) -> Move:
    review = verdict.review
    held = review.team.case[case.case_id]
    started = held.start_date or held.referral_date
    return Move(
        case_id=case.case_id,
        group_id=case.group_id,
        from_worker_id=held.worker_id,
        to_worker_id=placed.worker.worker_id,
        co_worker_id=placed.co_worker.worker_id if placed.co_worker else "",
        weeks_held=None
        if started is None
        else max(0, (review.as_of - started).days // 7),
        units=review.policy.weighting.units(review.after.asked[case.case_id].quanta),
        relief=_relief(review, held.worker_id, placed.worker.worker_id),
        reasons=(*because, *suited(verdict, placed, case)) or (_ALL_IN_ALL,),
    )


def _relief(review: Review, giver: str, taker: str) -> str:
    """What everything proposed does to the two people's workload."""
    said = []
    for worker_id in (giver, taker):
        before, after = (
            share(w.holdings[worker_id].held, w.holdings[worker_id], review.policy)
            for w in (review.before, review.after)
        )
        said.append(f"{worker_id} from {before} to {after}")
    return f"Takes {said[0]} of capacity, and {said[1]}."


def _because_they_leave(review: Review, placed: Placed, case: Case) -> Iterator[str]:
    held = review.team.case[case.case_id]
    yield f"{held.worker_id} leaves."
    if held.co_worker_id == placed.worker.worker_id:
        yield "Has shared it so far, and goes on alone."
    elif placed.co_worker and held.co_worker_id == placed.co_worker.worker_id:
        yield f"{held.co_worker_id} goes on sharing it."


def _because_it_helps(review: Review, one: _Moved, case: Case) -> Iterator[str]:
    """What would be worse without the move, in the order of the goals."""
    held = review.team.case[case.case_id]
    holder, holding = held.worker_id, review.before.holdings[held.worker_id]
    given = [c for c, p in review.placement.items() if p.worker_id == holder]
    otherwise = share(one.load_if_kept, holding, review.policy)
    if not one.has_room:
        what = f" for {listed(given)}" if given else ""
        yield f"Makes room{what}: otherwise {holder} would have more than they may."
    elif one.saved.unsafe > 0:
        limit = review.policy.priorities.safe_percent
        yield f"Safety: otherwise {holder} would be at {otherwise} of capacity; the safe limit is {limit}%."
    elif one.load_if_kept > review.after.holdings[holder].held:
        yield f"Balance: otherwise {holder} would be at {otherwise} of capacity."
    for said in worse_match(
        review, case, one.placed.worker, review.team.worker[holder]
    ):
        yield f"With {holder}: {said.partition(': ')[2]}"
