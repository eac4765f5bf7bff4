"""Draws a team out of each kind of export, with the files that complete it."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from allocator.domain.imported import Hint
from allocator.domain.team import Team, contradictions
from allocator.errors import Fault
from allocator.importers import siblings
from allocator.importers.annex_a import cases_of
from allocator.importers.census import read_census
from allocator.importers.formats import AnnexA, Census, History, load
from allocator.importers.history import read_history
from allocator.importers.lists import newest_day, read_lists
from allocator.importers.mapped import Asked as AskedOfRows
from allocator.importers.mapped import mapped
from allocator.importers.mapping import load_mapping
from allocator.importers.people import Directory, Known, together, workers_of
from allocator.importers.telling import Matter, Telling
from allocator.importers.workers_files import read_workers
from allocator.policy.policy import Policy
from allocator.tables.findings import Findings
from allocator.tables.records import Records

_PLACED = ("workers", "cases", "skills")
_STRANGER = Matter(
    "not_read",
    "case id",
    "in the social-worker history, with no open case under the same id.",
)
_POSSIBLE = Matter(
    "hint",
    "sibling group",
    "may be siblings; each child stays alone until people confirm them.",
    "Write yes in sibling_hints.csv and give it with --siblings.",
)


@dataclass(frozen=True)
class Asked:
    """What an import goes by besides the export: files that complete it, and how doubts are settled.

    ``format`` is a shipped name or a path in ``models/imports``: how an Annex A or a census is read, or the mapping
    of a table. Without ``as_of`` it is the newest day the export knows of.
    """

    format: str = ""
    workers: tuple[Path, ...] = ()
    history: Path | None = None
    siblings: Path | None = None
    as_of: datetime.date | None = None
    failed_wait: bool = False
    today: datetime.date | None = None


class Drawn(NamedTuple):
    """What an export gives, before anyone has asked whether it agrees with itself and with the policy."""

    team: Team
    hints: Sequence[Hint] = ()
    as_of: datetime.date | None = None
    tables: Mapping[str, Records] = {}


def from_annex_a(
    path: Path, policy: Policy, asked: Asked, found: Findings, telling: Telling
) -> Drawn:
    """Cases and workers of an Annex A."""
    how = load(AnnexA, asked.format)
    lists = read_lists(path, how, found, telling)
    today = asked.today or datetime.date.today()
    as_of = asked.as_of or newest_day(lists, today) or today
    known = _workers(policy, asked, as_of, found, telling)
    directory = Directory(known.workers, telling)
    history = _history(asked, found, telling)
    drawn = cases_of(
        lists, how, policy, directory, history, as_of, telling,
        failed_wait=asked.failed_wait,
    )  # fmt: skip
    ids = {case.case_id for case in drawn.cases}
    if strangers := len(history.keys() - ids):
        telling.say(_STRANGER, times=strangers)
    groups = _groups(asked, ids, found, telling)
    cases = [
        case.changed(group_id=groups.get(case.case_id, "")) for case in drawn.cases
    ]
    likely = siblings.hints(drawn.traits, how.siblings)
    open_hints = [hint for hint in likely if not _is_settled(hint, groups)]
    if open_hints:
        telling.say(_POSSIBLE, times=len(open_hints))
    workers = workers_of(cases, known, policy, telling, drawn.roles)
    return Drawn(_team(workers, cases, known), open_hints, as_of)


def from_census(
    path: Path, policy: Policy, asked: Asked, found: Findings, telling: Telling
) -> Drawn:
    """Workers of a workforce census."""
    how = load(Census, asked.format)
    as_of = asked.as_of or asked.today or datetime.date.today()
    census = read_census(path, how, policy, as_of, found, telling)
    known = together([_workers(policy, asked, as_of, found, telling), census])
    return Drawn(_team(workers_of((), known, policy, telling), (), known), (), as_of)


def from_table(
    path: Path, policy: Policy, asked: Asked, found: Findings, telling: Telling
) -> Drawn:
    """Whatever a mapping finds in an export."""
    mapping = load_mapping(asked.format, policy)
    as_of = asked.as_of or asked.today or datetime.date.today()
    known = _workers(policy, asked, as_of, found, telling)
    rows = AskedOfRows(policy, Directory(known.workers, telling), asked.failed_wait)
    tables = mapped(path, mapping, rows, found, telling)
    for note in found.notes:
        telling.say(Matter("not_read", "note", note))
    records: dict[str, Sequence[Any]] = {
        name: table.records for name, table in tables.items()
    }
    own = Known(records.get("workers", ()), records.get("reductions", ()))
    cases = list(records.get("cases", ()))
    history = _history(asked, found, telling)
    cases = [_with_history(case, history, rows.directory) for case in cases]
    groups = _groups(asked, {case.case_id for case in cases}, found, telling)
    cases = [
        case.changed(group_id=groups.get(case.case_id, case.group_id)) for case in cases
    ]
    known = together([known, own])
    team = _team(workers_of(cases, known, policy, telling), cases, known)
    # Two people of one id are one after joining, and so must be told before.
    found.faults += _repeated(own, tables)
    placed = {name: tables[name] for name in _PLACED if name in tables}
    if asked.workers:
        # Joined with those of other files, workers stand in other rows.
        placed.pop("workers", None)
    ratings = tuple(records.get("skills", ()))
    return Drawn(team.changed(ratings=ratings), (), asked.as_of, placed)


def _workers(
    policy: Policy,
    asked: Asked,
    as_of: datetime.date,
    found: Findings,
    telling: Telling,
) -> Known:
    if not asked.workers:
        return Known()
    how = load(Census, "workforce-census")
    return read_workers(asked.workers, how, policy, as_of, found, telling)


def _history(
    asked: Asked, found: Findings, telling: Telling
) -> Mapping[str, tuple[str, ...]]:
    if asked.history is None:
        return {}
    how = load(History, "social-worker-history")
    return read_history(asked.history, how, found, telling)


def _groups(
    asked: Asked, ids: set[str], found: Findings, telling: Telling
) -> Mapping[str, str]:
    if asked.siblings is None:
        return {}
    return siblings.confirmed(asked.siblings, ids, found, telling)


def _is_settled(hint: Hint, groups: Mapping[str, str]) -> bool:
    """Whether people have confirmed all of a group already."""
    confirmed = {groups.get(case_id) for case_id in hint.case_ids}
    return len(confirmed) == 1 and None not in confirmed


def _with_history(
    case: Any, history: Mapping[str, tuple[str, ...]], directory: Directory
) -> Any:
    before = (directory.id_of(one) for one in history.get(case.case_id, ()))
    known = dict.fromkeys((*case.known_worker_ids, *before))
    return case.changed(
        known_worker_ids=tuple(one for one in known if one != case.worker_id)
    )


def _team(workers: Sequence[Any], cases: Sequence[Any], known: Known) -> Team:
    """The team as it is; whether it contradicts itself is asked afterwards, with all the rest."""
    people = {worker.worker_id for worker in workers}
    return Team.model_construct(
        workers=tuple(workers),
        cases=tuple(cases),
        reductions=tuple(one for one in known.reductions if one.worker_id in people),
        ratings=(),
        pins=(),
    )


def _repeated(own: Known, tables: Mapping[str, Records]) -> list[Fault]:
    records = tables.get("workers")
    if records is None:
        return []
    team = Team.model_construct(workers=tuple(own.workers), cases=(), reductions=(), ratings=(), pins=())  # fmt: skip
    return [
        Fault(records.place, records.rows[clash.index], clash.column, clash.problem)
        for clash in contradictions(team)
    ]
