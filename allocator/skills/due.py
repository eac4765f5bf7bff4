"""What falls due: ratings that grow old, qualifications that end, goals, remarks that nobody has answered."""

import datetime
from collections.abc import Iterator, Sequence

from allocator.domain.development import Goal, Qualification, Remark
from allocator.domain.skills_progress import Due
from allocator.explain.words import listed
from allocator.skills.picture import Picture

# Of the competencies whose levels grow old on one day.
_NAMED = 3


def falls_due(
    picture: Picture,
    day: datetime.date,
    weeks: int,
    *,
    goals: Sequence[Goal] = (),
    qualifications: Sequence[Qualification] = (),
    remarks: Sequence[Remark] = (),
) -> tuple[Due, ...]:
    """Everything due by so many weeks after a day, what is overdue included, the earliest first."""
    last = day + datetime.timedelta(weeks=weeks)
    found = (
        *_ratings(picture),
        *_qualifications(qualifications),
        *_goals(picture, goals),
        *_remarks(picture, remarks, day),
    )
    return tuple(
        sorted(
            (
                Due(
                    date=one.date,
                    about=one.about,
                    worker_id=one.worker_id,
                    what=one.what,
                    overdue=one.date < day,
                )
                for one in found
                if one.date <= last
            ),
            key=lambda one: (one.date, one.worker_id, one.about, one.what),
        )
    )


def _ratings(picture: Picture) -> Iterator[Due]:
    """Each person's ratings that grow too old on one day, together."""
    standing = picture.workload.standing
    for worker in picture.people:
        ends: dict[datetime.date, list[str]] = {}
        for competency in picture.framework.competencies:
            rating = picture.rating(worker, competency)
            if rating and rating.date and (last := standing.stands_until(rating.date)):
                ends.setdefault(last, []).append(picture.title(competency))
        for date, titles in ends.items():
            yield _due(date, "rating", worker.worker_id, listed(titles, _NAMED))


def _qualifications(qualifications: Sequence[Qualification]) -> Iterator[Due]:
    for one in qualifications:
        if one.expires:
            what = one.qualification.replace("_", " ")
            yield _due(one.expires, "qualification", one.worker_id, what)


def _goals(picture: Picture, goals: Sequence[Goal]) -> Iterator[Due]:
    """Goals that are not reached yet."""
    for goal in goals:
        rating = picture.rating(picture.team.worker[goal.worker_id], goal.competency)
        if goal.by and (rating is None or rating.level < goal.to_level):
            what = f"{picture.title(goal.competency)} to level {goal.to_level}"
            yield _due(goal.by, "goal", goal.worker_id, what)


def _remarks(
    picture: Picture, remarks: Sequence[Remark], day: datetime.date
) -> Iterator[Due]:
    """What workers said of their ratings and nobody has talked over with them."""
    for one in remarks:
        if one.says != "agree" and one.answered is None:
            what = picture.title(one.competency)
            yield _due(one.date or day, "remark", one.worker_id, what)


def _due(date: datetime.date, about: str, worker_id: str, what: str) -> Due:
    return Due.model_validate(
        {
            "date": date,
            "about": about,
            "worker_id": worker_id,
            "what": what,
            "overdue": False,
        }
    )
