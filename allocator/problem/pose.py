"""Turns a team under a policy into the problem in integers."""

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from allocator.domain.case import Case
from allocator.domain.worker import Worker
from allocator.policy.priorities import Priorities
from allocator.problem.posed import (
    UNLIMITED,
    Curve,
    Group,
    Helper,
    Pair,
    Post,
    Problem,
    Supervisor,
    Support,
    total,
)
from allocator.problem.screen import in_force
from allocator.problem.support import is_joint, may_help, may_lead, needs_lead
from allocator.problem.trade_offs import percent
from allocator.workload.measure import Workload

# Cases, each with its size in steps.
Sized = Sequence[tuple[Case, int]]


def pose(workload: Workload) -> Problem:
    """Every waiting household, every worker who may hold it, and what each choice adds and costs."""
    groups = [
        group(workload, cases) for cases in workload.households(workload.team.waiting)
    ]
    return of_groups(workload, groups)


def of_groups(workload: Workload, groups: Sequence[Group]) -> Problem:
    """The problem of placing groups on top of what everyone holds in the workload."""
    most = sum(_most_demanded(group) for group in groups)
    posts = tuple(_post(workload, worker, most) for worker in workload.team.workers)
    supervised = workload.policy.holds("supervision_within_reach")
    return Problem(posts, tuple(groups), _supervisors(workload) if supervised else ())


