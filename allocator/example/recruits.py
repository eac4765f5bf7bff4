"""One team's people: grade, hours, skills, duties and support, still without names and ids."""

import datetime

from allocator.domain.worker import Worker
from allocator.example.chance import dealt, happens, one_of, those_of
from allocator.example.setting import Setting

_DAYS_IN_A_YEAR = 365.25


def case_holders(setting: Setting, count: int) -> list[Worker]:
    """Case holders in the published mix of grades and hours."""
    figures, chance = setting.figures.workforce, setting.chance.workforce
    grades = dealt(figures.seniority.percent, count, chance)
    hours = [
        float(hours) for hours in dealt(figures.contracted_hours.percent, count, chance)
    ]
    support = (
        happens(figures.admin_support_teams.value, chance) * figures.admin_support.value
    )
    on_rota = [
        happens(figures.on_duty_rota.percent.get(grade, 0), chance) for grade in grades
    ]
    found = [
        holder(setting, grade, hours[number], on_rota[number], support)
        for number, grade in enumerate(grades)
    ]
    return _with_case_limit(found, int(figures.case_limit.value))


def holder(
    setting: Setting,
    grade: str,
    hours: float,
    on_rota: bool = False,
    support: float = 0,
) -> Worker:
    """One case holder of a grade, contracted for some hours a week; ``support`` is what full time would have."""
    figures, chance = setting.figures.workforce, setting.chance.workforce
    full_time_share = hours / figures.full_time.value
    skills = _skills(setting, grade)
    return Worker(
        worker_id="?",
        contracted_hours=hours,
        seniority=grade,
        role=_role(setting, grade),
        skills=skills,
        qualifications=frozenset({"social_work"}),
        languages=frozenset(those_of(figures.languages.percent, chance)),
        duty_hours=on_rota * _half_hours(figures.duty.value * full_time_share),
        admin_support_hours=_half_hours(support * full_time_share),
        qualified_date=_qualified(setting, grade),
        developing=_developing(setting, grade, skills),
    )


def manager(setting: Setting, worker_id: str, name: str, team: str) -> Worker:
    """A team's manager, who supervises and carries no cases."""
    return Worker(
        worker_id=worker_id,
        contracted_hours=setting.figures.workforce.full_time.value,
        name=name,
        team=team,
        seniority="manager",
        role=setting.figures.words.roles["manager"],
        skills=_skills(setting, "manager"),
        qualifications=frozenset({"social_work"}),
        carries_cases=False,
        qualified_date=_qualified(setting, "manager"),
    )


def _with_case_limit(workers: list[Worker], limit: int) -> list[Worker]:
    """The newest qualified of a team may hold only so many cases."""
    new = [worker for worker in workers if worker.seniority == "newly_qualified"]
    newest = max(
        new, key=lambda worker: worker.qualified_date or datetime.date.min, default=None
    )
    return [
        worker.model_copy(update={"max_cases": limit}) if worker is newest else worker
        for worker in workers
    ]


def _skills(setting: Setting, grade: str) -> dict[str, int]:
    figures, chance = setting.figures.workforce, setting.chance.skills
    recorded = set(those_of(figures.skills_recorded.percent, chance))
    names = [name for name in figures.skills_recorded.percent if name in recorded]
    levels = dealt(figures.skill_levels.percent[grade], len(names), chance)
    return {name: int(level) for name, level in zip(names, levels, strict=True)}


def _developing(setting: Setting, grade: str, skills: dict[str, int]) -> frozenset[str]:
    """At most one skill, among those the worker is least sure of."""
    chance = setting.chance.skills
    has_plan = happens(
        setting.figures.workforce.developing.percent.get(grade, 0), chance
    )
    if not skills or not has_plan:
        return frozenset()
    least = min(skills.values())
    return frozenset(
        {one_of([name for name, level in skills.items() if level == least], chance)}
    )


def _qualified(setting: Setting, grade: str) -> datetime.date:
    least, most = setting.figures.workforce.qualified.between[grade]
    years = least + (most - least) * setting.chance.workforce.random()
    return setting.as_of - datetime.timedelta(days=round(years * _DAYS_IN_A_YEAR))


def _role(setting: Setting, grade: str) -> str:
    """The grade's title; agencies supply experience, so nobody newly qualified."""
    roles = setting.figures.words.roles
    is_agency = happens(setting.profile.agency_percent, setting.chance.workforce)
    if is_agency and grade != "newly_qualified":
        return f"{roles[grade]} ({roles['agency']})"
    return roles[grade]


def _half_hours(hours: float) -> float:
    return round(hours * 2) / 2
