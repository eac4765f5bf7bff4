"""Turns a team whose held cases may move into the problem in integers.

What may move is taken off whoever holds it, and given anew together with what waits. A household that nobody moves
goes back to its holder, who needs no rule for that and pays no price.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from allocator.domain.case import Case
from allocator.domain.rebalancing import Rebalancing
from allocator.domain.worker import Worker
from allocator.policy.priorities import Moves
from allocator.problem.movable import Movable, is_full, movable, price
from allocator.problem.pose import group, match_cost, of_groups, sized
from allocator.problem.posed import Group, Pair, Problem, Support
from allocator.problem.screen import refusals
from allocator.problem.support import is_joint, needs_lead
from allocator.workload.measure import Workload


class Released(NamedTuple):
    """A team as it stands, without what may move, and what that is."""

    stands: Workload
    base: Workload
    movable: Movable
    asked: Rebalancing
    terms: Moves


def pose_moves(workload: Workload, asked: Rebalancing, terms: Moves) -> Problem:
    """Every waiting household and every held one that may move, who may hold it, what each choice adds and costs."""
    found = movable(workload, asked, terms)
    base = workload.released(found.case_ids, asked.leavers)
    released = Released(workload, base, found, asked, terms)
    free = {case.case_id for cases in found.free for case in cases}
    waiting = [case for case in base.team.waiting if case.case_id not in free]
    groups = [
        *(_to_place(released, cases) for cases in base.households(waiting)),
        *(_to_move(released, cases) for cases in found.free),
    ]
    return replace(of_groups(base, groups), most_moves=asked.moves)


def _to_place(released: Released, cases: Sequence[Case]) -> Group:
    """A household that has nobody, or whose worker leaves."""
    stands, base, _, asked, _ = released
    is_held = any(stands.team.case[case.case_id].worker_id for case in cases)
    sharing = {case.co_worker_id for case in cases if _is_shared(released, case)}

    def may_hold(worker: Worker) -> bool:
        return (asked.may_gain(worker) or not is_held) and not (
            is_full(stands, worker, cases) or worker.worker_id in asked.leavers
        )

    def may_share(worker: Worker) -> bool:
        # Whoever shares a case already goes on sharing it, however full they are.
        return worker.worker_id in sharing or _may_share(released, cases, worker)

    found = group(base, cases, may_hold, may_share)
    for index, worker in enumerate(base.team.workers):
        if worker.worker_id in sharing and may_hold(worker):
            pair = _taken_over(base, cases, index)
            others = [other for other in found.pairs if other.worker != index]
            found = replace(found, pairs=_in_order([*others, *pair]))
    return found


def _is_shared(released: Released, case: Case) -> bool:
    """Whether a case of someone who leaves has a co-worker who stays."""
    return bool(case.co_worker_id and released.stands.team.case[case.case_id].worker_id)


def _taken_over(base: Workload, cases: Sequence[Case], index: int) -> list[Pair]:
    """The pair with the co-worker of someone who leaves: where they may hold the household alone, they can."""
    worker = base.team.workers[index]
    alone = [
        case.changed(co_worker_id="") if case.co_worker_id == worker.worker_id else case
        for case in cases
    ]
    supported = base.policy.holds("joint_work_supported")
    if supported and (is_joint(alone) or needs_lead(base, alone, worker)):
        return []
    if next(refusals(base, alone, worker), None) is not None:
        return []
    return [
        Pair(
            index,
            base.adds(alone, worker),
            match_cost(base, sized(base, alone), worker),
            sum(base.supervision(case, worker) for case in alone),
            Support.NONE,
        )
    ]


def _to_move(released: Released, held: Sequence[Case]) -> Group:
    """A household that may leave its holder, or stay: the holder's pair is what they hold now, at no price."""
    stands, base, _, asked, terms = released
    cases = [base.team.case[case.case_id] for case in held]
    sizes = sized(base, cases)
    prices = {case.case_id: price(stands, case, terms) for case in held}
    index = next(
        n
        for n, worker in enumerate(base.team.workers)
        if worker.worker_id == held[0].worker_id
    )
    holder = base.team.workers[index]

    def may_hold(worker: Worker) -> bool:
        return (
            worker is not holder
            and asked.may_gain(worker)
            and not is_full(stands, worker, cases)
        )

    found = group(base, cases, may_hold, partial(_may_share, released, cases))
    moves = [
        pair._replace(
            cost=match_cost(base, sizes, base.team.workers[pair.worker], prices)
        )
        for pair in found.pairs
    ]
    stay = Pair(
        index,
        sum(stands.asked[case.case_id].quanta for case in held),
        match_cost(base, sizes, holder),
        sum(stands.supervision(case, holder) for case in held),
        Support.NONE,
    )
    return replace(found, required=True, pairs=_in_order([*moves, stay]), holder=index)


def _may_share(released: Released, cases: Sequence[Case], worker: Worker) -> bool:
    """Whether someone may newly be the co-worker of a household."""
    is_leaving = worker.worker_id in released.asked.leavers
    full = is_full(released.stands, worker, cases, as_holder=False)
    return not is_leaving and not full


def _in_order(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    return tuple(sorted(pairs, key=lambda pair: pair.worker))
