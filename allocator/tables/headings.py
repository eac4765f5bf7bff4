"""Finds the headings of a table and tells which column of the contract stands where."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain, islice

from allocator.tables.cells import is_spreadsheet_error, key, shown, tidy
from allocator.tables.findings import Findings, Row, Sheet
from allocator.tables.formulas import bare_cell
from allocator.tables.table import Table

# A title may stand above the headings, as in the lists that inspectors ask for.
_ROWS_SEARCHED = 2


@dataclass(frozen=True)
class Headings:
    """Where each known column and each other column stands, counted from 0."""

    row: int
    known: dict[str, int]
    others: dict[str, int]
    # Columns without a heading, in whose cells something may stand.
    nameless: tuple[int, ...]
    width: int


def find_headings(
    sheet: Sheet, table: Table, found: Findings
) -> tuple[Headings | None, Iterator[Row]]:
    """The headings of a sheet, with every fault in them, and the rows below."""
    rows = sheet.rows
    candidates = list(islice((row for row in rows if any(_names(row))), _ROWS_SEARCHED))
    if not candidates:
        found.fault(sheet.place, "is empty; its first row names the columns.")
        return None, rows
    counts = [sum(name in table.column for name in _names(row)) for row in candidates]
    best = counts.index(max(counts))
    if not counts[best]:
        found.fault(sheet.place, _no_headings(candidates[0], table), candidates[0][0])
        return None, rows
    below = chain(candidates[best + 1 :], rows)
    number = candidates[best][0]
    return _headings(number, _names(candidates[best]), sheet, table, found), below


def _names(row: Row) -> list[str]:
    texts = [tidy(bare_cell(cell.strip())) for cell in row[1]]
    return ["" if is_spreadsheet_error(text) else key(text) for text in texts]


def _no_headings(row: Row, table: Table) -> str:
    required = ", ".join(column.name for column in table.columns if column.required)
    seen = ", ".join(
        shown(name) for name in [tidy(cell) for cell in row[1]][:5] if name
    )
    return (
        f"names no column of the {table.name} table, which needs {required};"
        f" the first row holds {seen}."
    )


def _headings(
    row: int, names: list[str], sheet: Sheet, table: Table, found: Findings
) -> Headings:
    known: dict[str, int] = {}
    others: dict[str, int] = {}
    for position, name in enumerate(names):
        if not name:
            continue
        columns = known if name in table.column else others
        if name not in columns:
            columns[name] = position
        elif name in table.column:
            found.fault(
                sheet.place, "is the heading of two columns; keep one.", row, name
            )
        else:
            found.note(
                f"{sheet.place}: two columns are called {shown(name)}; the first was read."
            )
    for column in table.columns:
        if column.required and column.name not in known:
            near = get_close_matches(column.name, others, n=1, cutoff=0.6)
            hint = f" Is {shown(near[0])} meant to be it?" if near else ""
            found.fault(sheet.place, f"the column is missing.{hint}", row, column.name)
    if not table.keeps_criteria:
        for name in others:
            near = get_close_matches(name, table.column, n=1, cutoff=0.6)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            found.note(
                f"{sheet.place}: column {shown(name)} is not known and was not read.{hint}"
            )
    nameless = tuple(position for position, name in enumerate(names) if not name)
    return Headings(row, known, others, nameless, len(names))
