"""The goals of everyone's development plan: what training was planned, and what practice beside a mentor can give."""

import datetime
from collections import defaultdict
from collections.abc import Iterator

from allocator.domain.development import Course, Goal
from allocator.domain.months import months_after
from allocator.domain.worker import Worker
from allocator.skills.mentors import mentors
from allocator.skills.training import Planned
from allocator.skills.worth import Worth
from allocator.solvers.answer import Limits


def goals_of(planned: Planned, limits: Limits | None = None) -> tuple[Goal, ...]:
    """A goal for everything planned, then for each person the gaps worth most that practice could close a level of.

    Nobody has more goals than the framework says; each has a mentor as far as there are any.
    """
    given: dict[str, list[Goal]] = defaultdict(list)
    courses = {course.course_id: course for course in planned.courses}
    for seat in planned.account.seats:
        course = courses[seat.course_id]
        given[seat.worker_id].append(
            Goal(
                worker_id=seat.worker_id,
                competency=seat.competency,
                from_level=seat.from_level,
                to_level=seat.to_level,
                how=course.kind,
                course_id=course.course_id,
                by=_ends(course) or _plan_ends(planned),
            )
        )
    goals = [
        goal
        for worker in planned.picture.people
        for goal in [
            *given[worker.worker_id],
            *_practice(planned, worker, given[worker.worker_id]),
        ]
    ]
    beside = mentors(planned.picture, goals, limits)
    return tuple(
        goal.changed(mentor_id=mentor_id)
        for goal, mentor_id in zip(goals, beside, strict=True)
    )


def _practice(planned: Planned, worker: Worker, given: list[Goal]) -> Iterator[Goal]:
    """Gaps that no course closes, a level each, those worth most first."""
    picture, worth = planned.picture, planned.worth
    most = picture.framework.development.goals_each - len(given)
    planned_already = {goal.competency for goal in given}
    short = [
        competency
        for competency in picture.asked(worker)
        if competency not in planned_already
        and worth.missing_levels(worker, competency)
    ]
    short.sort(key=lambda competency: -_worth(worth, worker, competency))
    for competency in short[: max(0, most)]:
        held = picture.held(worker, competency)
        yield Goal(
            worker_id=worker.worker_id,
            competency=competency,
            from_level=held,
            to_level=held + 1,
            how="joint_work",
            by=_plan_ends(planned),
        )


def _worth(worth: Worth, worker: Worker, competency: str) -> int:
    """What closing a whole gap would be worth."""
    levels = worth.missing_levels(worker, competency)
    return levels * worth.of_level(worth.scope(worker), competency)


def _ends(course: Course) -> datetime.date | None:
    if course.start is None:
        return None
    return course.start + datetime.timedelta(days=max(0, int(course.days) - 1))


def _plan_ends(planned: Planned) -> datetime.date:
    months = planned.picture.framework.development.months
    return months_after(planned.account.as_of, months)
