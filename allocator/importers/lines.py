"""The rows of one sheet by the names of their columns, wherever the headings stand and however they are spelt."""

import datetime
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from allocator.importers.spelling import Headings
from allocator.importers.telling import Matter, Telling
from allocator.tables.cells import (
    Wrong,
    is_placeholder,
    is_spreadsheet_error,
    printable,
    tidy,
)
from allocator.tables.dates import parse_date
from allocator.tables.findings import Findings, Row
from allocator.tables.formulas import bare_cell
from allocator.tables.raw import RawSheet

# A title, a note and a merged band of headings may stand above the headings.
_ROWS_SEARCHED = 10
_UNREADABLE_DATE = Matter(
    "not_read",
    "date",
    "no day that can be read; counted as blank.",
    "Write dates as 14/09/2026.",
)


class Line(NamedTuple):
    """One row: where it stands and what its known columns say.

    ``failed`` names the columns in which a formula left an error, such as ``#N/A``.
    """

    place: str
    cells: Mapping[str, str]
    failed: frozenset[str] = frozenset()
    row: int = 0

    def says(self, column: str) -> str:
        """The text of a cell, nothing where it is blank, failed or only says that there is nothing."""
        return self.cells.get(column, "")

    def day(self, column: str, telling: Telling) -> datetime.date | None:
        """The date of a cell; one that cannot be read is told and left out."""
        text = self.says(column)
        if not text:
            return None
        try:
            return parse_date(text)
        except Wrong:
            telling.say(_UNREADABLE_DATE, f"{self.place}, {column}")
            return None


def lines_of(
    sheet: RawSheet, headings: Headings, needs: Sequence[str], found: Findings
) -> list[Line]:
    """Every row below the headings that says anything; a fault where headings that are needed are missing."""
    best, row_of_headings, columns = 0, 0, dict[str, int]()
    searched = [row for row in sheet.rows if any(cell.strip() for cell in row[1])]
    for number, cells in searched[:_ROWS_SEARCHED]:
        known = _columns(cells, headings)
        if len(known) > best:
            best, row_of_headings, columns = len(known), number, known
    missing = [name for name in needs if name not in columns]
    if missing:
        found.fault(
            sheet.place,
            f"has no column for {' or '.join(missing)} in its first {_ROWS_SEARCHED} rows.",
            row_of_headings or None,
        )
        return []
    lines = (
        _line(sheet.place, row, columns)
        for row in sheet.rows
        if row[0] > row_of_headings
    )
    return [line for line in lines if line.cells or line.failed]


def _columns(cells: Sequence[str], headings: Headings) -> dict[str, int]:
    """Where each known column stands; of two with one name, the first."""
    columns: dict[str, int] = {}
    for position, cell in enumerate(cells):
        if name := headings.column(tidy(bare_cell(cell.strip()))):
            columns.setdefault(name, position)
    return columns


def _line(place: str, row: Row, columns: Mapping[str, int]) -> Line:
    number, texts = row
    cells: dict[str, str] = {}
    failed: set[str] = set()
    for name, position in columns.items():
        text = tidy(bare_cell(texts[position].strip())) if position < len(texts) else ""
        if is_spreadsheet_error(text):
            failed.add(name)
        elif text and not is_placeholder(text):
            cells[name] = printable(text)
    return Line(f"{place} row {number}", cells, frozenset(failed), number)
