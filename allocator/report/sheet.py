"""A sheet of a workbook that reads well on screen and on paper."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from allocator.report.wording import plain

Cell = str | int | float | datetime.date | None
Kind = Literal["text", "aside", "number", "percent", "fixed", "date"]

_LONGEST_CELL = 32_000  # Excel holds 32,767 characters
_HIGHEST_ROW = 400  # and rows of 409 points
_LINE_POINTS, _SPARE_POINTS = 15, 5
_INK, _MUTED, _LINE, _BAND = "#16202A", "#4A5764", "#C9D1D8", "#E9EFF2"
_A4 = 9


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, its width in characters, and what it holds."""

    heading: str
    width: int
    kind: Kind = "text"


class Paper:
    """Sheets of one workbook that share a look."""

    def __init__(self, book: Any, footer: str) -> None:
        self.book = book
        self.footer = footer
        base = {
            "font_name": "Calibri",
            "font_size": 11,
            "font_color": _INK,
            "valign": "top",
        }
        cell = {**base, "bottom": 1, "bottom_color": _LINE, "indent": 1}
        words = {**cell, "align": "left", "text_wrap": True}
        number = {**cell, "align": "right"}
        heading = {
            **words,
            "bold": True,
            "bg_color": _BAND,
            "bottom": 2,
            "bottom_color": _MUTED,
        }
        self.title = book.add_format({**base, "font_size": 18, "bold": True})
        self.lead = book.add_format({**base, "font_size": 13, "text_wrap": True})
        self.prose = book.add_format({**base, "text_wrap": True})
        self.heading = book.add_format(heading)
        self.number_heading = book.add_format({**heading, "align": "right"})
        self.cells = {
            "text": book.add_format({**words, "num_format": "@"}),
            "aside": book.add_format({**number, "num_format": "@"}),
            "number": book.add_format({**number, "num_format": "#,##0"}),
            "decimal": book.add_format({**number, "num_format": "#,##0.0"}),
            "percent": book.add_format({**number, "num_format": "0.0%"}),
            "fixed": book.add_format({**number, "num_format": "0.0"}),
            "date": book.add_format({**number, "num_format": "d mmm yyyy"}),
        }
        self.over = book.add_format(
            {"bold": True, "font_color": "#8A1C1C", "bg_color": "#FBE9E7"}
        )
        self.away = book.add_format({"font_color": _MUTED, "italic": True})

    def sheet(self, name: str, columns: Sequence[Column]) -> Any:
        """A new sheet with the widths of its columns, set up for A4 on its side."""
        sheet = self.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer(f"&L{self.footer}&C{name}&RPage &P of &N")
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
        return sheet

    def say(
        self,
        sheet: Any,
        row: int,
        text: str,
        columns: Sequence[Column],
        look: Any = None,
    ) -> int:
        """A paragraph across the table's width, as high as it needs; the row below it."""
        said = plain(text)
        size = 1.6 if look is self.title else 1.2 if look is self.lead else 1.0
        width = int(sum(column.width for column in columns) / size)
        sheet.set_row(
            row, min(_lines(said, width) * _LINE_POINTS * size + 3, _HIGHEST_ROW)
        )
        sheet.merge_range(row, 0, row, len(columns) - 1, "", look or self.prose)
        sheet.write_string(row, 0, said, look or self.prose)
        return row + 1

    def table(
        self, sheet: Any, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]
    ) -> None:
        """Rows under a heading that stays on screen and on every printed page."""
        for down, row in enumerate(rows, 1):
            for place, (column, cell) in enumerate(zip(columns, row, strict=True)):
                self.write(sheet, down, place, column.kind, cell)
            # Excel fits rows to their text on opening, other spreadsheets do not.
            lines = max(
                _lines(cell, column.width - 1) if isinstance(cell, str) else 1
                for column, cell in zip(columns, row, strict=True)
            )
            sheet.set_row(down, min(lines * _LINE_POINTS + _SPARE_POINTS, _HIGHEST_ROW))
        self.frame(sheet, 0, columns, len(rows))
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)

    def frame(self, sheet: Any, top: int, columns: Sequence[Column], rows: int) -> None:
        """Makes what is written below ``top`` a real table, with a filter on every column."""
        headings = [
            {
                "header": column.heading,
                "header_format": self.heading
                if column.kind == "text"
                else self.number_heading,
            }
            for column in columns
        ]
        place = {"columns": headings, "style": None}
        # Room for the filter's button beside the words.
        lines = max(_lines(column.heading, column.width - 3) for column in columns)
        sheet.set_row(top, lines * _LINE_POINTS + _SPARE_POINTS)
        sheet.add_table(top, 0, top + rows, len(columns) - 1, place)

    def write(self, sheet: Any, row: int, place: int, kind: Kind, cell: Cell) -> None:
        """One cell by its kind; text stays text, whatever it begins with."""
        if cell is None:
            sheet.write_blank(row, place, None, self.cells["number"])
        elif isinstance(cell, str):
            look = "aside" if kind == "aside" else "text"
            sheet.write_string(row, place, _fitting(cell), self.cells[look])
        elif isinstance(cell, datetime.date):
            sheet.write_datetime(row, place, cell, self.cells["date"])
        elif kind == "percent":
            sheet.write_number(row, place, cell / 100, self.cells["percent"])
        else:
            look = "decimal" if kind == "number" and cell != int(cell) else kind
            sheet.write_number(row, place, cell, self.cells[look])


def _fitting(cell: str) -> str:
    """Text a cell can hold: its lines kept, control characters not, the end cut where too long."""
    shown = "\n".join(plain(line) for line in cell.split("\n"))
    return shown if len(shown) <= _LONGEST_CELL else shown[:_LONGEST_CELL] + "…"


def _lines(text: str, width: int) -> int:
    """How many lines text takes when wrapped at a width, a little on the safe side."""
    return sum(
        -(-max(len(line), 1) * 11 // (10 * max(width, 1))) for line in text.split("\n")
    )
