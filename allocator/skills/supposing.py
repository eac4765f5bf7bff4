"""Proposals as if some people had skills they do not have, everything else as it is."""

from collections.abc import Mapping
from typing import NamedTuple

from allocator.domain.skills_unlocks import Outcome
from allocator.domain.worker import Rating
from allocator.pipeline.steps import judged, solved
from allocator.problem.pose import pose
from allocator.skills.picture import Picture
from allocator.solvers.answer import Limits
from allocator.solvers.catalogue import ENGINE
from allocator.workload.measure import Workload

# The level each worker is given in each skill, as if they had it.
Given = Mapping[str, Mapping[str, int]]


class Proposed(NamedTuple):
    """A proposal in short, and which cases it leaves."""

    outcome: Outcome
    left: frozenset[str]


def propose(picture: Picture, given: Given, limits: Limits) -> Proposed:
    """What the engine proposes as if some people had these levels; judged like any proposal."""
    workload = trained(picture.workload, given)
    problem = pose(workload)
    solution = solved(workload, problem, limits, ENGINE)
    measures = judged(workload, problem, solution, ENGINE).measures
    placed = {
        case_id
        for group, choice in zip(problem.groups, solution.choices, strict=True)
        if choice is not None
        for case_id in group.case_ids
    }
    outcome = Outcome(
        placed=measures.placed,
        unplaced=measures.unplaced,
        unplaced_weight=solution.cost.unplaced,
        skill_match_percent=measures.mean_skill_match_percent,
        proven=solution.cost.unplaced == solution.bound.unplaced,
    )
    waiting = {case.case_id for case in workload.team.waiting}
    return Proposed(outcome, frozenset(waiting - placed))


def trained(workload: Workload, given: Given) -> Workload:
    """The same people, what they hold and what waits, with some at a level they have not reached."""
    if not given:
        return workload
    team, standing = workload.team, workload.standing
    # On paper the levels are agreed, and no older rating of the same skill may speak against them. Whatever else is
    # known, or assumed where nothing is, stays.
    kept = [
        rating
        for rating in team.ratings
        if rating.skill not in given.get(rating.worker_id, ())
    ]
    assumed = [
        Rating(
            worker_id=worker.worker_id, skill=name, level=standing.skill(worker, name)
        )
        for worker in team.workers
        if worker.worker_id in given and standing.skills_are_assumed(worker)
        for name in workload.policy.competency.skills
        if name not in given[worker.worker_id]
    ]
    new = [
        Rating(worker_id=worker_id, skill=name, level=level)
        for worker_id, levels in given.items()
        for name, level in levels.items()
    ]
    later = team.changed(ratings=(*kept, *assumed, *new))
    # What people hold does not depend on what they can do, so nobody is weighed again.
    return workload.asking(later)
