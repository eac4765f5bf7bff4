"""Reads a workbook in a process of its own, which a hostile or broken one may end.

A few bytes of workbook can ask for all the memory there is, and the reader then aborts its process.
Run as a script, by its path, so that nothing of the package is imported. Limits and
the names of the tables wanted are its arguments; the workbook comes on the standard input, and
answers go to the standard output, one JSON value a line.
"""

import datetime
import io
import json
import re
import sys
import zipfile
import zlib
from typing import Any
from xml.etree import ElementTree

import python_calamine

_ROWS_A_LINE = 1_000
_CHUNK_BYTES = 1 << 20
# Integers beyond this are not exact in a spreadsheet.
_LARGEST_EXACT = 10**15
_IS_ERROR = re.compile(rb"""\bt=["']e["']""")
_ERROR_CELL = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^<>]*\bt=["']e["'])[^<>]*\br=["']([A-Z]{1,3})(\d{1,7})["'][^<>]*>"""
    rb"""(?:<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>))?"""
    rb"""<(?:\w+:)?v>([^<]{1,20})<"""
)
ErrorCells = dict[int, list[tuple[int, str]]]

_DAMAGED = (
    python_calamine.CalamineError,
    ElementTree.ParseError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


def main(memory: int, most_rows: int, most_columns: int, wanted: list[str]) -> None:
    """Answer with the sheets' names, then each wanted sheet's name and rows."""
    _limit_memory(memory)
    content = sys.stdin.buffer.read()
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        _say("names", book.sheet_names)
        for table in wanted:
            for name in book.sheet_names:
                if _key(name) == table:
                    _say("sheet", name)
                    sheet = book.get_sheet_by_name(name)
                    last_row, last_column = sheet.end or (0, 0)
                    if last_row >= most_rows:
                        _say("fault", f"has more than {most_rows:,} rows.")
                    elif last_column >= most_columns:
                        _say("fault", f"has more than {most_columns:,} columns.")
                    else:
                        _send(sheet, _error_cells(content, name))
                        _say("done", name)
    except python_calamine.PasswordError:
        _say("fault", "is protected by a password; save it without one.")
    except _DAMAGED:
        _say("fault", "is damaged, or is not a workbook that Excel would open.")
    _say("end", None)


def _limit_memory(most: int) -> None:
    try:
        import resource
    except ImportError:
        return  # Windows: the limits on unpacked size, rows and columns remain.
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    # What an aborted process leaves behind would hold people's records.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _say(what: str, value: Any) -> None:
    sys.stdout.write(json.dumps([what, value]) + "\n")
    # The last word before an abort tells which sheet caused it.
    sys.stdout.flush()


def _key(name: str) -> str:
    """The same as ``cells.key``, which is not imported: see above."""
    return "_".join(re.split(r"[\s_-]+", name.lower())).strip("_") or name


def _send(sheet: python_calamine.CalamineSheet, errors: ErrorCells) -> None:
    left = sheet.start[1] if sheet.start else 0
    rows: list[list[str]] = []
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [_text(cell) for cell in row]
        for column, error in errors.get(number, ()):
            if left <= column < left + len(cells):
                cells[column - left] = error
        rows.append(cells)
        if len(rows) == _ROWS_A_LINE:
            _say("rows", rows)
            rows = []
    _say("rows", rows)


def _text(cell: Any) -> str:
    """A cell as it would stand in a CSV file."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        whole = cell.is_integer() and abs(cell) < _LARGEST_EXACT
        return str(int(cell)) if whole else repr(cell)
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)


def _error_cells(content: bytes, name: str) -> ErrorCells:
    """By row, the columns where a formula failed and what it says; the reader gives blanks."""
    found: ErrorCells = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = _part(archive, name)
        if not _has_errors(archive, part):
            return found
        for match in _ERROR_CELL.finditer(archive.read(part)):
            letters, row, text = (
                group.decode("utf-8", "replace") for group in match.groups()
            )
            found.setdefault(int(row), []).append((_column(letters), text))
    return found


def _has_errors(archive: zipfile.ZipFile, part: str) -> bool:
    """Whether any cell failed; nearly always none has, and the sheet need not be held at once."""
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            if _IS_ERROR.search(tail + chunk):
                return True
            tail = chunk[-8:]
    return False


def _part(archive: zipfile.ZipFile, name: str) -> str:
    """Where in the archive a sheet is kept."""
    parts = {part.replace("\\", "/").lower(): part for part in archive.namelist()}
    book = ElementTree.fromstring(archive.read(parts["xl/workbook.xml"]))  # noqa: S314 (memory and time of this process are limited)
    links = ElementTree.fromstring(archive.read(parts["xl/_rels/workbook.xml.rels"]))  # noqa: S314 (as above)
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for sheet in book.iter():
        if sheet.tag.endswith("}sheet") and sheet.get("name") == name:
            link = next(
                (value for key, value in sheet.items() if key.endswith("}id")), ""
            )
            target = targets[link].lower()
            return parts[
                target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            ]
    raise KeyError(name)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


if __name__ == "__main__":
    memory, rows, columns = map(int, sys.argv[1:4])
    main(memory, rows, columns, sys.argv[4:])
