"""What became of people's levels between two audits, and of the goals in their plans."""

from collections.abc import Collection, Iterator, Sequence
from importlib.metadata import version
from statistics import fmean

from allocator.domain.development import Goal
from allocator.domain.skills_gaps import FrameworkName
from allocator.domain.skills_progress import (
    Became,
    CompetencyProgress,
    Moved,
    Progress,
    TeamProgress,
)
from allocator.domain.worker import Worker
from allocator.skills.picture import Picture
from allocator.small_groups import hidden, withheld


def progress(
    before: Picture, now: Picture, goals: Sequence[Goal], inputs: dict[str, str]
) -> Progress:
    """Everyone's levels then and now, what their plans aimed for, and how each team moved."""
    moved = tuple(_moved(before, now, goals))
    return Progress(
        framework=FrameworkName(name=now.framework.name, version=now.framework.version),
        as_of=now.workload.as_of,
        version=version("case-allocator"),
        inputs={**now.inputs, **inputs},
        teams=tuple(_teams(now, moved)),
        competencies=tuple(_competencies(now, moved)),
        moved=moved,
    )


def _moved(before: Picture, now: Picture, goals: Sequence[Goal]) -> Iterator[Moved]:
    """Every person and competency rated either time or aimed for."""
    aims = {(goal.worker_id, goal.competency): goal.to_level for goal in goals}
    for worker in now.people:
        asked = now.asked(worker)
        for competency in now.framework.competencies:
            then, today = (
                _level(before, worker, competency),
                _level(now, worker, competency),
            )
            aim = aims.get((worker.worker_id, competency))
            if then is None and today is None and aim is None:
                continue
            yield Moved(
                worker_id=worker.worker_id,
                team=worker.team,
                competency=competency,
                before=then,
                now=today,
                asked=asked.get(competency, 0),
                aim=aim,
                became=_became(then, today),
            )


def _level(picture: Picture, worker: Worker, competency: str) -> int | None:
    found = picture.rating(worker, competency)
    return found.level if found else None


def _became(before: int | None, now: int | None) -> Became:
    if now is None:
        return "not_rated"
    if before is None:
        return "new"
    return "higher" if now > before else "lower" if now < before else "same"


def _teams(now: Picture, moved: Sequence[Moved]) -> Iterator[TeamProgress]:
    """The service and each team; figures of too few people, or that would give those away, are not shown."""
    of = {team: [one for one in moved if team in ("", one.team)] for team in now.scopes}
    both = {team: [one for one in mine if _is_twice(one)] for team, mine in of.items()}
    aimed = {
        team: [one for one in mine if one.aim is not None] for team, mine in of.items()
    }
    least = now.framework.audit.smallest_group
    few, few_aimed = _too_few(both, least), _too_few(aimed, least)
    for team, mine in of.items():
        yield TeamProgress.model_validate(
            {
                "team": team,
                "people": len({one.worker_id for one in mine}),
                **_levels(None if team in few else both[team]),
                **_goals(None if team in few_aimed else aimed[team]),
            }
        )


def _competencies(now: Picture, moved: Sequence[Moved]) -> Iterator[CompetencyProgress]:
    """Each competency over everyone; some more are left out where the service's totals would tell of too few."""
    both = {
        name: [one for one in moved if one.competency == name and _is_twice(one)]
        for name in now.framework.competencies
    }
    few = hidden(
        [len(mine) for mine in both.values()], now.framework.audit.smallest_group
    )
    for place, (name, mine) in enumerate(both.items()):
        if mine and place not in few:
            yield CompetencyProgress(
                competency=name,
                people=len(mine),
                mean_before=round(fmean(one.before or 0 for one in mine), 4),
                mean_now=round(fmean(one.now or 0 for one in mine), 4),
                higher=sum(one.became == "higher" for one in mine),
                lower=sum(one.became == "lower" for one in mine),
            )


def _is_twice(one: Moved) -> bool:
    return one.before is not None and one.now is not None


def _too_few(of: dict[str, list[Moved]], least: int) -> Collection[str]:
    people = {team: len({one.worker_id for one in mine}) for team, mine in of.items()}
    # Nobody at all is nobody to give away.
    whole = people.pop("")
    return withheld(people, whole, least) if whole else ()


def _levels(both: Sequence[Moved] | None) -> dict[str, int | None]:
    """What became of the levels of those rated both times."""
    if both is None:
        return dict.fromkeys(("higher", "lower", "gaps_before", "gaps_now"))
    return {
        "higher": sum(one.became == "higher" for one in both),
        "lower": sum(one.became == "lower" for one in both),
        "gaps_before": sum((one.before or 0) < one.asked for one in both),
        "gaps_now": sum((one.now or 0) < one.asked for one in both),
    }


def _goals(aimed: Sequence[Moved] | None) -> dict[str, int | None]:
    """How many goals were reached."""
    if aimed is None:
        return dict.fromkeys(("goals", "goals_reached"))
    reached = sum((one.now or 0) >= (one.aim or 0) for one in aimed)
    return {"goals": len(aimed), "goals_reached": reached}
