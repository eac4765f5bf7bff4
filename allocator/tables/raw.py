"""Sheets of any export as rows of text, before anyone says what their columns mean."""

from collections.abc import Callable, Container, Iterator
from pathlib import Path
from typing import NamedTuple

from allocator.tables import workbook
from allocator.tables.cells import printable
from allocator.tables.findings import Findings, Row, Sheet, Unreadable
from allocator.tables.folder import sheet_of


class RawSheet(NamedTuple):
    """One sheet or CSV file: what it is called, how people find it, and its rows."""

    title: str
    place: str
    rows: list[Row]


class AnyHeading:
    """Every heading is known where nobody has said which there are: the delimiter with most cells wins."""

    def __contains__(self, name: object) -> bool:
        return bool(name)


def every_sheet(title: str) -> bool:
    """Wants each sheet there is."""
    return True


def read_sheets(
    path: Path,
    found: Findings,
    wanted: Callable[[str], bool] = every_sheet,
    headings: Container[str] | None = None,
) -> list[RawSheet]:
    """The wanted sheets of a workbook, CSV file or folder of CSV files; a single CSV file is always wanted."""
    headings = AnyHeading() if headings is None else headings
    suffix = path.suffix.lower()
    sheets: list[RawSheet] = []
    try:
        is_folder = path.is_dir()
    except (OSError, ValueError):
        is_folder = False
    if is_folder:
        files = [*_csv_files(path, found)]
        chosen = [file for file in files if wanted(file.stem)]
        for file in chosen:
            sheets += _csv(file, found, headings)
    elif suffix == ".xlsx":
        for sheet in workbook.wanted_sheets(path, wanted, found):
            sheets += _whole(sheet, found)
    elif suffix == ".csv":
        sheets += _csv(path, found, headings)
    elif suffix in {".xlsm", ".xls", ".xlsb", ".ods", ".numbers"}:
        found.fault(
            printable(path.name),
            f"is a {suffix} workbook; save it as .xlsx, without macros or a password.",
        )
    else:
        found.fault(
            printable(path.name),
            "is neither an .xlsx workbook, a CSV file nor a folder of CSV files.",
        )
    return sheets


def _csv_files(folder: Path, found: Findings) -> Iterator[Path]:
    try:
        listed = sorted(folder.iterdir())
    except OSError as error:
        found.fault(printable(str(folder)), f"cannot be read: {error.strerror}.")
        return
    for path in listed:
        if path.suffix.lower() == ".csv" and not path.name.startswith((".", "~")):
            yield path


def _csv(path: Path, found: Findings, headings: Container[str]) -> list[RawSheet]:
    sheet = sheet_of(path, path.stem, headings, found)
    return _whole(sheet, found) if sheet else []


def _whole(sheet: Sheet, found: Findings) -> list[RawSheet]:
    rows: list[Row] = []
    try:
        rows.extend(sheet.rows)
    except Unreadable as error:
        found.fault(sheet.place, str(error), error.row)
        return []
    return [RawSheet(sheet.table, sheet.place, rows)]
