"""Where a goal can be practised: cases that look for the skill, beside the mentor or with one."""

from collections.abc import Iterator, Sequence

from allocator.domain.case import Case
from allocator.domain.development import (
    Course,
    DevelopmentPlan,
    Goal,
    PlannedGoal,
    Practice,
)
from allocator.problem.screen import (
    carries_cases,
    no_conflict_of_interest,
    within_team,
)
from allocator.report.privacy import withheld
from allocator.skills.picture import Picture

_MOST_EACH = 3
_FITTING = (carries_cases, no_conflict_of_interest, within_team)


def plans(
    picture: Picture, goals: Sequence[Goal], courses: Sequence[Course] = ()
) -> tuple[DevelopmentPlan, ...]:
    """A plan for everyone who has goals, in the batch's order."""
    offered = {course.course_id: course for course in courses}
    return tuple(
        DevelopmentPlan(
            worker_id=worker.worker_id,
            team=worker.team,
            goals=tuple(
                PlannedGoal(
                    goal=goal,
                    level_means=picture.framework.competencies[goal.competency].levels[
                        goal.to_level
                    ],
                    course=offered.get(goal.course_id),
                    practice=practice(picture, goal),
                )
                for goal in goals
                if goal.worker_id == worker.worker_id
            ),
        )
        for worker in picture.team.workers
        if any(goal.worker_id == worker.worker_id for goal in goals)
    )


def practice(picture: Picture, goal: Goal) -> tuple[Practice, ...]:
    """A few waiting cases within a stretch of what the person can do, then a few of the mentor's."""
    hidden = withheld(picture.team)
    waiting = [case for case in picture.team.waiting if case.case_id not in hidden]
    held = [
        case
        for case in picture.team.held_by.get(goal.mentor_id, ())
        if case.case_id not in hidden
    ]
    return (
        *_within_reach(picture, goal, waiting, with_mentor=False),
        *_within_reach(picture, goal, held, with_mentor=True),
    )


def _within_reach(
    picture: Picture, goal: Goal, cases: list[Case], *, with_mentor: bool
) -> list[Practice]:
    found = [
        Practice(case_id=case.case_id, level=level, with_mentor=with_mentor)
        for case, level in _looking(picture, goal, cases)
        if with_mentor or level <= goal.from_level + _reach(picture)
    ]
    # What asks for most of what they are to learn teaches most.
    found.sort(key=lambda one: -min(one.level, goal.to_level))
    return found[:_MOST_EACH]


def _looking(
    picture: Picture, goal: Goal, cases: list[Case]
) -> Iterator[tuple[Case, int]]:
    worker = picture.team.worker[goal.worker_id]
    for case in cases:
        level = picture.workload.matching.wanted(case).get(goal.competency, 0)
        fits = not any(check(picture.workload, [case], worker) for check in _FITTING)
        if level and fits and case.co_worker_id in ("", goal.worker_id):
            yield case, level


def _reach(picture: Picture) -> int:
    """Levels beyond what somebody can do that a case held jointly may ask of them; one where the policy says none."""
    return max(1, picture.workload.policy.competency.stretch_levels)
