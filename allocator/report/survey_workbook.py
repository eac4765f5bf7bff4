"""A questionnaire to be answered on a computer: a workbook for one person, which is read back as it is."""

import datetime
import io
from collections.abc import Sequence
from typing import Any, NamedTuple

import xlsxwriter

from allocator.policy.guard import Guard
from allocator.policy.questionnaire import (
    COMMENT,
    TEAM,
    WAVE,
    WORKER,
    Questionnaire,
)
from allocator.report.sheet import Column, Paper
from allocator.report.survey_form import labels, notice
from allocator.report.wording import day, plain

WORKBOOK = "survey-form.xlsx"
_SHEET = "Questions"
_COLUMNS = (Column("Question", 84), Column("Your answer", 22, "number"))


class _Asked(NamedTuple):
    """One line to answer: the column it is read back from, its words, and the answers it takes."""

    column: str
    text: str
    limits: tuple[int, int] | None = None


def xlsx(asked: Questionnaire, guard: Guard, wave: datetime.date) -> bytes:
    """One sheet to answer in from top to bottom, and one that gathers the answers into a row to be read.

    The same questions give the same bytes.
    """
    content = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(content, options) as book:
        title = f"{plain(asked.title)}, {day(wave)}"
        created = datetime.datetime.combine(wave, datetime.time())
        # Otherwise the moment of writing, and no two files alike.
        book.set_properties({"title": title, "created": created})
        paper = Paper(book, title)
        lines = _lines(asked)
        first = _questions(paper, asked, notice(asked, guard, wave), title, lines)
        _gathered(paper, lines, first, wave)
    return content.getvalue()


def _lines(asked: Questionnaire) -> list[_Asked]:
    scale = asked.scale
    found = [_Asked(WORKER, "Your id, if you like"), _Asked(TEAM, "Your team")]
    found += [
        _Asked(one.name, plain(one.text), (scale.lowest, scale.highest))
        for one in asked.questions
    ]
    found += [
        _Asked(one.name, plain(one.text), (one.least, one.most)) for one in asked.facts
    ]
    if asked.comment:
        found.append(_Asked(COMMENT, plain(asked.comment.text)))
    return found


def _questions(
    paper: Paper,
    asked: Questionnaire,
    said: Sequence[str],
    title: str,
    lines: Sequence[_Asked],
) -> int:
    """What everyone is told first, then a line for each question; the row of the first one."""
    sheet = paper.sheet(_SHEET, _COLUMNS)
    row = paper.say(sheet, 0, title, _COLUMNS, paper.title)
    for sentence in said:
        row = paper.say(sheet, row, sentence, _COLUMNS)
    steps = ", ".join(f"{number} {label.lower()}" for number, label in labels(asked))
    answers = f"Write a number beside each question: {steps}."
    row = paper.say(sheet, row + 1, answers, _COLUMNS, paper.lead) + 1
    for place, column in enumerate(_COLUMNS):
        sheet.write_string(row, place, column.heading, paper.heading)
    box = paper.book.add_format({"border": 1, "align": "left", "valign": "top"})
    for down, line in enumerate(lines, row + 1):
        sheet.write_string(down, 0, line.text, paper.cells["text"])
        sheet.write_blank(down, 1, None, box)
        if line.limits:
            _only(sheet, down, *line.limits)
    return row + 1


def _only(sheet: Any, row: int, least: int, most: int) -> None:
    """Refuses anything but a number from the least to the most."""
    rule = {
        "validate": "decimal",
        "criteria": "between",
        "minimum": least,
        "maximum": most,
        "error_title": "Not an answer",
        "error_message": f"Please write a number from {least} to {most}.",
    }
    sheet.data_validation(row, 1, row, 1, rule)


def _gathered(
    paper: Paper, lines: Sequence[_Asked], first: int, wave: datetime.date
) -> None:
    """The sheet that is read: the names of the columns, and below them the answers as they are given."""
    columns = [Column(WAVE, 14), *(Column(line.column, 14) for line in lines)]
    sheet = paper.sheet("survey", columns)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.heading, paper.heading)
    sheet.write_datetime(1, 0, wave, paper.cells["date"])
    for place, _ in enumerate(lines, 1):
        cell = f"{_SHEET}!$B${first + place}"
        # A reference to an empty cell alone would be 0, which is an answer.
        sheet.write_formula(1, place, f'=IF(ISBLANK({cell}),"",{cell})', None, "")
