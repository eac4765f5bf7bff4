"""The workers of a children's social work workforce census: hours, grades, and who is away."""

import datetime
from pathlib import Path

from allocator.domain.worker import Reduction, Worker
from allocator.importers.census_xml import Element, read_elements
from allocator.importers.formats import Census
from allocator.importers.people import Known
from allocator.importers.telling import Matter, Telling
from allocator.policy.policy import Policy
from allocator.tables.cells import Wrong
from allocator.tables.dates import parse_date
from allocator.tables.findings import Findings
from allocator.tables.numbers import number_within

_NO_ID = Matter("left_out", "worker", "no Social Work England number is given (SWENo).")  # fmt: skip
_TWICE = Matter(
    "left_out",
    "record",
    "of a number that stands in the census already; the first record counts.",
)
_LEFT = Matter("left_out", "worker", "had left the role by the day of the census.")  # fmt: skip
_NO_ROLE = Matter(
    "assumed",
    "worker",
    "no role that is known (OrgRole); taken to carry cases in the ordinary grade.",
    "Fill in OrgRole.",
)
_NO_FTE = Matter(
    "assumed",
    "worker",
    "no full-time equivalent above 0 and up to 1 (FTE).",
    "Fill in FTE.",
)
_AWAY = Matter(
    "assumed",
    "worker",
    "away on the day of the census; taken to be away since, because the census has no dates.",
    "Give start and end in reductions.csv.",
)
_OLD = Matter(
    "assumed",
    "census",
    "taken some time ago: people may have come, gone, changed hours or come back since.",
    "Correct workers.csv and reductions.csv, or give a table of workers before the census.",
)


def read_census(
    path: Path,
    how: Census,
    policy: Policy,
    as_of: datetime.date | None,
    found: Findings,
    telling: Telling,
) -> Known:
    """Everyone in the census who is still there; their grades only where the policy knows them."""
    elements = read_elements(path, ("CollectionDetails", "CSWWWorker"), found)
    day = None
    workers: dict[str, Worker] = {}
    reductions: list[Reduction] = []
    for name, line, element in elements:
        if name == "CollectionDetails":
            day = _day(element, "ReferenceDate")
            continue
        place = f"{path.name} line {line}"
        worker = _worker(element, how, policy, day, place, telling)
        if worker is None:
            continue
        if worker.worker_id in workers:
            telling.say(_TWICE, place)
            continue
        workers[worker.worker_id] = worker
        if _last(element, "Absat30Sept") == "1":
            telling.say(_AWAY, place)
            code = _last(element, "ReasonAbsence").upper()
            reason = how.absences.get(code, "Away")
            reductions.append(
                Reduction(
                    worker_id=worker.worker_id, reason=reason, percent=100, start=day
                )
            )
    if not workers and not found.faults:
        found.fault(
            path.name,
            "holds no worker of a workforce census (CSWWWorker); is it that census?",
        )
    if day and as_of and (as_of - day).days > 7 * how.age.stale_weeks:
        telling.say(_OLD, f"{path.name}, {day.isoformat()}")
    return Known([*workers.values()], reductions)


def _worker(
    element: Element,
    how: Census,
    policy: Policy,
    day: datetime.date | None,
    place: str,
    telling: Telling,
) -> Worker | None:
    worker_id = _last(element, "SWENo").replace(";", " ").strip()
    if not worker_id:
        telling.say(_NO_ID, place)
        return None
    ended = _day(element, "RoleEndDate")
    if ended is not None and (day is None or ended <= day):
        telling.say(_LEFT, place)
        return None
    role = how.roles.get(_last(element, "OrgRole"))
    if role is None:
        telling.say(_NO_ROLE, place)
    stage = how.stages_of_practice.get(_last(element, "CFKSSstatus"), "")
    grade = stage or (role.seniority if role else "")
    competency = policy.competency
    is_known = competency.accept_any_grade or grade in competency.levels
    title = role.title if role else ""
    if _last(element, "AgencyWorker") == "1":
        title = f"{title or 'Social worker'} (agency)"
    return Worker(
        worker_id=worker_id[:100],
        contracted_hours=_hours(element, policy, grade, place, telling),
        role=title,
        seniority=grade if is_known else "",
        carries_cases=role is None
        or role.carries_cases == "yes"
        or (role.carries_cases == "if_any" and _holds_some(element)),
        qualified_date=_day(element, "RoleStartDate") if stage else None,
    )


def _hours(
    element: Element, policy: Policy, grade: str, place: str, telling: Telling
) -> float | None:
    """Full-time hours times the full-time equivalent, which at 30 September comes before the other."""
    for name in ("FTE30", "FTE"):
        text = _last(element, name)
        try:
            share = number_within(text, 0, 1) if text else 0.0
        except Wrong:
            continue
        if share > 0:
            full = policy.weighting.capacity.full_time(grade).full_time_hours
            return round(float(full) * share, 2)
    telling.say(_NO_FTE, place)
    return None


def _holds_some(element: Element) -> bool:
    text = _last(element, "Cases30")
    return text.isdecimal() and int(text) > 0


def _day(element: Element, name: str) -> datetime.date | None:
    try:
        return parse_date(_last(element, name))
    except Wrong:
        return None


def _last(element: Element, name: str) -> str:
    texts = element.get(name, ())
    return texts[-1] if texts else ""
