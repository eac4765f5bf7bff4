"""The diary table: its columns, and everything that may be wrong with a diary told at once."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from allocator.domain.diary import MINUTES_IN_A_DAY, TASKS, Entry, minute_of
from allocator.domain.team import Team
from allocator.errors import InvalidBatch
from allocator.policy.diary_guide import DiaryGuide
from allocator.tables import kinds
from allocator.tables.cells import shown
from allocator.tables.findings import Findings
from allocator.tables.records import Records
from allocator.tables.references import loose, loosely
from allocator.tables.single import read_tables
from allocator.tables.table import Column, Table, Values
from allocator.tables.times import parse_time

_TIME = kinds.Kind(
    "a time of day", parse_time, lambda time: time.isoformat(timespec="minutes")
)
# An empty list is a blank: whatever is written here leaves no trace.
_UNREAD = kinds.Kind("anything; it is never read", lambda text: ())
_FIVE = 5
# One worker's day.
_Day = tuple[str, datetime.date]


def _times(values: Values) -> Iterator[tuple[str, str]]:
    """What one line of a diary says against itself."""
    start: datetime.time | None = values.get("start")
    end: datetime.time | None = values.get("end")
    minutes: int | None = values.get("minutes")
    if start and end:
        took = minute_of(end) - minute_of(start)
        if took <= 0:
            yield (
                "end",
                f"{end:%H:%M} is not after start, {start:%H:%M}; work past midnight is two lines.",
            )
        elif minutes is not None and minutes != took:
            yield (
                "minutes",
                f"{minutes} is not the {took} from start to end; keep one of the two.",
            )
    elif minutes is None:
        missing = "end" if start else "start" if end else "minutes"
        yield missing, "is blank; give start and end, or minutes."


DIARY = Table(
    "diary",
    Entry,
    "diary",
    "What people did, a line for each piece of work.",
    (
        Column(
            "worker_id", kinds.ID, "Who kept the diary, as in the workers table.", True
        ),
        Column("date", kinds.DATE, "The day.", True),
        Column(
            "start", _TIME, "When it began.", blank="minutes are given", guarded=True
        ),
        Column("end", _TIME, "When it ended.", blank="minutes are given", guarded=True),
        Column(
            "minutes",
            kinds.whole(
                1, MINUTES_IN_A_DAY, f"a whole number from 1 to {MINUTES_IN_A_DAY}"
            ),
            "How long it took, where start and end are not given.",
            blank="start and end are given",
            guarded=True,
        ),
        Column("task", kinds.choice(*TASKS), "What kind of work it was.", True),
        Column(
            "case_id",
            kinds.ID,
            "The case it was for, as in the cases table.",
            blank="it was for no one case",
            guarded=True,
        ),
        Column(
            "stress",
            kinds.whole(1, _FIVE, "a whole number from 1 to 5"),
            "How tense it was, 1 (calm) to 5 (as bad as it gets).",
            blank="not said",
        ),
        Column(
            "resources",
            kinds.choice("missing", "adequate"),
            "Whether they had what they needed.",
            blank="not said",
        ),
        Column(
            "note", _UNREAD, "For the person who keeps the diary; no program reads it."
        ),
    ),
    disagreements=_times,
)


@dataclass(frozen=True)
class Diary:
    """Every line of every diary that was read, the digest of each file, and what should be known about them."""

    entries: tuple[Entry, ...]
    inputs: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def read_diary(paths: Sequence[Path], team: Team, guide: DiaryGuide) -> Diary:
    """The diaries that people in a batch kept; raises InvalidBatch with every fault of every file."""
    found = Findings()
    tables = read_tables(paths, DIARY, found)
    _check(tables, team, found)
    if found.faults:
        raise InvalidBatch(found.in_order({t.place: t.place for t in tables}))
    entries = tuple(entry for table in tables for entry in table.records)
    notes = (*found.notes, *_oddities(entries, team, guide))
    return Diary(entries, dict(sorted(found.inputs.items())), notes)


def _check(tables: Sequence[Records], team: Team, found: Findings) -> None:
    """People who are not in the batch, cases that are misspelt, hours told twice, days of more than a day."""
    days = _Days(found)
    near = {"worker_id": loosely(team.worker), "case_id": loosely(team.case)}
    for table in tables:
        wrong = {index for index, _ in table.wrong}
        for index, entry in enumerate(table.records):
            row = table.rows[index]
            for column, name in _strangers(entry, team):
                meant = near[column].get(loose(name))
                if table.is_wrong(index, column) or (column == "case_id" and not meant):
                    continue
                hint = f" Did you mean {shown(meant)}?" if meant else ""
                of = "workers" if column == "worker_id" else "cases"
                problem = f"{shown(name)} is not in the {of} table.{hint}"
                found.fault(table.place, problem, row, column)
            if index not in wrong and table.complete:
                days.add(entry, table.place, row)


def _strangers(entry: Entry, team: Team) -> Iterator[tuple[str, str]]:
    """Whoever and whatever is named that the batch does not have."""
    if entry.worker_id not in team.worker:
        yield "worker_id", entry.worker_id
    if entry.case_id and entry.case_id not in team.case:
        yield "case_id", entry.case_id


class _Days:
    """Everybody's days as they fill up."""

    def __init__(self, found: Findings) -> None:
        self._found = found
        self._minutes: dict[_Day, int] = defaultdict(int)
        self._stretches: dict[_Day, list[tuple[int, int, str]]] = defaultdict(list)

    def add(self, entry: Entry, place: str, row: int) -> None:
        """Take in one line, and tell where it cannot be true beside those before it."""
        day = entry.worker_id, entry.date
        before = self._minutes[day]
        self._minutes[day] += entry.length
        if before <= MINUTES_IN_A_DAY < self._minutes[day]:
            problem = f"makes more than 24 hours on {entry.date} for {shown(entry.worker_id)}."
            self._found.fault(place, problem, row, "minutes")
        if entry.start and entry.end:
            start, end = minute_of(entry.start), minute_of(entry.end)
            for other_start, other_end, where in self._stretches[day]:
                if start < other_end and other_start < end:
                    problem = f"overlaps {where}; share the time between the two."
                    self._found.fault(place, problem, row, "start")
                    break
            self._stretches[day].append((start, end, f"{place} row {row}"))


