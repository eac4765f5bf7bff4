"""What became of people's levels between two audits, and of the goals in their plans."""

from collections.abc import Iterator, Sequence
from importlib.metadata import version

from allocator.domain.development import Goal
from allocator.domain.skills_gaps import FrameworkName
from allocator.domain.skills_progress import Became, Moved, Progress, TeamProgress
from allocator.domain.worker import Worker
from allocator.skills.picture import Picture


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
        teams=tuple(_team(now, team, moved) for team in now.scopes),
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


def _team(now: Picture, team: str, moved: Sequence[Moved]) -> TeamProgress:
    mine = [one for one in moved if team in ("", one.team)]
    people = {one.worker_id for one in mine}
    if team and len(people) < now.framework.audit.smallest_group:
        # In a small group a count of people would say who they are.
        hidden = dict.fromkeys(
            ("higher", "lower", "gaps_before", "gaps_now", "goals", "goals_reached")
        )
        return TeamProgress.model_validate(
            {"team": team, "people": len(people), **hidden}
        )
    both = [one for one in mine if one.before is not None and one.now is not None]
    aimed = [one for one in mine if one.aim is not None]
    return TeamProgress(
        team=team,
        people=len(people),
        higher=sum(one.became == "higher" for one in both),
        lower=sum(one.became == "lower" for one in both),
        gaps_before=sum((one.before or 0) < one.asked for one in both),
        gaps_now=sum((one.now or 0) < one.asked for one in both),
        goals=len(aimed),
        goals_reached=sum((one.now or 0) >= (one.aim or 0) for one in aimed),
    )
