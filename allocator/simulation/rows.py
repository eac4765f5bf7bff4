"""The rows of a history as CSV text and back: the same text for the same rows, on every machine."""

import csv
import datetime
import io
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, get_args, get_type_hints

from allocator.domain.history import CaseRow, History, WeekRow, WorkerWeekRow
from allocator.tables.formulas import bare_cell, safe_cell


class Kind(NamedTuple):
    """One of the three tables of a history: its file, its field in the history, and what a row is."""

    file: str
    field: str
    row: type[Any]


KINDS = (
    Kind("weeks.csv", "weeks", WeekRow),
    Kind("cases.csv", "cases", CaseRow),
    Kind("workers.csv", "workers", WorkerWeekRow),
)


def heading(kind: Kind) -> str:
    """The first line of a table."""
    return ",".join(kind.row._fields) + "\n"


def body(rows: Iterable[Sequence[Any]]) -> str:
    """The lines of a table below its heading."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def rows(kind: Kind, text: str) -> tuple[Any, ...]:
    """The rows that lines below a heading stand for."""
    read = [_reader(hint) for hint in get_type_hints(kind.row).values()]
    return tuple(
        kind.row(*(of(cell) for of, cell in zip(read, line, strict=True)))
        for line in csv.reader(io.StringIO(text))
    )


def history(bodies: Sequence[str]) -> History:
    """A history from the lines of its three tables."""
    return History(
        *(rows(kind, text) for kind, text in zip(KINDS, bodies, strict=True))
    )


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return safe_cell(value)
        case _:
            return str(value)


def _reader(hint: Any) -> Any:
    """What makes a value of a cell."""
    options = get_args(hint)
    if type(None) in options:
        of = _reader(next(option for option in options if option is not type(None)))
        return lambda cell: of(cell) if cell else None
    if hint is bool:
        return lambda cell: cell == "yes"
    if hint is datetime.date:
        return datetime.date.fromisoformat
    return hint if hint in (int, float) else bare_cell