def _oddities(entries: Sequence[Entry], team: Team, guide: DiaryGuide) -> Iterator[str]:
    """What is possible, but seldom meant."""
    closed: dict[str, None] = {}
    elsewhere: dict[str, None] = {}
    days: dict[tuple[str, datetime.date], int] = defaultdict(int)
    for entry in entries:
        days[entry.worker_id, entry.date] += entry.length
        if not entry.case_id:
            continue
        case = team.case.get(entry.case_id)
        if case is None:
            closed[entry.case_id] = None
        elif entry.worker_id not in (case.worker_id, case.co_worker_id):
            elsewhere[entry.case_id] = None
    for cases, said in (
        (closed, "not in the cases table, so nothing but the time is known of them"),
        (elsewhere, "written about by someone who neither holds nor shares them"),
    ):
        if cases:
            yield f"{_counted(len(cases), 'case')} {'is' if len(cases) == 1 else 'are'} {said}: {_some([*cases])}."
    long = [day for day, minutes in days.items() if minutes > 60 * guide.long_day_hours]
    if long:
        named = _some([f"{who} on {day}" for who, day in long])
        hours = guide.long_day_hours
        yield f"{_counted(len(long), 'day')} of more than {hours} hours: {named}."


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _some(names: Sequence[str]) -> str:
    more = len(names) - _FIVE
    return ", ".join(names[:_FIVE]) + (f" and {more:,} more" if more > 0 else "")
