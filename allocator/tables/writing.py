"""Writes a team as the CSV files of a batch, so that reading them gives the same team again."""

import contextlib
import csv
import io
import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from allocator.domain.fact import Fact
from allocator.domain.team import Team
from allocator.tables.columns import TABLES
from allocator.tables.formulas import safe_cell
from allocator.tables.table import Column, Table

__all__ = ["safe_cell", "table_text", "write_batch"]


def write_batch(team: Team, folder: Path) -> None:
    """Write each table that has rows, and the two that every batch has, with the columns in use.

    Each file appears whole or not at all.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for table in TABLES.values():
        records: Sequence[Fact] = getattr(team, table.kept_as)
        path = folder / f"{table.name}.csv"
        # A table left from an earlier batch would be read as part of this one.
        if records or table.required or path.exists():
            write_text(path, table_text(table, records))


def table_text(table: Table, records: Sequence[Any]) -> str:
    """A table as CSV, with the columns in use."""
    columns = [column for column in table.columns if _is_used(column, table, records)]
    criteria = _criteria(records) if table.keeps_criteria else []
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*(column.name for column in columns), *map(safe_cell, criteria)])
    for record in records:
        cells = [_cell(column, getattr(record, column.name)) for column in columns]
        cells += [record.criteria.get(name, "") for name in criteria]
        writer.writerow([safe_cell(cell) for cell in cells])
    return text.getvalue()


def _is_used(column: Column, table: Table, records: Sequence[Fact]) -> bool:
    default = table.record.model_fields[column.name].get_default(
        call_default_factory=True
    )
    return column.required or any(
        getattr(record, column.name) != default for record in records
    )


def _criteria(records: Sequence[Any]) -> list[str]:
    return sorted({name for record in records for name in record.criteria})


def _cell(column: Column, value: Any) -> str:
    return "" if value is None else column.kind.write(value)


def write_text(path: Path, text: str) -> None:
    """Beside its place first, so that nobody ever reads half a file; with the permissions of any new file."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
