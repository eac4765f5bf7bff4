"""Reads one table that belongs to no batch, wherever people keep it: a CSV file, a workbook, or a folder."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from allocator.errors import Fault, InvalidBatch
from allocator.tables import folder, workbook
from allocator.tables.cells import key, printable
from allocator.tables.findings import Findings, Sheet
from allocator.tables.records import Records
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
    for records in read_tables([Path(path)], table, found):
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


def read_tables(paths: Sequence[Path], table: Table, found: Findings) -> list[Records]:
    """The table as each file, workbook or folder has it; every fault of every one is told to ``found``."""
    vocabularies, names = Vocabularies(), [path.name for path in paths]
    tables = []
    for path in paths:
        # Files that different people sent may be called alike.
        apart = f"{path.parent.name}/" if names.count(path.name) > 1 else ""
        for sheet in _sheets(path, table, found):
            placed = Sheet(sheet.table, apart + sheet.place, sheet.rows)
            records = read_records(placed, table, found, vocabularies, _NO_LEVEL)
            if not records.rows and records.complete:
                found.note(f"{records.place} has no rows.")
            tables.append(records)
    return tables


def has_table(path: Path, table: Table) -> bool:
    """Whether a batch folder has a file of the table, or it is a workbook, which may have a sheet of it."""
    return (
        bool(_files(path, table)) if path.is_dir() else path.suffix.lower() == ".xlsx"
    )


def _sheets(path: Path, table: Table, found: Findings) -> Iterator[Sheet]:
    place = printable(str(path))
    if path.is_dir():
        files = _files(path, table)
        if not files:
            found.fault(place, f"holds no {table.name}.csv.")
        elif len(files) > 1:
            both = " and ".join(printable(file.name) for file in files)
            found.fault(place, f"holds {both}, both the {table.name} table; keep one.")
        else:
            yield from _csv(files[0], table, found)
    elif not path.is_file():
        found.fault(printable(path.name), "no folder or file is here.")
    elif path.suffix.lower() == ".csv":
        yield from _csv(path, table, found)
    elif path.suffix.lower() == ".xlsx":
        none = True
        faults = len(found.faults)
        for sheet in workbook.one_sheet(path, table.name, found):
            none = False
            yield sheet
        if none and len(found.faults) == faults:
            found.fault(printable(path.name), f"has no sheet called {table.name}.")
    else:
        found.fault(place, "is neither a CSV file, an .xlsx workbook nor a folder.")


def _csv(path: Path, table: Table, found: Findings) -> Iterator[Sheet]:
    sheet = folder.sheet_of(path, table.name, table.column, found)
    return iter([sheet] if sheet else [])


def _files(place: Path, table: Table) -> list[Path]:
    return sorted(
        path
        for path in place.iterdir()
        if path.suffix.lower() == ".csv"
        and key(path.stem) == table.name
        and not path.name.startswith((".", "~"))
    )
