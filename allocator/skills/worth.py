"""What learning is worth, in points of the framework: gaps closed, cover gained, cases unlocked."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from allocator.domain.development import Course
from allocator.domain.skills_unlocks import Blocking
from allocator.domain.worker import Worker
from allocator.skills.picture import Picture
from allocator.skills.work import able, carriers, levels_sought, looks


class Chance(NamedTuple):
    """One person who could take one course: what their own gap closed is worth, and what they would count towards.

    ``covers`` is the team and competency whose cover they would add to; ``unlocks`` the weight of cases their training
    alone would place. Both are worth points only as far as they are still wanted.
    """

    worker: Worker
    course: Course
    from_level: int
    gap: int
    covers: tuple[str, str] | None
    unlocks: int


class Cover(NamedTuple):
    """People with a competency at the level a team's work looks for, and how many there should be."""

    level: int
    able: int
    wanted: int

    @property
    def missing(self) -> int:
        """People more who would count."""
        return max(0, self.wanted - self.able)


class Worth:
    """The worth of learning in one picture."""

    def __init__(self, picture: Picture, unlocks: Sequence[Blocking]) -> None:
        self.picture = picture
        self.points = picture.framework.development.training
        self.cover = _cover(picture)
        self._share = _shares(picture)
        self.blocking = {one.competency: one for one in unlocks}

    def chances(self, courses: Sequence[Course]) -> tuple[Chance, ...]:
        """Every person and course that would gain something, in the order of the batch and of the courses."""
        found = (
            self._chance(worker, course)
            for worker in self.picture.people
            for course in courses
        )
        return tuple(one for one in found if one is not None)

    def scope(self, worker: Worker) -> str:
        """The team whose work a person's skills count for; the service where there are no teams to tell apart."""
        return worker.team if worker.team in self.picture.scopes else ""

    @cached_property
    def places(self) -> tuple[tuple[str, str], ...]:
        """Every team and competency in which somebody could be short, or the team's work could."""
        asked = [
            (self.scope(worker), competency)
            for worker in self.picture.people
            for competency in self.picture.asked(worker)
        ]
        return tuple(dict.fromkeys([*asked, *self.cover]))

    def missing_levels(self, worker: Worker, competency: str) -> int:
        """How far a worker is below what is asked of them."""
        asked = self.picture.asked(worker).get(competency, 0)
        if not self.picture.is_known(worker, competency):
            return 0
        return max(0, asked - self.picture.held(worker, competency))

    def of_level(self, team: str, competency: str) -> int:
        """Points for one level of one person's gap: more where more of the team's work looks for the competency."""
        return self.points.level * (1 + self._share.get((team, competency), 0))

    def of_cover(self, place: tuple[str, str]) -> Iterator[int]:
        """Points for each further person who comes to have what a team's work looks for, the first first."""
        cover = self.cover[place]
        for number in range(cover.able, cover.wanted):
            yield self.points.no_cover if number == 0 else self.points.thin_cover

    def alone(self, chance: Chance) -> int:
        """What one chance is worth by itself, all it counts towards still wanted."""
        first = next(self.of_cover(chance.covers), 0) if chance.covers else 0
        return chance.gap + first + self.points.unlocked * chance.unlocks

    def together(self, taken: Sequence[Chance]) -> int:
        """What several chances are worth together: cover and unlocked cases count only as far as they are wanted."""
        gaps = sum(one.gap for one in taken)
        trained = Counter(one.covers for one in taken if one.covers)
        cover = sum(
            sum(list(self.of_cover(place))[:people])
            for place, people in trained.items()
        )
        unlocked = sum(
            min(
                blocking.weight,
                sum(one.unlocks for one in taken if one.course.competency == name),
            )
            for name, blocking in self.blocking.items()
        )
        return gaps + cover + self.points.unlocked * unlocked

    def _chance(self, worker: Worker, course: Course) -> Chance | None:
        picture, competency = self.picture, course.competency
        if not picture.is_known(worker, competency):
            return None
        held = picture.held(worker, competency)
        if course.team not in ("", worker.team) or not (
            course.from_level <= held < course.to_level
        ):
            return None
        levels = min(self.missing_levels(worker, competency), course.to_level - held)
        place = self.scope(worker), competency
        cover = self.cover.get(place)
        covers = (
            cover is not None
            and worker.carries_cases
            and held < cover.level <= course.to_level
            and cover.missing > 0
        )
        chance = Chance(
            worker=worker,
            course=course,
            from_level=held,
            gap=levels * self.of_level(place[0], competency),
            covers=place if covers else None,
            unlocks=self._unlocks(worker, course),
        )
        return chance if self.alone(chance) else None

    def _unlocks(self, worker: Worker, course: Course) -> int:
        blocking = self.blocking.get(course.competency)
        if blocking is None or course.to_level < blocking.level:
            return 0
        return sum(
            one.weight for one in blocking.workers if one.worker_id == worker.worker_id
        )


def _cover(picture: Picture) -> dict[tuple[str, str], Cover]:
    wanted = picture.framework.cover.people
    found = {}
    for team in picture.scopes:
        people = carriers(picture, team)
        for competency, level in levels_sought(picture, team).items():
            has = len(able(picture, people, competency, level))
            found[team, competency] = Cover(level, has, min(wanted, len(people)))
    return found


def _shares(picture: Picture) -> dict[tuple[str, str], int]:
    """The percentage of each team's work that looks for each competency."""
    asked = picture.workload.asked
    found = {}
    for team in picture.scopes:
        total = sum(asked[case.case_id].quanta for case in picture.cases(team))
        for competency, every in looks(picture, team).items():
            work = sum(one.quanta for one in every)
            found[team, competency] = round(100 * work / total) if total else 0
    return found
