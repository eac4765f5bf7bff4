"""An audit as a workbook: competencies, groups and everyone's levels as heat maps, and what to talk about."""

import datetime
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from allocator.domain.compiled import CompetencyFound, GroupFound
from allocator.report.sheet import Cell, Column, Paper
from allocator.report.skills_audited import Audited
from allocator.report.skills_heat import (
    INK_ON,
    SHADES,
    level_cell,
    ordered,
    share_cell,
)
from allocator.report.skills_sentences import (
    READINGS,
    agreeing,
    findings,
    lead,
    privacy,
    prompt,
    two,
)
from allocator.report.wording import day, plain

_UPRIGHT = 90
_HEADING_POINTS = 170
_NARROW = 6.5


def xlsx(audited: Audited) -> bytes:
    """The workbook; the same audit gives the same bytes."""
    content = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(content, options) as book:
        as_of = audited.account.as_of
        title = f"Skills audit, {day(as_of)}"
        book.set_properties(
            {
                "title": title,
                "comments": "Names people: for those concerned.",
                # Otherwise the moment of writing, and no two files alike.
                "created": datetime.datetime.combine(as_of, datetime.time()),
            }
        )
        paper = Paper(book, f"{title}. Names people: for those concerned.")
        heat = _Heat(book)
        _summary(paper, audited, title)
        _competencies(paper, audited)
        _groups(paper, audited)
        _group_heat(paper, heat, audited)
        _people_heat(paper, heat, audited)
        _conversations(paper, audited)
    return content.getvalue()


class _Heat:
    """The looks of cells: one for each shade, with and without a mark for a level that is short of what is asked."""

    def __init__(self, book: Any) -> None:
        base = {
            "font_name": "Calibri",
            "align": "center",
            "valign": "vcenter",
            "border": 1,
            "border_color": "#FFFFFF",
        }
        looks = [
            {**base, "bg_color": shade, "font_color": ink}
            for shade, ink in zip(SHADES, INK_ON, strict=True)
        ]
        # A frame and bold type as well as the shade: told apart on paper and by those who see no red.
        short = {"bold": True, "border": 2, "border_color": "#8A1C1C"}
        self.level = [book.add_format({**look, "num_format": "0"}) for look in looks]
        self.short = [
            book.add_format({**look, **short, "num_format": "0"}) for look in looks
        ]
        self.open = [book.add_format({**look, "num_format": '0"?"'}) for look in looks]
        self.open_short = [
            book.add_format({**look, **short, "num_format": '0"?"'}) for look in looks
        ]
        self.share = [book.add_format({**look, "num_format": "0%"}) for look in looks]
        self.none = book.add_format({**base, "font_color": "#4A5764"})
        self.upright = book.add_format(
            {
                "font_name": "Calibri",
                "rotation": _UPRIGHT,
                "valign": "bottom",
                "align": "left",
                "text_wrap": True,
            }
        )
        self.name = book.add_format({"font_name": "Calibri", "valign": "vcenter"})
        self.corner = book.add_format(
            {"font_name": "Calibri", "bold": True, "valign": "bottom"}
        )


def _summary(paper: Paper, audited: Audited, title: str) -> None:
    columns = [Column("What", 110)]
    sheet = paper.sheet("Summary", [*columns, Column("", 2)])
    wide = [*columns, Column("", 2)]
    row = paper.say(sheet, 0, title, wide, paper.title)
    row = paper.say(sheet, row, lead(audited), wide, paper.lead)
    for said in (
        *findings(audited),
        *agreeing(audited.framework),
        privacy(audited.framework),
        "The sheets People and Conversations name people: they are for the worker, their supervisor and whoever leads"
        " the audit. audit.html is the page to share.",
        *audited.account.notes,
    ):
        row = paper.say(sheet, row, said, wide)


def _competencies(paper: Paper, audited: Audited) -> None:
    columns = (
        Column("Competency", 34),
        Column("Area", 26),
        Column("People", 10, "number"),
        Column("Own mean", 10, "fixed"),
        Column("Supervisor’s mean", 13, "fixed"),
        Column("Asked level met", 12, "percent"),
        Column("Same level said", 12, "percent"),
        Column("Far apart", 10, "percent"),
        Column("Alpha", 9, "aside"),
        Column("From", 9, "aside"),
        Column("To", 9, "aside"),
        Column("Agreement is", 26),
    )
    sheet = paper.sheet("Competencies", columns)
    areas = audited.framework.areas
    paper.table(
        sheet,
        columns,
        [_competency(one, areas[one.area]) for one in audited.account.competencies],
    )


