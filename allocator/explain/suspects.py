"""Where to look for a clash among many pins: the cheapest certificate first, the few pins it names."""

from collections.abc import Iterator, Sequence

from allocator.domain.case import Pin
from allocator.errors import NoAnswerInTime
from allocator.explain.pinned import alone, can_be_placed
from allocator.explain.shortage import too_much, worst
from allocator.problem.posed import Problem
from allocator.solvers.answer import Limits
from allocator.workload.measure import Workload


def suspects(workload: Workload, pins: Sequence[Pin], limits: Limits) -> list[Pin]:
    """Those of some pins that cannot hold together, as few as a certificate names; all where none is borne out."""
    problem = alone(workload, pins)
    for groups in _certificates(problem, limits):
        cases = [c for index in groups for c in problem.groups[index].case_ids]
        households = {workload.team.case[case_id].household for case_id in cases}
        named = [
            pin
            for pin in pins
            if workload.team.case[pin.case_id].household in households
        ]
        if not can_be_placed(alone(workload, named), limits):
            return named
    return list(pins)


def _certificates(problem: Problem, limits: Limits) -> Iterator[Sequence[int]]:
    """Groups that perhaps cannot be placed together."""
    # A solver is imported when it is asked, so that help comes at once.
    from allocator.solvers.conflict import in_conflict

    nobody = (n for n, group in enumerate(problem.groups) if not group.pairs)
    for index in nobody:
        yield (index,)
    if found := too_much(problem):
        yield worst(problem, found).groups
    try:
        yield in_conflict(problem, limits)
    except NoAnswerInTime:
        return
