"""Checks that the records of a batch refer to each other as they should."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from allocator.domain.case import Case
from allocator.domain.flag import FROM_RECORDS
from allocator.domain.team import Team, contradictions
from allocator.domain.worker import Worker
from allocator.tables.cells import printable, shown
from allocator.tables.columns import TABLES
from allocator.tables.findings import Findings
from allocator.tables.records import Records

_NOT_THERE = re.compile(r"'(.*)' is not in the (workers|cases) table\.", re.DOTALL)
_MOST_NAMED = 5


def team_of(tables: Mapping[str, Records]) -> Team:
    """The team of all records, stand-ins among them; it may contradict itself."""
    kept: dict[str, Any] = {
        TABLES[name].kept_as: tuple(records.records) for name, records in tables.items()
    }
    return Team.model_construct(**kept)


def check_references(
    team: Team, tables: Mapping[str, Records], found: Findings
) -> None:
    """Tell every way in which records disagree with each other."""
    near = {
        "workers": loosely(worker.worker_id for worker in team.workers),
        "cases": loosely(case.case_id for case in team.cases),
    }
    for clash in contradictions(_without_gaps(team, tables)):
        records = tables[clash.table]
        if records.is_wrong(clash.index, clash.column):
            continue
        problem = printable(clash.problem)
        if missing := _NOT_THERE.fullmatch(clash.problem):
            hint = near[missing[2]].get(loose(missing[1]))
            problem += f" Did you mean {shown(hint)}?" if hint else ""
        found.fault(records.place, problem, records.rows[clash.index], clash.column)


def note_strangers(team: Team, tables: Mapping[str, Records], found: Findings) -> None:
    """Say who is named but not in the batch: someone may have left, or supervise from elsewhere."""
    people = {worker.worker_id for worker in team.workers}
    supervisors = {worker.supervisor_id for worker in team.workers} - people - {""}
    known = {
        worker_id for case in team.cases for worker_id in case.known_worker_ids
    } - people
    for table, column, strangers in (
        ("workers", "supervisor_id", supervisors),
        ("cases", "known_worker_ids", known),
    ):
        if strangers:
            found.note(
                f"{tables[table].place}, {column}: not in the workers table: {_some(strangers)}."
            )


def note_oddities(team: Team, tables: Mapping[str, Records], found: Findings) -> None:
    """Say what is possible but seldom meant: someone barred holds a case, a flag tells what somebody said."""
    barred = [
        case.case_id
        for case in team.cases
        if case.worker_id
        and {case.worker_id, case.co_worker_id} & {*case.barred_worker_ids}
    ]
    own = [w.worker_id for w in team.workers if w.worker_id == w.supervisor_id]
    unagreed = sum(
        flag.flag not in FROM_RECORDS and flag.stage != "agreed" for flag in team.flags
    )
    if unagreed:
        # Whom they are about is nobody's business who reads a batch.
        found.note(
            f"{tables['flags'].place}: {unagreed:,} row{'' if unagreed == 1 else 's'} of what people said or wrote of "
            "themselves, not agreed with them; such rows belong in no batch."
        )
    for table, ids, problem in (
        ("cases", barred, "held or co-worked by someone barred from them"),
        ("workers", own, "named as their own supervisor"),
    ):
        if ids:
            found.note(f"{tables[table].place}: {_some(ids)}: {problem}.")


def _without_gaps(team: Team, tables: Mapping[str, Records]) -> Team:
    """The team, with whoever is named but in rows that could not be read.

    One unreadable file is one fault; that nobody in it can be found is not another.
    """
    people = {worker.worker_id for worker in team.workers}
    added: dict[str, Any] = {}
    if not _is_complete(tables, "workers"):
        named = set(_people_named(team)) - people - {""}
        extra = [
            Worker.model_construct(worker_id=name, contracted_hours=0)
            for name in sorted(named)
        ]
        added["workers"] = (*team.workers, *extra)
    if not _is_complete(tables, "cases"):
        pinned = {pin.case_id for pin in team.pins}
        pinned -= {case.case_id for case in team.cases}
        cases = [Case.model_construct(case_id=name, type="") for name in sorted(pinned)]
        added["cases"] = (*team.cases, *cases)
    return team.changed(**added) if added else team


def _is_complete(tables: Mapping[str, Records], name: str) -> bool:
    return name in tables and tables[name].complete


def _people_named(team: Team) -> Iterator[str]:
    for case in team.cases:
        yield from (case.worker_id, case.co_worker_id, *case.barred_worker_ids)
    yield from (reduction.worker_id for reduction in team.reductions)
    yield from (rating.worker_id for rating in team.ratings)
    yield from (pin.worker_id for pin in team.pins)
    yield from (flag.worker_id for flag in team.flags)


def loosely(ids: Iterable[str]) -> dict[str, str]:
    """Each id by what is left of it, to find one that is misspelt."""
    return {loose(given): given for given in ids}


def loose(given: str) -> str:
    """What is left of an id that a spreadsheet or a person has retyped."""
    return re.sub(r"[\s_-]", "", given).casefold().lstrip("0")


def _some(names: Iterable[str]) -> str:
    ordered = sorted(names)
    text = ", ".join(shown(name) for name in ordered[:_MOST_NAMED])
    more = len(ordered) - _MOST_NAMED
    return f"{text} and {more:,} more" if more > 0 else text
