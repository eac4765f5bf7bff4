"""Turns the rows of one table into records, and tells everything that is wrong with them."""

from collections.abc import Iterator
from typing import Any

from allocator.tables.findings import Findings, Row, Sheet, Unreadable
from allocator.tables.headings import Headings, find_headings
from allocator.tables.lists import Levels
from allocator.tables.meanings import (
    BLANK,
    Failed,
    Meanings,
    Problem,
    of_column,
    of_others,
)
from allocator.tables.records import Records
from allocator.tables.table import Table
from allocator.tables.vocabulary import Vocabularies

Problems = list[tuple[str, str]]


def read_records(
    sheet: Sheet,
    table: Table,
    found: Findings,
    vocabularies: Vocabularies,
    unstated_level: int,
) -> Records:
    """Every row of a table as a record, with every fault in the rows told."""
    result = Records(table, sheet.place)
    try:
        headings, rows = find_headings(sheet, table, found)
        if headings is None:
            result.complete = False
            return result
        result.others = tuple(headings.others)
        result.complete = all(
            column.name in headings.known for column in table.columns if column.required
        )
        meanings = {
            name: of_column(table.column[name], vocabularies, unstated_level)
            for name in headings.known
        }
        _Reading(result, headings, meanings, found).read(rows)
    except Unreadable as error:
        found.fault(sheet.place, str(error), error.row)
        result.complete = False
    return result


class _Reading:
    """One pass over the rows of one table."""

    def __init__(
        self,
        result: Records,
        headings: Headings,
        meanings: dict[str, Meanings],
        found: Findings,
    ) -> None:
        self.result = result
        self.headings = headings
        self.found = found
        self.fields = [
            (name, headings.known[name], meanings[name]) for name in headings.known
        ]
        self.required = [
            column.name
            for column in result.table.columns
            if column.required and not column.blank and column.name in headings.known
        ]
        self.criteria = [
            (name, position, of_others())
            for name, position in headings.others.items()
            if result.table.keeps_criteria
        ]
        self.failed: dict[str, tuple[int, str, int]] = {}
        self.first_nameless: int | None = None

    def read(self, rows: Iterator[Row]) -> None:
        width = self.headings.width
        try:
            for number, row in rows:
                if len(row) < width:
                    row += [""] * (width - len(row))
                values, problems = self._values(number, row)
                if criteria := self._criteria(number, row):
                    values["criteria"] = criteria
                if len(row) > width and any(cell.strip() for cell in row[width:]):
                    # Anything in such a row may stand in the wrong column: one fault says it all.
                    problems = [("", _too_long(len(row), width))]
                    first = self.result.table.columns[0].name
                    values = {name: values[name] for name in values if name == first}
                elif values or problems:
                    problems = problems + self._blanks(values, problems)
                    problems = problems or [*self.result.table.disagreements(values)]
                else:
                    continue
                self._keep(number, values, problems)
                self._look_under_blank_headings(number, row)
        finally:
            self._tell_what_was_left_out()

    def _keep(self, number: int, values: dict[str, Any], problems: Problems) -> None:
        result = self.result
        index = len(result.rows)
        for column, problem in problems:
            self.found.fault(result.place, problem, number, column)
            result.wrong.add((index, column))
        if problems or not result.complete:
            result.add_stand_in(number, values)
        else:
            result.add(number, values)

    def _blanks(self, values: dict[str, Any], problems: Problems) -> Problems:
        blank = [name for name in self.required if name not in values]
        wrong = {name for name, _ in problems} if blank else ()
        return [
            (name, "is blank; every row needs it.")
            for name in blank
            if name not in wrong
        ]

    def _values(self, number: int, row: list[str]) -> tuple[dict[str, Any], Problems]:
        values: dict[str, Any] = {}
        problems: Problems = []
        for name, position, meanings in self.fields:
            meaning = meanings[row[position]]
            if meaning is BLANK:
                continue
            kind = meaning.__class__
            if kind is Levels:
                values[name] = meaning.levels
                if meaning.unstated:
                    place = len(self.result.rows), name
                    self.result.unstated[place] = meaning.unstated
            elif kind is Problem:
                problems.append((name, meaning))
            elif kind is Failed:
                self._count_failed(name, number, meaning)
            else:
                values[name] = meaning
        return values, problems

    def _criteria(self, number: int, row: list[str]) -> dict[str, str]:
        criteria: dict[str, str] = {}
        for name, position, meanings in self.criteria:
            meaning = meanings[row[position]]
            if meaning.__class__ is Failed:
                self._count_failed(name, number, meaning)
            elif meaning is not BLANK:
                criteria[name] = meaning
        return criteria

    def _count_failed(self, column: str, row: int, text: str) -> None:
        count, first, row = self.failed.get(column, (0, text, row))
        self.failed[column] = count + 1, first, row

    def _look_under_blank_headings(self, number: int, row: list[str]) -> None:
        if self.first_nameless is None and any(
            row[position].strip() for position in self.headings.nameless
        ):
            self.first_nameless = number

    def _tell_what_was_left_out(self) -> None:
        place = self.result.place
        for column, (count, text, row) in self.failed.items():
            cells = "one cell holds" if count == 1 else f"{count:,} cells hold"
            self.found.note(
                f"{place}, {column}: {cells} a spreadsheet error and"
                f" {'was' if count == 1 else 'were'} read as blank (first {text} in row {row})."
            )
        if self.first_nameless is not None:
            self.found.note(
                f"{place}: cells under a blank heading were not read"
                f" (first in row {self.first_nameless})."
            )


def _too_long(cells: int, headings: int) -> str:
    return (
        f"has {cells} cells under {headings} headings;"
        " put a cell that holds a comma in quotation marks."
    )
