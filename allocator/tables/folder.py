"""Finds the CSV files of a batch in a folder."""

from collections.abc import Container, Iterator
from pathlib import Path

from allocator.tables import csv_text, limits
from allocator.tables.cells import key, printable
from allocator.tables.columns import OTHERS, TABLES
from allocator.tables.findings import (
    Findings,
    Sheet,
    Unreadable,
    missing_tables,
    place_stranger,
    repeated_table,
)


def sheets(folder: Path, found: Findings) -> Iterator[Sheet]:
    """Every table in a folder, in the order in which tables are told about."""
    files = _files(folder, found)
    for table, path in files.items():
        if sheet := sheet_of(path, table, TABLES[table].column, found):
            yield sheet


def sheet_of(
    path: Path, table: str, columns: Container[str], found: Findings
) -> Sheet | None:
    """One CSV file as the table it holds; None, with the fault told, where it cannot be read."""
    name = printable(path.name)
    try:
        content = _content(path)
        encoding = csv_text.encoding_of(content)
    except Unreadable as error:
        found.fault(name, str(error), error.row)
        return None
    found.digest(path.name, content)
    if encoding == "cp1252":
        found.note(
            f"{path.name} was read as Windows-1252 text;"
            " if names look wrong, save it as CSV UTF-8."
        )
    rows = csv_text.rows_of(content, encoding, columns)
    return Sheet(table, path.name, rows)


def _files(folder: Path, found: Findings) -> dict[str, Path]:
    files: dict[str, Path] = {}
    others: list[Path] = []
    place = printable(str(folder))
    try:
        listed = sorted(folder.iterdir())
    except OSError as error:
        found.fault(place, f"cannot be read: {error.strerror}.")
        return {}
    for path in listed:
        name = key(path.stem)
        if path.name.startswith((".", "~")):
            continue
        if path.suffix.lower() != ".csv" or name not in TABLES:
            others.append(path)
        elif name in files:
            repeated_table(found, files[name].name, path.name, name)
        else:
            files[name] = path
    for path in others:
        _say_what_is_not_read(path, found)
    if not files:
        workbooks = [path.name for path in others if path.suffix.lower() == ".xlsx"]
        hint = (
            f" To read {printable(workbooks[0])}, give its path." if workbooks else ""
        )
        names = [f"{name}.csv" for name in TABLES]
        found.fault(
            place,
            f"holds none of the files of a batch: {', '.join(names)}.{hint}",
        )
    else:
        strangers = [path.name for path in others]
        missing_tables(found, set(files), place, strangers)
    return {table: files[table] for table in TABLES if table in files}


def _say_what_is_not_read(path: Path, found: Findings) -> None:
    suffix = path.suffix.lower()
    if suffix == ".csv":
        place_stranger(found, path.name, path.stem)
    elif suffix in {".xlsx", ".xlsm", ".xls"}:
        found.note(
            f"{printable(path.name)} is a workbook beside CSV files and was not read."
        )
    elif key(path.stem) in {*TABLES, *OTHERS} and path.is_file():
        found.note(f"{printable(path.name)} was not read; tables are .csv files.")


def _content(path: Path) -> bytes:
    """What one CSV file holds; raises Unreadable where it cannot be read."""
    try:
        if not path.is_file():
            raise Unreadable("is not a file that can be read.")
        if path.stat().st_size > limits.LARGEST_CSV_BYTES:
            raise Unreadable(
                f"is larger than {limits.LARGEST_CSV_BYTES // 1_000_000} MB."
            )
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}.") from error
