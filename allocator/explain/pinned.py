"""Pinned households on their own: a part of a batch that is possible or not whatever else waits."""

from collections.abc import Collection, Sequence

from allocator.domain.case import Pin
from allocator.errors import Impossible, NoAnswerInTime
from allocator.policy.rules import ALWAYS_ON
from allocator.problem.pose import pose
from allocator.problem.posed import Problem
from allocator.solvers.answer import Limits
from allocator.workload.measure import Workload


def pins_that_matter(workload: Workload) -> list[Pin]:
    """Pins of households that must be placed: what else waits can go on waiting."""
    team = workload.team
    must = {team.case[case_id].household for case_id in team.must}
    return [
        pin
        for pin in team.pins
        if team.case[pin.case_id].is_waiting
        and team.case[pin.case_id].household in must
    ]


def alone(
    workload: Workload, pins: Sequence[Pin], rules: Collection[str] | None = None
) -> Problem:
    """The problem of nothing but households with some of the pins, under all rules or some of them."""
    team, policy = workload.team, workload.policy
    pinned = {team.case[pin.case_id].household for pin in pins if pin.kind == "must"}
    cases = (case for case in team.cases if case.worker_id or case.household in pinned)
    kept = (pin for pin in pins if team.case[pin.case_id].household in pinned)
    asked = team.changed(cases=tuple(cases), pins=tuple(kept))
    held = policy.rules if rules is None else {*rules, *ALWAYS_ON}
    return pose(workload.asking(asked, *(r for r in policy.rules if r not in held)))


def can_be_placed(problem: Problem, limits: Limits) -> bool:
    """Whether all that must be placed can be; so, too, where the limits end before it is known."""
    # A solver is imported when it is asked, so that help comes at once.
    from allocator.solvers import cp_sat

    try:
        cp_sat.place(problem, limits)
    except Impossible:
        return False
    except NoAnswerInTime:
        # Not proven impossible, so not part of what is proven to clash.
        return True
    return True
