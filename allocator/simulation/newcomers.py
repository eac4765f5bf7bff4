"""Who takes up a post: people like those who are here, or as the published figures have them."""

import datetime

from allocator.domain.worker import Worker
from allocator.example.chance import one_of, streams
from allocator.example.figures import Figures
from allocator.example.recruits import holder
from allocator.example.setting import Profile, Setting
from allocator.simulation.workforce_plan import Joiner
from allocator.simulation.world import World

_AGENCY = "agency"
_NEW = "newly_qualified"


class Newcomers:
    """Draws people for one world; those of a grade that is in the team at the start have the skills of one of them."""

    def __init__(self, world: World, figures: Figures) -> None:
        self._world = world
        self._figures = figures
        self._here = [w for w in world.workers.values() if w.carries_cases]

    def like(
        self, worker: Worker, worker_id: str, today: datetime.date, *, agency: bool
    ) -> Worker:
        """Somebody of the same grade and hours, in the same team and under the same supervisor."""
        model = self._model(worker.seniority, worker_id, worker, today)
        return worker.changed(
            worker_id=worker_id,
            name="",
            carries_cases=True,
            max_cases=None,
            role=_role(worker.role, agency=agency),
            team=self._world.merged.get(worker.team, worker.team),
            skills=model.skills,
            qualifications=model.qualifications,
            languages=model.languages,
            developing=model.developing,
            qualified_date=_qualified(worker.seniority, model, today),
        )

    def joining(self, joiner: Joiner, worker_id: str, today: datetime.date) -> Worker:
        """Somebody new as a scenario describes them."""
        merged = self._world.merged
        team = merged.get(joiner.team, joiner.team)
        colleagues = [
            w
            for w in self._world.workers.values()
            if w.carries_cases and team in ("", w.team)
        ]
        beside = one_of(
            colleagues or self._here, self._world.streams.of("beside", worker_id)
        )
        model = self._model(joiner.seniority, worker_id, beside, today)
        return model.changed(
            worker_id=worker_id,
            name="",
            carries_cases=True,
            max_cases=None,
            contracted_hours=joiner.contracted_hours,
            seniority=joiner.seniority,
            role=_role(model.role, agency=joiner.agency),
            team=team or beside.team,
            supervisor_id=beside.supervisor_id,
            localities=beside.localities,
            skills=joiner.skills or model.skills,
            qualified_date=_qualified(joiner.seniority, model, today),
        )

    def _model(
        self, grade: str, worker_id: str, otherwise: Worker, today: datetime.date
    ) -> Worker:
        """Whose skills somebody has: one of the grade in the team, one the figures describe, or else a colleague."""
        same = [worker for worker in self._here if worker.seniority == grade]
        chance = self._world.streams
        if same:
            return one_of(same, chance.of("newcomer", worker_id))
        if grade not in self._figures.workforce.skill_levels.percent:
            return otherwise
        profile = Profile(0, 0, 0, 0, {})
        seed = chance.sequence("newcomer", worker_id)
        setting = Setting(profile, self._figures, today, streams(seed))
        return holder(setting, grade, self._figures.workforce.full_time.value)


def is_agency(worker: Worker) -> bool:
    """Whether somebody comes from an agency, as their role says."""
    return _AGENCY in worker.role.casefold()


def _role(role: str, *, agency: bool) -> str:
    plain = role.replace(f" ({_AGENCY})", "")
    return f"{plain} ({_AGENCY})".strip() if agency else plain


def _qualified(grade: str, model: Worker, today: datetime.date) -> datetime.date | None:
    """Newly qualified people start when they have qualified; others have the years of whoever they are like."""
    return today if grade == _NEW else model.qualified_date
