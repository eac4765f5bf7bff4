"""Required against held: for each person, for what a team's work looks for, and for the service."""

from collections.abc import Iterator, Sequence
from importlib.metadata import version

from allocator.domain.development import Outlook
from allocator.domain.skills_gaps import (
    FrameworkName,
    Gaps,
    GradeShown,
    PersonGap,
    WorkGap,
)
from allocator.domain.worker import Worker
from allocator.skills.cover import cover, leaving
from allocator.skills.picture import Picture
from allocator.skills.work import (
    Look,
    able,
    carriers,
    expected,
    is_short,
    levels_sought,
    looks,
)
from allocator.small_groups import withheld


def find_gaps(picture: Picture, forecast: Sequence[Outlook] = ()) -> Gaps:
    """Everything that is asked and not there, with the work that suffers for it."""
    policy = picture.workload.policy
    return Gaps(
        framework=FrameworkName(
            name=picture.framework.name, version=picture.framework.version
        ),
        policy=policy.name,
        unit=policy.weighting.unit,
        as_of=picture.workload.as_of,
        version=version("case-allocator"),
        inputs=picture.inputs,
        work=tuple(work_gaps(picture, forecast)),
        cover=tuple(cover(picture)),
        leaving=tuple(leaving(picture)),
        people=tuple(person_gaps(picture)),
        grades=tuple(grades_shown(picture)),
    )


def person_gaps(picture: Picture) -> Iterator[PersonGap]:
    """Everyone below what their grade or role asks, the furthest below and the most needed first."""
    found = [
        _person_gap(picture, worker, competency, asked)
        for worker in picture.people
        for competency, asked in picture.asked(worker).items()
        if picture.is_known(worker, competency)
        and picture.held(worker, competency) < asked
    ]
    yield from sorted(
        found,
        key=lambda gap: (
            gap.held - gap.asked,
            -gap.cases,
            gap.worker_id,
            gap.competency,
        ),
    )


def work_gaps(picture: Picture, forecast: Sequence[Outlook] = ()) -> Iterator[WorkGap]:
    """Every competency that the work of the service and of each team looks for, the most work short of it first."""
    growth = {one.type: one.growth_percent for one in forecast}
    found = []
    for team in picture.scopes:
        work = looks(picture, team)
        found += [
            _work_gap(
                picture, team, competency, level, work.get(competency, ()), growth
            )
            for competency, level in levels_sought(picture, team).items()
        ]
    order = {team: place for place, team in enumerate(picture.scopes)}
    yield from sorted(
        _without_few(picture, found),
        key=lambda gap: (
            order[gap.team],
            -gap.units_short,
            -gap.units,
            gap.competency,
        ),
    )


def _without_few(picture: Picture, found: Sequence[WorkGap]) -> Iterator[WorkGap]:
    """The same without counts of persons that would say who they are, or from which such could be worked out."""
    for gap in found:
        few = withheld_in(picture, gap.competency)
        yield gap.changed(below_grade=None) if gap.team in few else gap


def withheld_in(picture: Picture, competency: str) -> frozenset[str]:
    """The teams of which it is not told how many are below what one competency asks of them."""
    asked = {team: len(asked_of(picture, team, competency)) for team in picture.scopes}
    whole = asked.pop("")
    return withheld(asked, whole, picture.framework.audit.smallest_group)


def is_withheld(picture: Picture, team: str, competency: str) -> bool:
    """Whether it is not told how many people whose work is a team's are below what one competency asks of them.

    Where there are teams, those of no team are told of together, without a name.
    """
    few = withheld_in(picture, competency)
    return team in few or (not team and len(picture.scopes) > 1 and bool(few))


def asked_of(picture: Picture, team: str, competency: str) -> list[tuple[Worker, int]]:
    """The people of a team who are asked for a competency and of whom something can be said, with what is asked."""
    return [
        (one, picture.asked(one)[competency])
        for one in picture.members(team)
        if competency in picture.asked(one) and picture.is_known(one, competency)
    ]


def grades_shown(picture: Picture) -> Iterator[GradeShown]:
    """People who meet all that a later grade of the competency file asks; nobody is told to be below their own."""
    ladder = [
        grade
        for grade in picture.framework.grades.levels
        if picture.framework.asked(grade)
    ]
    for worker in picture.people:
        grade = picture.workload.standing.grade(worker)
        if grade not in ladder or picture.workload.standing.skills_are_assumed(worker):
            continue
        met = [
            later
            for later in ladder[ladder.index(grade) + 1 :]
            if all(
                picture.held(worker, name) >= level
                for name, level in picture.framework.asked(later).items()
            )
        ]
        if met:
            yield GradeShown(worker_id=worker.worker_id, seniority=grade, meets=met[-1])


def _person_gap(
    picture: Picture, worker: Worker, competency: str, asked: int
) -> PersonGap:
    held, rating = picture.held(worker, competency), picture.rating(worker, competency)
    wanted = picture.workload.matching.wanted
    assumed = picture.workload.standing.skills_are_assumed(worker)
    return PersonGap(
        worker_id=worker.worker_id,
        team=worker.team,
        competency=competency,
        held=held,
        asked=asked,
        source=rating.source if rating else "assumed" if assumed else "not rated",
        date=rating.date if rating else None,
        cases=sum(
            wanted(case).get(competency, 0) > held
            for case in picture.team.held_by[worker.worker_id]
        ),
    )


def _work_gap(
    picture: Picture,
    team: str,
    competency: str,
    level: int,
    every: Sequence[Look],
    growth: dict[str, float],
) -> WorkGap:
    people, units = carriers(picture, team), picture.workload.policy.weighting.units
    short = [one for one in every if is_short(picture, one, competency, people)]
    asked = asked_of(picture, team, competency)
    return WorkGap(
        team=team,
        competency=competency,
        level=level,
        people=len(people),
        able=len(able(picture, people, competency, level)),
        wanted=picture.framework.cover.people,
        cases=len(every),
        cases_short=len(short),
        units=units(sum(one.quanta for one in every)),
        units_short=units(sum(one.quanta for one in short)),
        units_expected=units(round(expected(picture, competency, every, growth))),
        below_grade=sum(picture.held(one, competency) < least for one, least in asked),
        asked_of=len(asked),
    )
