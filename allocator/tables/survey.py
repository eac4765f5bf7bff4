"""Reads the answers to a questionnaire: one row for each person and wave, with every fault told at once."""

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import create_model

from allocator.domain.fact import Fact
from allocator.domain.survey import Answer
from allocator.domain.team import Team
from allocator.errors import InvalidBatch
from allocator.policy.questionnaire import COMMENT, TEAM, WAVE, WORKER, Questionnaire
from allocator.tables import kinds
from allocator.tables.cells import shown
from allocator.tables.findings import Findings
from allocator.tables.kinds import Kind
from allocator.tables.records import Records
from allocator.tables.references import loose, loosely
from allocator.tables.single import read_tables
from allocator.tables.table import Column, Table

NAME = "survey"

# What people write in their own words is looked at by nobody but whoever opens the file: it is dropped on reading.
_UNREAD = Kind("text", lambda text: (), placeholders_are_blank=False)


class Answers(NamedTuple):
    """What was read: complete answers, how many were not complete, and what there is to say about it."""

    answers: tuple[Answer, ...]
    incomplete: dict[datetime.date, int]
    notes: tuple[str, ...]


class _Row(Fact):
    """One row of answers as it is read."""

    wave: datetime.date
    worker_id: str = ""
    team: str = ""
    comment: str = ""


def table(asked: Questionnaire) -> Table:
    """The table that a questionnaire is answered in: one column for each question."""
    scale = asked.scale
    steps = f"a whole number from {scale.lowest} to {scale.highest}"
    questions: dict[str, Any] = {
        one.name: (int | None, None) for one in asked.questions
    }
    facts: dict[str, Any] = {one.name: (float | None, None) for one in asked.facts}
    return Table(
        NAME,
        create_model("SurveyRow", __base__=_Row, **questions, **facts),
        "",
        "Answers to a questionnaire: one row for each person and wave.",
        (
            Column(WAVE, kinds.DATE, "The day the wave began, the same for everyone.", True),
            Column(WORKER, kinds.ID, "Who answers.", blank="they did not say"),
            Column(
                TEAM,
                kinds.NAME,
                "Their team.",
                blank="as in the batch, or none",
                vocabulary="team",
            ),
            *(
                Column(
                    one.name,
                    kinds.whole(scale.lowest, scale.highest, steps),
                    one.text,
                    blank="the row is not complete and does not count",
                    guarded=True,
                )
                for one in asked.questions
            ),
            *(
                Column(one.name, kinds.number(one.least, one.most), one.text)
                for one in asked.facts
            ),
            Column(COMMENT, _UNREAD, "In their own words; never read."),
        ),
    )  # fmt: skip


def read_answers(
    paths: Sequence[Path], asked: Questionnaire, team: Team | None = None
) -> Answers:
    """Every answer in some files; teams are those of the batch where people are in it.

    Raises InvalidBatch with every fault of every file.
    """
    found = Findings()
    read = read_tables(paths, table(asked), found)
    _check(read, team, found)
    if found.faults:
        raise InvalidBatch(found.in_order({r.place: r.place for r in read}))
    teams = {w.worker_id: w.team for w in team.workers} if team else {}
    complete, incomplete = list[Answer](), dict[datetime.date, int]()
    for records in read:
        for row in records.records:
            answer = _answer(row, asked, teams)
            if answer is None:
                incomplete[row.wave] = incomplete.get(row.wave, 0) + 1
            else:
                complete.append(answer)
    return Answers(tuple(complete), incomplete, tuple(found.notes))


def _answer(row: Any, asked: Questionnaire, teams: dict[str, str]) -> Answer | None:
    """A row as an answer; None where a question is left blank.

    A person who counted in one topic and not in another could be found by subtracting the two.
    """
    given = {one.name: getattr(row, one.name) for one in asked.questions}
    if None in given.values():
        return None
    facts = {one.name: getattr(row, one.name) for one in asked.facts}
    return Answer(
        wave=row.wave,
        worker_id=row.worker_id,
        team=teams.get(row.worker_id) or row.team,
        answers=given,
        facts={name: number for name, number in facts.items() if number is not None},
    )


def _check(read: Sequence[Records], team: Team | None, found: Findings) -> None:
    """Tell who is not in the batch, and who answers twice in one wave."""
    near = loosely(team.worker) if team else {}
    seen: dict[tuple[datetime.date, str], str] = {}
    for records, index, row in _rows(read):
        number, who = records.rows[index], (row.wave, row.worker_id)
        if not row.worker_id or records.is_wrong(index, WORKER):
            continue
        if team and row.worker_id not in team.worker:
            meant = near.get(loose(row.worker_id))
            hint = f" Did you mean {shown(meant)}?" if meant else ""
            problem = f"{shown(row.worker_id)} is not in the workers table.{hint}"
            found.fault(records.place, problem, number, WORKER)
        if records.is_wrong(index, WAVE):
            continue
        if who in seen:
            problem = f"answers twice in this wave, here and in {seen[who]}; keep one."
            found.fault(records.place, problem, number, WORKER)
        seen.setdefault(who, f"{records.place} row {number}")


def _rows(read: Sequence[Records]) -> Iterator[tuple[Records, int, Any]]:
    for records in read:
        for index, row in enumerate(records.records):
            yield records, index, row
