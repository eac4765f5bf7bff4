"""Development plans as pages to talk over, a sheet for each person, and the pairings as a table."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from allocator.domain.development import DevelopmentPlan, PlannedGoal, Practice
from allocator.report.rendering import render
from allocator.report.skills_seen import Seen
from allocator.report.skills_study import made_by
from allocator.report.tables import csv_text
from allocator.report.wording import amount, count, day, listed

PAGE = "development-plans.html"


class PlansFound(NamedTuple):
    """Everyone's plan, the framework's version and the program's."""

    plans: tuple[DevelopmentPlan, ...]
    seen: Seen
    version: str


def lead(found: PlansFound) -> str:
    """How many plans with how many goals, and how many goals have a mentor."""
    goals = [one.goal for plan in found.plans for one in plan.goals]
    if not goals:
        return "Nobody has goals yet."
    mentored = sum(bool(goal.mentor_id) for goal in goals)
    return f"{count(len(found.plans), 'plan')} with {count(len(goals), 'goal')}; {mentored:,} of them have a mentor."


def findings(found: PlansFound) -> Iterator[str]:
    """Who has no mentor, and who mentors most."""
    alone = [
        f"{found.seen.named(one.goal.competency)} for {found.seen.person(plan.worker_id)}"
        for plan in found.plans
        for one in plan.goals
        if not one.goal.mentor_id
    ]
    if alone:
        more = f" and {len(alone) - 3:,} more" if len(alone) > 3 else ""
        yield f"No mentor for {listed(alone[:3])}{more}: nobody far enough above has time, or nobody is."


def rendered(found: PlansFound) -> dict[str, bytes]:
    """What each file holds, by name."""
    texts = {PAGE: page(found), "practice.csv": _practice(found)}
    return {name: text.encode() for name, text in texts.items()}


def page(found: PlansFound) -> str:
    """Every plan, each on a sheet of its own; the same plans give the same text."""
    return render(
        "skills_plans.html",
        seen=found.seen,
        version=f"{found.seen.framework.name}, version {found.seen.framework.version}",
        lead=lead(found),
        findings=list(findings(found)),
        plans=[
            (
                found.seen.person(plan.worker_id),
                plan.team,
                _goals(found.seen, plan.goals),
            )
            for plan in found.plans
        ],
        footer=made_by(found.version),
    )


class Told(NamedTuple):
    """One goal in words."""

    title: str
    aim: str
    means: str
    how: str
    mentor: str
    practice: tuple[str, ...]
    by: str


def _goals(seen: Seen, goals: Sequence[PlannedGoal]) -> list[Told]:
    return [
        Told(
            title=seen.title(one.goal.competency),
            aim=f"From level {one.goal.from_level} to level {one.goal.to_level}",
            means=one.level_means,
            how=_how(one),
            mentor=seen.person(one.goal.mentor_id) if one.goal.mentor_id else "",
            practice=tuple(_where(seen, one, each) for each in one.practice),
            by=day(one.goal.by) if one.goal.by else "",
        )
        for one in goals
    ]


def _how(one: PlannedGoal) -> str:
    course = one.course
    if one.goal.how == "joint_work":
        return "Practice beside somebody who does it well"
    what = "A course" if one.goal.how == "course" else "Learning of their own"
    if course is None:
        return what
    when = f", from {day(course.start)}" if course.start else ""
    return (
        f"{what}: {course.title or course.course_id}, {amount(course.days)} days{when}"
    )


def _where(seen: Seen, one: PlannedGoal, each: Practice) -> str:
    what = f"which looks for {seen.named(one.goal.competency)} {each.level}"
    if each.with_mentor:
        return f"Beside {seen.person(one.goal.mentor_id)} on {each.case_id}, {what}"
    with_whom = (
        f" with {seen.person(one.goal.mentor_id)}"
        if one.goal.mentor_id
        else ", jointly"
    )
    return f"Holding {each.case_id}{with_whom}, {what}; it waits for a worker"


def _practice(found: PlansFound) -> str:
    """One row for every goal and case it could be practised on; a goal without any has one row."""
    heading = (
        "worker_id", "team", "competency", "from_level", "to_level", "mentor_id", "case_id", "level", "where",
    )  # fmt: skip
    rows = (
        (
            plan.worker_id, plan.team, one.goal.competency, one.goal.from_level, one.goal.to_level,
            one.goal.mentor_id, each.case_id if each else "", each.level if each else None,
            "" if each is None else "mentor's case" if each.with_mentor else "waiting case",
        )
        for plan in found.plans
        for one in plan.goals
        for each in (one.practice or (None,))
    )  # fmt: skip
    return csv_text(heading, rows)
