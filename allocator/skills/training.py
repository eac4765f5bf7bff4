"""Training needs in order, and the courses worth most within a budget."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from typing import NamedTuple

from allocator.domain.account import PolicyName
from allocator.domain.development import Course
from allocator.domain.skills_gaps import FrameworkName
from allocator.domain.skills_unlocks import Unlocks
from allocator.domain.training import Need, Run, Seat, Training
from allocator.errors import BrokenAnswer
from allocator.skills.away import Weeks
from allocator.skills.choosing import TENTHS, Budget, Chosen, choose, tenths
from allocator.skills.gaps import is_withheld
from allocator.skills.picture import Picture
from allocator.skills.supposing import propose
from allocator.skills.unlocks import find_unlocks
from allocator.skills.worth import Chance, Worth
from allocator.solvers.answer import Limits

Tell = Callable[[str], None]


class Planned(NamedTuple):
    """The training that is planned, what it was weighed by, and everything that could have been chosen."""

    account: Training
    picture: Picture
    worth: Worth
    courses: tuple[Course, ...]


def plan_training(
    picture: Picture,
    courses: Sequence[Course],
    budget: Budget,
    limits: Limits | None = None,
    inputs: dict[str, str] | None = None,
    tell: Tell = lambda step: None,
    known: Unlocks | None = None,
) -> Planned:
    """The courses worth most within a budget, who attends them, and what could be placed afterwards.

    What training would unlock is found by proposing again, before the choice for each worker alone, unless it is
    known, and after it for everyone who would be trained together.
    """
    limits = limits or Limits()
    unlocks = known or find_unlocks(picture, limits, tell)
    worth, weeks = Worth(picture, unlocks.skills), Weeks(picture)
    chances = [
        one for one in worth.chances(courses) if weeks.can_go(one.worker, one.course)
    ]
    tell(f"Choosing among {len(chances)} places on courses")
    chosen = choose(worth, chances, budget, weeks, limits)
    if worth.together(chosen.taken) != chosen.points:
        raise BrokenAnswer(
            f"The training chosen is said to be worth {chosen.points} points; it is worth"
            f" {worth.together(chosen.taken)}."
        )
    tell("Proposing as if everyone had learnt what is planned")
    given: dict[str, dict[str, int]] = defaultdict(dict)
    for one in chosen.taken:
        given[one.worker.worker_id][one.course.competency] = one.course.to_level
    then = propose(picture, given, limits).outcome
    policy, runs = picture.workload.policy, tuple(_runs(chosen, worth))
    account = Training(
        framework=FrameworkName(
            name=picture.framework.name, version=picture.framework.version
        ),
        policy=PolicyName(name=policy.name, digest=policy.digest),
        as_of=picture.workload.as_of,
        seed=limits.seed,
        version=version("case-allocator"),
        inputs={**picture.inputs, **(inputs or {})},
        status="optimal" if chosen.points == chosen.bound else "feasible",
        money=budget.money,
        days=budget.days,
        money_used=sum(run.cost for run in runs),
        days_used=sum(tenths(one.course) for one in chosen.taken) / TENTHS,
        points=chosen.points,
        bound=chosen.bound,
        now=unlocks.now,
        then=then,
        needs=tuple(needs(worth, chances, chosen)),
        runs=runs,
        seats=tuple(_seat(worth, chosen, one) for one in chosen.taken),
    )
    return Planned(account, picture, worth, tuple(courses))


def needs(worth: Worth, chances: Sequence[Chance], chosen: Chosen) -> Iterator[Need]:
    """What each team could gain in each competency, the most points for a day of learning first."""
    offered: dict[tuple[str, str], list[Chance]] = defaultdict(list)
    for one in chances:
        offered[worth.scope(one.worker), one.course.competency].append(one)
    found = [
        _need(worth, place, offered.get(place, []), chosen) for place in worth.places
    ]
    wanting = sorted(
        (need for need in found if need.people or need.able < need.wanted),
        key=lambda need: (
            -(need.points_per_day or 0),
            -(need.levels or 0),
            need.team,
            need.competency,
        ),
    )
    for need in wanting:
        if is_withheld(worth.picture, need.team, need.competency):
            yield need.changed(people=None, levels=None, points=None)
        else:
            yield need


def _need(
    worth: Worth, place: tuple[str, str], offered: Sequence[Chance], chosen: Chosen
) -> Need:
    team, competency = place
    picture, cover = worth.picture, worth.cover.get(place)
    short = [
        levels
        for worker in picture.members(team)
        if worth.scope(worker) == team
        and (levels := worth.missing_levels(worker, competency))
    ]
    a_day = [worth.alone(one) / one.course.days for one in offered]
    return Need(
        team=team,
        competency=competency,
        people=len(short),
        levels=sum(short),
        able=cover.able if cover else 0,
        wanted=cover.wanted if cover else 0,
        unlocked_weight=max((one.unlocks for one in offered), default=0),
        points=sum(
            max(worth.alone(one) for one in offered if one.worker is worker)
            for worker in {one.worker.worker_id: one.worker for one in offered}.values()
        ),
        points_per_day=round(max(a_day), 1) if a_day else None,
        people_in_plan=sum(
            (worth.scope(one.worker), one.course.competency) == place
            for one in chosen.taken
        ),
    )


def _runs(chosen: Chosen, worth: Worth) -> Iterator[Run]:
    """Each course that is held, the most points for a day of learning first."""
    by_course: dict[str, list[Chance]] = defaultdict(list)
    for one in chosen.taken:
        by_course[one.course.course_id].append(one)
    runs = [_run(taken, chosen, worth) for taken in by_course.values()]
    yield from sorted(runs, key=lambda run: (-run.points / run.days, run.course_id))


def _run(taken: Sequence[Chance], chosen: Chosen, worth: Worth) -> Run:
    course = taken[0].course
    alone = course.kind == "individual"
    return Run(
        course_id=course.course_id,
        title=course.title,
        competency=course.competency,
        kind=course.kind,
        start=course.start,
        worker_ids=tuple(one.worker.worker_id for one in taken),
        days=tenths(course) * len(taken) / TENTHS,
        cost=course.cost * (len(taken) if alone else 1),
        points=_lost(worth, chosen, taken),
    )


def _seat(worth: Worth, chosen: Chosen, one: Chance) -> Seat:
    return Seat(
        worker_id=one.worker.worker_id,
        team=one.worker.team,
        course_id=one.course.course_id,
        competency=one.course.competency,
        from_level=one.from_level,
        to_level=one.course.to_level,
        days=one.course.days,
        points=_lost(worth, chosen, [one]),
    )


def _lost(worth: Worth, chosen: Chosen, without: Sequence[Chance]) -> int:
    """The points that a plan would lose without some of it."""
    rest = [one for one in chosen.taken if one not in without]
    return chosen.points - worth.together(rest)
