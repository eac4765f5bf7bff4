"""Reads one table of its own, from a CSV file or a workbook, and tells everything wrong with it at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from allocator.errors import Fault, InvalidBatch
from allocator.tables import csv_text, workbook
from allocator.tables.cells import printable
from allocator.tables.findings import Findings, Sheet, Unreadable
from allocator.tables.folder import content_of
from allocator.tables.rows import read_records
from allocator.tables.table import Table
from allocator.tables.vocabulary import Vocabularies

_NO_LEVEL = 0


@dataclass(frozen=True)
class Read:
    """The records of one table, where each stands, and what there is to say about them."""

    records: tuple[Any, ...] = ()
    place: str = ""
    rows: Sequence[int] = ()
    notes: tuple[str, ...] = ()
    inputs: dict[str, str] = field(default_factory=dict)
    # False where rows are missing because the table could not be read to its end.
    complete: bool = False
    # Cells found wrong, by record and column; a blank column stands for the whole row.
    wrong: frozenset[tuple[int, str]] = frozenset()

    def is_wrong(self, index: int, column: str) -> bool:
        """Whether a cell, or the row it stands in, was found wrong already."""
        return not self.wrong.isdisjoint({(index, column), (index, "")})

    @cached_property
    def faulty(self) -> frozenset[int]:
        """The records of rows in which something was found wrong."""
        return frozenset(index for index, _ in self.wrong)

    def fault(self, index: int, column: str, problem: str) -> Fault:
        """A fault in one record, placed where people find it."""
        return Fault(self.place, self.rows[index], column, problem)


def read_table(path: str | Path, table: Table) -> Read:
    """Every row of one table; raises InvalidBatch with every fault of it.

    In a workbook the table is the sheet of its name.
    """
    read, faults = read_with_faults(path, table)
    if faults:
        raise InvalidBatch(faults)
    return read


def read_with_faults(path: str | Path, table: Table) -> tuple[Read, list[Fault]]:
    """What could be read of a table, and every fault of it, for those who have more to check."""
    found = Findings()
    read = Read()
    for sheet in _sheet(Path(path), table, found):
        records = read_records(sheet, table, found, Vocabularies(), _NO_LEVEL)
        read = Read(
            records=tuple(records.records),
            place=records.place,
            rows=tuple(records.rows),
            notes=tuple(found.notes),
            inputs=dict(found.inputs),
            complete=records.complete,
            wrong=frozenset(records.wrong),
        )
    return read, found.in_order({})


def _sheet(path: Path, table: Table, found: Findings) -> Iterator[Sheet]:
    """The one sheet, or a fault that says why there is none."""
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        yield from workbook.sheet(path, table.name, found)
        return
    name = printable(path.name)
    if suffix != ".csv":
        found.fault(name, "is neither a CSV file nor an .xlsx workbook.")
        return
    try:
        content = content_of(path)
        encoding = csv_text.encoding_of(content)
    except Unreadable as error:
        found.fault(name, str(error), error.row)
        return
    found.digest(path.name, content)
    yield Sheet(table.name, name, csv_text.rows_of(content, encoding, table.column))
