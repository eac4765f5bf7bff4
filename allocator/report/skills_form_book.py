"""A questionnaire as a workbook whose rows are a ratings table, so that returned forms need no typing in."""

import datetime
import io
from collections.abc import Iterator
from typing import Any, NamedTuple

import xlsxwriter

from allocator.domain.answers import CLEAR
from allocator.policy.framework import HIGHEST, Described
from allocator.report.skills_form import HEADINGS, Form, how_to_answer, what_for
from allocator.report.wording import plain

_START, _RATINGS = "Start here", "ratings"
_INK, _MUTED, _LINE, _BAND, _FIELD = (
    "#16202A",
    "#4A5764",
    "#C9D1D8",
    "#E9EFF2",
    "#FFF8DC",
)
_POINTS_A_LINE = 15
_MOST_MINUTES = 600
# Where the three facts stand that every row of the ratings repeats.
_WORKER_CELL, _RATER_CELL, _DATE_CELL = "B3", "B4", "B5"
_A4 = 9


class _Field(NamedTuple):
    """A column of the ratings sheet: its heading, its width, and whether people fill it in."""

    heading: str
    width: int
    is_asked: bool = False


class _Cell(NamedTuple):
    """One cell of a question's row; only formulas of ours are ever formulas."""

    look: str
    text: str = ""
    is_formula: bool = False


def xlsx(form: Form) -> bytes:
    """The workbook; the same form gives the same bytes."""
    content = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(content, options) as book:
        first = form.framework.versions[-1].date
        book.set_properties(
            {
                "title": HEADINGS[form.rater],
                # Otherwise the moment of writing, and no two files alike.
                "created": datetime.datetime.combine(first, datetime.time()),
            }
        )
        looks = _looks(book)
        _start(book, form, looks)
        _ratings(book, form, looks)
    return content.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    base = {
        "font_name": "Calibri",
        "font_size": 11,
        "font_color": _INK,
        "valign": "top",
        "text_wrap": True,
    }
    cell = {**base, "bottom": 1, "bottom_color": _LINE}
    field = {**cell, "border": 1, "border_color": _MUTED, "bg_color": _FIELD}
    return {
        "title": book.add_format({**base, "font_size": 18, "bold": True}),
        "prose": book.add_format(base),
        "bold": book.add_format({**base, "bold": True}),
        "cell": book.add_format({**cell, "num_format": "@"}),
        "name": book.add_format({**cell, "bold": True}),
        "aside": book.add_format({**cell, "font_color": _MUTED, "font_size": 9}),
        "day": book.add_format({**cell, "font_color": _MUTED, "font_size": 9, "num_format": "yyyy-mm-dd"}),
        "heading": book.add_format({**base, "bold": True, "bg_color": _BAND, "bottom": 2, "bottom_color": _MUTED}),
        "field": book.add_format({**field, "num_format": "@", "locked": False}),
        "number": book.add_format({**field, "locked": False, "align": "center", "bold": True, "font_size": 13}),
        "date": book.add_format({**field, "locked": False, "num_format": "yyyy-mm-dd", "align": "left"}),
    }  # fmt: skip


def _start(book: Any, form: Form, looks: dict[str, Any]) -> None:
    """Who, when, and how to answer: filled in once for all rows."""
    sheet = book.add_worksheet(_START)
    sheet.hide_gridlines(2)
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 74)
    sheet.merge_range(0, 0, 0, 1, HEADINGS[form.rater], looks["title"])
    sheet.set_row(0, 28)
    name = plain(form.framework.title)
    sheet.merge_range(
        1, 0, 1, 1, f"{name}, version {form.framework.version}", looks["prose"]
    )
    who = "Your id" if form.rater == "self" else "The worker’s id"
    sheet.write_string(2, 0, who, looks["bold"])
    sheet.write_string(2, 1, form.worker_id, looks["field"])
    if form.rater == "supervisor":
        sheet.write_string(3, 0, "Your id, as supervisor", looks["bold"])
        sheet.write_string(3, 1, form.rater_id, looks["field"])
    sheet.write_string(4, 0, "Date", looks["bold"])
    sheet.write_blank(4, 1, None, looks["date"])
    sheet.data_validation(
        _DATE_CELL,
        {
            "validate": "date",
            "criteria": ">",
            "value": datetime.date(2000, 1, 1),
            "input_title": "Date",
            "input_message": "The day you answer, as 2026-09-14 or 14/9/2026.",
        },
    )
    row = 6
    said = [
        *([f"About {form.about}."] if form.worker else []),
        what_for(form),
        *how_to_answer(form),
        f"Answer in the yellow cells of the sheet “{_RATINGS}”, save, and give the file back.",
    ]
    for text in said:
        sheet.merge_range(row, 0, row, 1, text, looks["prose"])
        sheet.set_row(row, _points(text, 100))
        row += 1
    for number, rung in enumerate(form.framework.scale):
        label = f"{number} {plain(rung.title)}"
        sheet.write_string(row + 1 + number, 0, label, looks["name"])
        sheet.write_string(row + 1 + number, 1, plain(rung.meaning), looks["cell"])
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _fields(form: Form) -> list[_Field]:
    scale = [
        _Field(f"{number} {plain(rung.title)}", 20)
        for number, rung in enumerate(form.framework.scale)
    ]
    pilot = [
        _Field("Clear", 10, True),
        _Field("Minutes", 10, True),
        _Field("Comment", 34, True),
    ]
    return [
        _Field("Question", 30),
        *scale,
        _Field("Level", 8, True),
        _Field("Evidence", 26, True),
        *(pilot if form.pilot else []),
        _Field("competency", 14),
        _Field("worker_id", 10),
        _Field("rater", 10),
        _Field("rater_id", 10),
        _Field("date", 11),
        _Field("version", 11),
    ]  # fmt: skip


