"""What each worker is taken to be: their grade, their skills and on whose word."""

import datetime
from typing import NamedTuple

from allocator.domain.months import months_after
from allocator.domain.team import Team
from allocator.domain.worker import Rating, Worker
from allocator.policy.competency import Competency, Level

# Of the skills that were rated too long ago.
_NAMED = 3


class Skill(NamedTuple):
    """A skill level and where it comes from; the date is None where nobody gave one."""

    level: int
    source: str
    date: datetime.date | None = None
    is_old: bool = False

    @property
    def word(self) -> str:
        """On whose word and since when, as an aside; nothing where that is not known."""
        old = ", out of date" if self.is_old else ""
        return f" ({self.source} {said(self.date)}{old})" if self.date else ""


class Standing:
    """Grades and skills of one team's workers under one competency file."""

    def __init__(
        self, team: Team, competency: Competency, as_of: datetime.date
    ) -> None:
        self._competency = competency
        self._as_of = as_of
        self._ratings = team.ratings_of
        # Where nobody asks for a skill, nothing is missing that could matter.
        self._are_asked = bool(competency.skills) or any(
            case.skills_required for case in team.cases
        )
        self._skills: dict[str, dict[str, Skill]] = {}

    def grade(self, worker: Worker) -> str:
        """The key of the worker's level of seniority, the ordinary one where none is given that has a level."""
        if worker.seniority in self._competency.levels:
            return worker.seniority
        return self._competency.ordinary

    def grade_word(self, worker: Worker) -> str:
        """Since when a grade has been agreed, as an aside; nothing where that is not known."""
        return (
            f" (agreed {said(worker.seniority_date)})" if worker.seniority_date else ""
        )

    def level(self, worker: Worker) -> Level:
        """What the competency file says of the worker's grade."""
        return self._competency.levels[self.grade(worker)]

    def skill(self, worker: Worker, name: str) -> int:
        """The level a worker is taken to have in one skill."""
        if self.skills_are_assumed(worker):
            return self.level(worker).assumed_skill
        held = self.skills(worker).get(name)
        return held.level if held else 0

    def skills_are_assumed(self, worker: Worker) -> bool:
        """Whether nothing at all is recorded, so that the grade's usual level has to stand in."""
        return not self.skills(worker)

    def provisional(self, worker: Worker) -> tuple[str, ...]:
        """What a default stood in for, one phrase each."""
        level = self.level(worker)
        phrases = []
        if not worker.seniority:
            phrases.append(f"seniority is missing, {level.title.lower()} assumed")
        if self._are_asked and self.skills_are_assumed(worker):
            phrases.append(
                f"no skills are recorded, level {level.assumed_skill} assumed in each"
            )
        phrases += self._old(worker)
        return tuple(phrases)

    def _old(self, worker: Worker) -> list[str]:
        """Which skills were rated too long ago, one phrase each while they are few."""
        old = [name for name, skill in self.skills(worker).items() if skill.is_old]
        ago = f"rated more than {self._competency.ratings_stand_months} months ago"
        if len(old) > _NAMED:
            return [f"{len(old)} skills were {ago}"]
        return [f"{self._title(name)} was {ago}" for name in old]

    def stands_until(self, date: datetime.date) -> datetime.date | None:
        """The last day that a rating of some day counts as up to date; None where ratings do not grow old."""
        months = self._competency.ratings_stand_months
        return None if months is None else months_after(date, months)

    def _is_old(self, date: datetime.date | None) -> bool:
        last = self.stands_until(date) if date else None
        return last is not None and last < self._as_of

    def _title(self, name: str) -> str:
        return self._competency.skills.get(name, name.replace("_", " ")).lower()

    def skills(self, worker: Worker) -> dict[str, Skill]:
        """Every recorded skill: a rating overrides the workers table, the most trusted and newest rating first."""
        known = self._skills.get(worker.worker_id)
        if known is not None:
            return known
        held = {
            name: Skill(level, "workers table") for name, level in worker.skills.items()
        }
        trust = {source: rank for rank, source in enumerate(self._competency.trust)}

        def weight(rating: Rating) -> tuple[int, datetime.date]:
            return -trust[rating.source], rating.date or datetime.date.min

        trusted = [
            rating
            for rating in self._ratings.get(worker.worker_id, ())
            if rating.source in trust
        ]
        for rating in sorted(trusted, key=weight):
            old = self._is_old(rating.date)
            held[rating.skill] = Skill(rating.level, rating.source, rating.date, old)
        self._skills[worker.worker_id] = held
        return held


def said(day: datetime.date) -> str:
    """A day as it is said: 14 September 2026."""
    return f"{day:%-d %B %Y}"
