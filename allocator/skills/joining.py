"""Joins an audit to allocation: a batch with agreed levels and grades, and the skills that plans ask to practise."""

from collections import defaultdict
from collections.abc import Sequence

from allocator.domain.development import AgreedGrade, Goal
from allocator.domain.skills_audit import Levelled
from allocator.domain.team import Team
from allocator.domain.worker import Worker
from allocator.policy.framework import Framework
from allocator.skills.picture import rated
from allocator.tables.batch import Batch


def joined(
    batch: Batch,
    framework: Framework,
    levels: Sequence[Levelled] = (),
    goals: Sequence[Goal] = (),
    grades: Sequence[AgreedGrade] = (),
) -> Team:
    """The team of a batch as the audit leaves it; what the audit says nothing of stays as it was.

    Only competencies that cases may ask for concern allocation. Where there are goals, they take the place of what
    the workers table said people were developing: a plan that has ended should not go on stretching anybody.
    """
    team = batch.team.changed(reductions=batch.reductions or batch.team.reductions)
    skills = framework.skills
    team = rated(team, [one for one in levels if one.competency in skills])
    practised: dict[str, set[str]] = defaultdict(set)
    for goal in goals:
        if goal.competency in skills:
            practised[goal.worker_id].add(goal.competency)
    agreed = {one.worker_id: one for one in grades}

    def as_agreed(worker: Worker) -> Worker:
        changes: dict[str, object] = {}
        if goals:
            changes["developing"] = frozenset(practised[worker.worker_id])
        if grade := agreed.get(worker.worker_id):
            changes["seniority"] = grade.seniority
            changes["seniority_date"] = grade.date
        return worker.changed(**changes) if changes else worker

    return team.changed(workers=tuple(as_agreed(worker) for worker in team.workers))