def _ratings(book: Any, form: Form, looks: dict[str, Any]) -> None:
    """A row for each question, with the facts that a ratings table needs beside what people see."""
    sheet = book.add_worksheet(_RATINGS)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 1)
    fields = _fields(form)
    for place, field in enumerate(fields):
        sheet.set_column(place, place, field.width)
        sheet.write_string(0, place, field.heading, looks["heading"])
    rows = [one for _, several in form.questions for one in several]
    for row, (name, one) in enumerate(rows, 1):
        title = (
            looks["bold"],
            plain(one.title),
            looks["prose"],
            f"\n{plain(one.question)}",
        )
        sheet.write_rich_string(row, 0, *title, looks["cell"])
        for place, cell in enumerate(_row(form, name, one), 1):
            look = looks[cell.look]
            if cell.is_formula:
                sheet.write_formula(row, place, cell.text, look, "")
            elif cell.text:
                sheet.write_string(row, place, cell.text, look)
            else:
                sheet.write_blank(row, place, None, look)
        texts = [f"{one.title}\n{one.question}", *one.levels]
        widths = [field.width for field in fields[: len(texts)]]
        sheet.set_row(row, max(map(_points, texts, widths)) + _POINTS_A_LINE)
    _guide(sheet, fields, len(rows))
    # What only a program reads is left off the paper.
    asked = [place for place, field in enumerate(fields) if field.is_asked]
    sheet.print_area(0, 0, len(rows), max(asked))
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _row(form: Form, name: str, one: Described) -> Iterator[_Cell]:
    """Each cell of a row after the question."""
    yield from (_Cell("cell", plain(level)) for level in one.levels)
    yield _Cell("number")
    yield _Cell("field")
    if form.pilot:
        yield from (_Cell("field"), _Cell("number"), _Cell("field"))
    yield _Cell("aside", name)
    yield _fact(form.worker_id, _WORKER_CELL)
    yield _Cell("aside", form.rater)
    yield _fact(form.rater_id, _WORKER_CELL if form.rater == "self" else _RATER_CELL)
    yield _fact("", _DATE_CELL, "day")
    yield _Cell("aside", form.framework.version)


def _fact(known: str, cell: str, look: str = "aside") -> _Cell:
    """What is known, else what people write into one cell of the first sheet."""
    if known:
        return _Cell(look, known)
    place = f"'{_START}'!${cell[0]}${cell[1]}"
    return _Cell(look, f'=IF({place}="","",{place})', is_formula=True)


def _guide(sheet: Any, fields: list[_Field], rows: int) -> None:
    """Lets people pick from what is possible."""
    place = {field.heading: number for number, field in enumerate(fields)}
    level = place["Level"]
    sheet.data_validation(
        1,
        level,
        rows,
        level,
        {
            "validate": "list",
            "source": [str(number) for number in range(HIGHEST + 1)],
            "error_message": f"Pick a level from 0 to {HIGHEST}, or leave it blank.",
        },
    )
    if "Clear" in place:
        clear, minutes = place["Clear"], place["Minutes"]
        sheet.data_validation(
            1, clear, rows, clear, {"validate": "list", "source": [*CLEAR]}
        )
        limits = {
            "validate": "decimal",
            "criteria": "between",
            "minimum": 0,
            "maximum": _MOST_MINUTES,
        }
        sheet.data_validation(1, minutes, rows, minutes, limits)


def _points(text: str, width: int) -> int:
    """How high a row must be for text of a width."""
    lines = sum(-(-max(len(line), 1) * 11 // (10 * width)) for line in text.split("\n"))
    return lines * _POINTS_A_LINE + 4
