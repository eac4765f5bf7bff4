"""Who would be away at courses in the same week, and how many of a team may be."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence

from allocator.domain.development import Course
from allocator.domain.worker import Worker
from allocator.skills.picture import Picture
from allocator.skills.work import able, carriers, levels_sought
from allocator.skills.worth import Chance

_DAYS_A_WEEK = 5


def mondays(course: Course) -> tuple[datetime.date, ...]:
    """The weeks in which people are away at a course, by their Mondays; none where each person arranges their own."""
    if course.start is None:
        return ()
    first = course.start - datetime.timedelta(days=course.start.weekday())
    days = course.start.weekday() + course.days
    weeks = max(1, -(-int(days * 10) // (10 * _DAYS_A_WEEK)))
    return tuple(first + datetime.timedelta(weeks=week) for week in range(weeks))


class Weeks:
    """How many of each team may be away together, and who is not there to go."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._percent = picture.framework.development.training.away_percent

    def can_go(self, worker: Worker, course: Course) -> bool:
        """Whether a worker is there on the first day of a course."""
        return course.start is None or not any(
            reduction.is_absence and reduction.covers(course.start)
            for reduction in self._picture.team.reductions_of.get(worker.worker_id, ())
        )

    def limits(self, chances: Sequence[Chance]) -> Iterator[tuple[list[int], int]]:
        """Sets of chances of which only so many may be taken: by person, by team and by skill, week by week."""
        by_week: dict[datetime.date, list[int]] = defaultdict(list)
        for index, chance in enumerate(chances):
            for monday in mondays(chance.course):
                by_week[monday].append(index)
        for monday in sorted(by_week):
            together = by_week[monday]
            mine: dict[str, list[int]] = defaultdict(list)
            for index in together:
                mine[chances[index].worker.worker_id].append(index)
            for one in mine.values():
                if len(one) > 1:
                    yield one, 1
            for people, most in self._of_teams():
                away = [index for who in people for index in mine.get(who, ())]
                if len({chances[index].worker.worker_id for index in away}) > most:
                    yield away, most

    def _of_teams(self) -> Iterator[tuple[tuple[str, ...], int]]:
        """Groups of people of whom at most so many may be away together."""
        picture = self._picture
        for team in picture.scopes[1:] or picture.scopes:
            people = carriers(picture, team)
            most = max(1, len(people) * self._percent // 100)
            yield tuple(one.worker_id for one in people), most
            for competency, level in levels_sought(picture, team).items():
                has = able(picture, people, competency, level)
                # A skill that rests on one person would else keep them from ever learning anything.
                if len(has) > 1:
                    yield tuple(one.worker_id for one in has), len(has) - 1