def even_curve(
    capacity: int, held: int, room: int, step: int, worth: Decimal = Decimal(1)
) -> Curve:
    """What adding load costs evenness.

    Each unit of load counts the utilisation at its middle, in percent rounded down to ``step``.
    This is the square of utilisation cut into straight pieces, so the most loaded are relieved first.
    """
    capacity = max(1, capacity)
    starts: list[int] = []
    slopes: list[int] = []

    def level_at(load: int) -> int:
        return 50 * (2 * load + 1) // (capacity * step)

    for level in range(level_at(held), level_at(held + room) + 1):
        # The first load whose middle reaches the level.
        start = max(0, -(-(level * step * capacity - 50) // 100) - held)
        slope = int(level * step * worth)
        if starts and start == starts[-1]:
            slopes[-1] = slope
        elif not slopes or slope > slopes[-1]:
            starts.append(start)
            slopes.append(slope)
    return Curve(tuple(starts), tuple(slopes))


def over_curve(capacity: int, held: int, priorities: Priorities) -> Curve:
    """What adding load costs safety: each step beyond the safe limit, more the further over."""
    steps: dict[int, int] = {}
    for limit in priorities.over_safe:
        steps[max(0, capacity * limit.from_percent // 100 - held)] = limit.weight
    return Curve(tuple(steps), tuple(steps.values()))


def _post(workload: Workload, worker: Worker, most: int) -> Post:
    """One worker in integers; ``most`` is all that could ever be added where no ceiling holds."""
    policy, holding = workload.policy, workload.holdings[worker.worker_id]
    stands = workload.stands.holdings[worker.worker_id]
    capacity, balance = holding.capacity.quanta, policy.priorities.balance
    left = max(0, workload.ceiling(worker) - holding.held)
    room = left if policy.holds("within_ceiling") else most
    return Post(
        worker_id=worker.worker_id,
        held=holding.held,
        cases=holding.cases,
        recent_cases=stands.recent_cases,
        carries_cases=worker.carries_cases,
        room=room,
        case_room=_room(
            workload.case_limit(worker),
            holding.cases,
            policy.holds("within_case_limit"),
        ),
        new_case_room=_room(
            workload.new_case_limit(worker),
            stands.recent_cases,
            policy.holds("within_new_case_limit"),
        ),
        unsafe=over_curve(capacity, holding.held, policy.priorities),
        uneven=total(
            [
                even_curve(capacity, holding.held, room, balance.step_percent),
                even_curve(
                    capacity,
                    stands.recent,
                    room,
                    balance.step_percent,
                    balance.recent_intake_percent / Decimal(100),
                ).later(stands.held - holding.held),
            ]
        ),
    )


def _most_demanded(group: Group) -> int:
    demands = [pair.demand for pair in group.pairs]
    return max(demands + [helper.demand for helper in group.helpers], default=0)


def _room(limit: int | None, held: int, holds: bool) -> int:
    return max(0, limit - held) if limit is not None and holds else UNLIMITED


def group(
    workload: Workload,
    cases: Sequence[Case],
    may_hold: Callable[[Worker], bool] = lambda worker: True,
    may_share: Callable[[Worker], bool] = lambda worker: True,
) -> Group:
    """One household in integers, open to those who pass the rules and may hold or share it."""
    workers = workload.team.workers
    helpers: tuple[Helper, ...] = ()
    supported = workload.policy.holds("joint_work_supported")
    joint = supported and is_joint(cases)
    checks = in_force(workload.policy)
    able = [
        (index, worker)
        for index, worker in enumerate(workers)
        if may_hold(worker)
        and not any(check(workload, cases, worker) for check in checks)
    ]
    lacking = {
        index
        for index, worker in able
        if supported and needs_lead(workload, cases, worker)
    }
    if joint or lacking:
        helpers = tuple(
            Helper(
                index,
                workload.adds_co_working(cases, worker),
                may_lead(workload, cases, worker),
            )
            for index, worker in enumerate(workers)
            if may_share(worker) and may_help(workload, cases, worker)
        )
    sizes = sized(workload, cases)
    pairs = []
    for index, worker in able:
        support = (
            Support.LEAD
            if index in lacking
            else Support.COMPANION
            if joint
            else Support.NONE
        )
        if not _supported(helpers, index, support):
            continue
        pairs.append(
            Pair(
                index,
                workload.adds(cases, worker),
                match_cost(workload, sizes, worker),
                sum(workload.supervision(case, worker) for case in cases),
                support,
            )
        )
    weights = workload.policy.priorities.unplaced.model_dump()
    return Group(
        case_ids=tuple(case.case_id for case in cases),
        urgency=sum(
            weights[case.urgency or workload.policy.priorities.default_urgency]
            for case in cases
        ),
        required=any(case.case_id in workload.team.must for case in cases),
        pairs=tuple(pairs),
        helpers=helpers,
    )


def sized(workload: Workload, cases: Sequence[Case]) -> Sized:
    """Each case with what it asks of an ordinary worker, by which a good match is measured."""
    asked = workload.scale.together(cases)
    return [(case, of_it.quanta) for case, of_it in zip(cases, asked, strict=True)]


def match_cost(
    workload: Workload,
    cases: Sized,
    worker: Worker,
    prices: Mapping[str, Decimal] = MappingProxyType({}),
) -> int:
    """What giving cases to a worker costs beyond their workload; ``prices`` in points are added, by case."""
    costs = (
        quanta * (percent(workload, case, worker) + prices.get(case.case_id, 0))
        for case, quanta in cases
    )
    return sum(int(cost.to_integral_value(ROUND_HALF_UP)) for cost in costs)


def _supported(helpers: Sequence[Helper], worker: int, support: Support) -> bool:
    """Whether someone else can be the co-worker a pair needs."""
    return support is Support.NONE or any(
        helper.worker != worker and (helper.leads or support is Support.COMPANION)
        for helper in helpers
    )


def _supervisors(workload: Workload) -> tuple[Supervisor, ...]:
    order = {
        worker.worker_id: index for index, worker in enumerate(workload.team.workers)
    }
    return tuple(
        Supervisor(
            supervisor_id,
            workload.supervision_room(workload.team.worker[supervisor_id]),
            tuple(order[worker_id] for worker_id in supervised),
        )
        for supervisor_id, supervised in workload.team.supervised_by.items()
    )