def _competency(one: CompetencyFound, area: str) -> tuple[Cell, ...]:
    found = one.agreement
    alphas: Sequence[float | None] = (
        (found.alpha, found.low, found.high) if found else (None,) * 3
    )
    return (
        plain(one.title),
        plain(area),
        one.rated,
        one.own_mean,
        one.supervisor_mean,
        one.met_percent,
        one.same_percent,
        one.apart_percent,
        *("" if value is None else two(value) for value in alphas),
        READINGS[found.reading] if found else "too few people",
    )


def _groups(paper: Paper, audited: Audited) -> None:
    columns = (
        Column("By", 10),
        Column("Group", 34),
        Column("Told together", 34),
        Column("People", 10, "number"),
        Column("Mean level", 10, "fixed"),
        Column("Asked levels met", 12, "percent"),
        Column("From", 10, "percent"),
        Column("To", 10, "percent"),
        Column("Beside the others", 14),
    )
    sheet = paper.sheet("Groups", columns)
    rows = [
        (
            group.by,
            plain(group.group),
            plain(", ".join(group.together)),
            group.workers,
            group.mean,
            group.met.met_percent,
            group.met.low_percent,
            group.met.high_percent,
            group.met.differs or "no clear difference",
        )
        for group in audited.account.groups
    ]
    if rows:
        paper.table(sheet, columns, rows)
    else:
        paper.say(
            sheet, 0, "There are no two groups large enough to show apart.", columns
        )


def _group_heat(paper: Paper, heat: _Heat, audited: Audited) -> None:
    groups: Sequence[GroupFound] = audited.account.groups
    if not groups:
        return
    columns = [Column("", 34), *(Column("", 8) for _ in groups)]
    sheet = paper.sheet("Group heat map", columns)
    sheet.set_row(0, _HEADING_POINTS)
    sheet.write_string(0, 0, "Asked levels met", heat.corner)
    for place, group in enumerate(groups, 1):
        sheet.write_string(0, place, plain(group.group), heat.upright)
    for row, name in enumerate(ordered(audited), 1):
        sheet.write_string(row, 0, audited.title(name), heat.name)
        for place, group in enumerate(groups, 1):
            percent = group.met_percents[name]
            cell = share_cell(percent)
            if percent is None or cell.shade is None:
                sheet.write_string(row, place, cell.text, heat.none)
            else:
                sheet.write_number(row, place, percent / 100, heat.share[cell.shade])
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)


def _people_heat(paper: Paper, heat: _Heat, audited: Audited) -> None:
    names = ordered(audited)
    columns = [
        Column("", 28),
        Column("", 14),
        *(Column("", 6) for _ in names),
    ]
    sheet = paper.sheet("People", columns)
    sheet.set_column(2, len(columns) - 1, _NARROW)
    sheet.set_row(0, _HEADING_POINTS)
    sheet.write_string(0, 0, "Worker", heat.corner)
    sheet.write_string(0, 1, "Team", heat.corner)
    for place, name in enumerate(names, 2):
        sheet.write_string(0, place, audited.title(name), heat.upright)
    workers = sorted(audited.workers, key=lambda one: (one.team, one.worker_id))
    for row, worker in enumerate(workers, 1):
        sheet.write_string(row, 0, audited.person(worker.worker_id), heat.name)
        sheet.write_string(row, 1, plain(worker.team), heat.name)
        for place, name in enumerate(names, 2):
            found = audited.level.get((worker.worker_id, name))
            cell = level_cell(found)
            if found is None or cell.shade is None:
                sheet.write_blank(row, place, None, heat.none)
                continue
            looks = (
                (heat.level, heat.short)
                if found.agreed is not None
                else (heat.open, heat.open_short)
            )
            look = looks[bool(cell.asked)][cell.shade]
            sheet.write_number(row, place, found.taken, look)
    last = paper.say(
        sheet,
        len(workers) + 2,
        "0 none to 4 leads others. A question mark: not agreed yet. A thick frame: the grade or role asks for more.",
        columns,
    )
    sheet.print_area(0, 0, last, len(columns) - 1)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)


def _conversations(paper: Paper, audited: Audited) -> None:
    columns = (
        Column("Worker", 26),
        Column("Supervisor", 26),
        Column("What to talk about", 110),
    )
    sheet = paper.sheet("Conversations", columns)
    rows = [
        (
            audited.person(one.worker_id) if one.worker_id else "",
            audited.person(one.supervisor_id) if one.supervisor_id else "",
            prompt(audited, one),
        )
        for one in audited.prompts
    ]
    if rows:
        paper.table(sheet, columns, rows)
    else:
        paper.say(sheet, 0, "Worker and supervisor see everyone much alike.", columns)
