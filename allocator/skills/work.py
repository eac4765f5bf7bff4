"""What the work of a team looks for, case by case, and who has the skills for it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from allocator.domain.case import Case
from allocator.domain.worker import Worker
from allocator.skills.picture import Picture


class Look(NamedTuple):
    """One case that looks for a competency: at which level, and how much work the case is, in steps."""

    case: Case
    level: int
    quanta: int


def looks(picture: Picture, team: str) -> dict[str, tuple[Look, ...]]:
    """The cases of a team, or of the whole service, by each competency that they look for."""
    found: dict[str, list[Look]] = defaultdict(list)
    for case in picture.cases(team):
        quanta = picture.workload.asked[case.case_id].quanta
        for competency, level in picture.workload.matching.wanted(case).items():
            found[competency].append(Look(case, level, quanta))
    return {name: tuple(every) for name, every in found.items()}


def usual_level(every: Iterable[Look]) -> int:
    """The level that most of the work looks for; the higher of two that are even."""
    work: dict[int, int] = defaultdict(int)
    for one in every:
        # A case that weighs nothing is still a case.
        work[one.level] += max(1, one.quanta)
    return max(work, key=lambda level: (work[level], level))


def levels_sought(picture: Picture, team: str) -> dict[str, int]:
    """By competency, the level that most of a team's work looks for, and what the framework says will be needed."""
    found = {
        need.competency: need.level for need in picture.framework.future if not team
    }
    return found | {
        name: usual_level(every) for name, every in looks(picture, team).items()
    }


def carriers(picture: Picture, team: str) -> tuple[Worker, ...]:
    """The people of a team who may be given cases."""
    return tuple(one for one in picture.members(team) if one.carries_cases)


def able(
    picture: Picture, people: Iterable[Worker], competency: str, level: int
) -> tuple[Worker, ...]:
    """Those who have a competency at a level."""
    return tuple(one for one in people if picture.held(one, competency) >= level)


def has_skills_for(picture: Picture, worker: Worker, wanted: dict[str, int]) -> bool:
    """Whether one person has everything a case looks for."""
    return all(picture.held(worker, name) >= level for name, level in wanted.items())


def is_short(
    picture: Picture, look: Look, competency: str, people: Collection[Worker]
) -> bool:
    """Whether a case is held by somebody below what it looks for, or waits and nobody here has it."""
    if look.case.worker_id:
        holder = picture.team.worker[look.case.worker_id]
        return picture.held(holder, competency) < look.level
    return not able(picture, people, competency, look.level)


def expected(
    picture: Picture, competency: str, every: Sequence[Look], growth: dict[str, float]
) -> float:
    """Steps of work by the forecast for each type of case; by the framework's future needs where there is none."""
    needs = {need.competency: need.growth_percent for need in picture.framework.future}
    share = needs.get(competency, 0)
    return sum(
        one.quanta * (100 + (growth.get(one.case.type, 0) if growth else share)) / 100
        for one in every
    )
