"""Reads the text of one CSV file as spreadsheets and case management systems write it."""

import codecs
import csv
import io
import re
from collections.abc import Container, Iterator

from allocator.tables import limits
from allocator.tables.cells import key
from allocator.tables.findings import Row, Unreadable

_DELIMITERS = (",", ";", "\t")
# Excel's own way of naming the delimiter in a first line that it then hides.
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*\Z', re.IGNORECASE)
_LINES_SNIFFED = 3
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def encoding_of(content: bytes) -> str:
    """The encoding of a CSV file; raises Unreadable where it is no text."""
    if content.startswith(_WORKBOOKS):
        raise Unreadable("is a workbook, whatever its name says; save it as CSV UTF-8.")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ["utf-16"]
    elif b"\0" in content[:1000].partition(b"\n")[0]:
        raise Unreadable("is not plain text; save it as CSV UTF-8.")
    else:
        candidates = ["utf-8-sig", "cp1252"]
    line = 0
    for encoding in candidates:
        try:
            content.decode(encoding)
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
        else:
            return encoding
    raise Unreadable(
        f"is neither UTF-8 nor Windows-1252 text (see line {line}); save it as CSV UTF-8."
    )


def rows_of(content: bytes, encoding: str, columns: Container[str]) -> Iterator[Row]:
    """The rows of a CSV file, numbered from 1 as a spreadsheet shows them; known columns tell its delimiter."""
    stream = io.TextIOWrapper(io.BytesIO(content), encoding, newline="")
    delimiter = _named_delimiter(stream) or _likeliest_delimiter(stream, columns)
    number = 0
    try:
        for number, row in enumerate(
            csv.reader(stream, delimiter=delimiter, skipinitialspace=True, strict=True),
            1,
        ):
            if number > limits.MOST_ROWS:
                raise Unreadable(f"has more than {limits.MOST_ROWS:,} rows.", number)
            if len(row) > limits.MOST_COLUMNS:
                raise Unreadable(
                    f"has more than {limits.MOST_COLUMNS:,} columns.", number
                )
            yield number, row
    except csv.Error as error:
        raise Unreadable(_advice(error), number + 1) from error


def _named_delimiter(stream: io.TextIOWrapper) -> str:
    found = _SEPARATOR_LINE.match(stream.readline(100))
    if not found:
        stream.seek(0)
    return found[1] if found else ""


def _likeliest_delimiter(stream: io.TextIOWrapper, columns: Container[str]) -> str:
    """The delimiter that makes most headings known; a title may stand above them."""
    start = [stream.readline(100_000) for _ in range(_LINES_SNIFFED)]
    stream.seek(0)

    def known(delimiter: str) -> int:
        cells = (
            cell.strip().strip('"') for line in start for cell in line.split(delimiter)
        )
        return sum(key(cell.strip()) in columns for cell in cells)

    return max(_DELIMITERS, key=known)


def _advice(error: csv.Error) -> str:
    text = str(error)
    if "field larger" in text:
        return (
            f"has a cell longer than {csv.field_size_limit():,} characters;"
            " a quotation mark may be missing."
        )
    if "new-line" in text:
        return (
            "has a line break in the middle of a cell; put the cell in quotation marks."
        )
    return (
        "has a quotation mark that is not closed, or text after a closed one;"
        ' write a quotation mark inside a quoted cell as "".'
    )
