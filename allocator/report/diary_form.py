"""A diary to be kept: sheets of paper, or a workbook that is read back, for one person or for anyone."""

import datetime
import io
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import xlsxwriter

from allocator.domain.team import Team
from allocator.policy.diary_guide import DiaryGuide
from allocator.policy.guard import Guard
from allocator.report.privacy import withheld
from allocator.report.rendering import render
from allocator.report.sheet import Column, Paper
from allocator.report.wording import count, day, person, plain, words
from allocator.tables.diary import DIARY

_WORKING_DAYS = 5
_LINES_A_DAY, _ROWS_A_WEEK = 9, 90
_WIDTHS = {"task": 16, "note": 40, "resources": 13, "case_id": 14}
_CASES = "Your cases"


class Diarist(NamedTuple):
    """Who is to keep a diary: their id and name, and the cases they hold or share; all blank for anyone."""

    worker_id: str = ""
    name: str = ""
    cases: tuple[tuple[str, str], ...] = ()


def diarist(team: Team, worker_id: str) -> Diarist:
    """One person of a batch; restricted cases are listed by number only."""
    hidden = withheld(team)
    cases = (*team.held_by[worker_id], *team.co_worked_by[worker_id])
    return Diarist(
        worker_id,
        person(team, worker_id),
        tuple(
            (case.case_id, "" if case.case_id in hidden else words(case.type))
            for case in cases
        ),
    )


def stem(who: Diarist) -> str:
    """What the files of one person are called, without their ending."""
    own = re.sub(r"[^\w-]", "_", who.worker_id)
    return f"diary-{own}" if own else "diary"


def notice(guide: DiaryGuide, guard: Guard) -> list[str]:
    """What everyone is told before they write: what for, who sees it, and for how long it is kept."""
    faith = guard.keeping_faith
    return [
        *map(plain, guide.purpose),
        f"Reports tell of {faith.smallest_group} people or more, so written that nobody in a smaller group can"
        " be worked out.",
        f"Diaries are kept for {count(faith.keep_months, 'month')} and then deleted.",
    ]


def html(
    guide: DiaryGuide, guard: Guard, who: Diarist, start: datetime.date, weeks: int
) -> str:
    """The diary to print; the same facts give the same text."""
    days = [
        [start + datetime.timedelta(7 * week + n) for n in range(_WORKING_DAYS)]
        for week in range(weeks)
    ]
    return render(
        "diary_form.html",
        guide=guide,
        labels=list(enumerate(guide.stress.labels, 1)),
        lines=range(_LINES_A_DAY),
        notice=notice(guide, guard),
        period=_period(start, weeks),
        weeks=days,
        who=who,
    )


def xlsx(
    guide: DiaryGuide, guard: Guard, who: Diarist, start: datetime.date, weeks: int
) -> bytes:
    """The diary to keep on a computer: what it is for, what the columns mean, and the sheet that is read back."""
    content = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(content, options) as book:
        title = f"Diary, {_period(start, weeks)}"
        # Otherwise the moment of writing, and no two files alike.
        created = datetime.datetime.combine(start, datetime.time())
        book.set_properties({"title": title, "created": created})
        paper = Paper(book, title)
        _read_first(paper, guide, guard, who, title)
        _lines(paper, guide, who, start, weeks)
        if who.cases:
            columns = [Column("case_id", 18), Column("type", 30)]
            paper.table(paper.sheet(_CASES, columns), columns, who.cases)
    return content.getvalue()


def _read_first(
    paper: Paper, guide: DiaryGuide, guard: Guard, who: Diarist, title: str
) -> None:
    wide = [Column("", 30), Column("", 90)]
    sheet = paper.sheet("Read first", wide)
    row = paper.say(sheet, 0, title, wide, paper.title)
    if who.worker_id:
        row = paper.say(sheet, row, who.name, wide, paper.lead)
    for said in (*notice(guide, guard), "", *guide.how):
        row = paper.say(sheet, row, said, wide)
    row = paper.say(
        sheet, row + 1, "What to write in the sheet called diary", wide, paper.lead
    )
    told: list[tuple[str, str]] = [
        (task, f"{asked.title}: {asked.meaning}") for task, asked in guide.tasks.items()
    ]
    told += [(f"stress {n}", label) for n, label in enumerate(guide.stress.labels, 1)]
    told += [
        ("adequate", guide.resources.adequate),
        ("missing", guide.resources.missing),
    ]
    for name, meaning in told:
        sheet.write_string(row, 0, name, paper.cells["text"])
        sheet.write_string(row, 1, plain(meaning), paper.cells["text"])
        row += 1


def _lines(
    paper: Paper, guide: DiaryGuide, who: Diarist, start: datetime.date, weeks: int
) -> None:
    """The columns of the diary table, with rows enough, and refusals of what could not be read back."""
    names = [column.name for column in DIARY.columns]
    columns = [Column(name, _WIDTHS.get(name, 12)) for name in names]
    sheet = paper.sheet("diary", columns)
    last = _ROWS_A_WEEK * weeks
    for place, name in enumerate(names):
        sheet.write_string(0, place, name, paper.heading)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    time = paper.book.add_format({"num_format": "hh:mm", "align": "left"})
    date = paper.book.add_format({"num_format": "ddd d mmm yyyy", "align": "left"})
    sheet.set_column(names.index("start"), names.index("end"), 12, time)
    sheet.set_column(names.index("date"), names.index("date"), 18, date)

    def only(name: str, **rule: Any) -> None:
        place = names.index(name)
        sheet.data_validation(1, place, last, place, rule)

    # From the start of the period on only: nobody should lose a late line to a wrong guess of its end.
    only(
        "date", validate="date", criteria=">=", value=start,
        error_message=f"Please write a day from {day(start)} on.",
    )  # fmt: skip
    for name in ("start", "end"):
        only(
            name, validate="time", criteria="between",
            minimum=datetime.time(0), maximum=datetime.time(23, 59),
            error_message="Please write a time, as 09:30.",
        )  # fmt: skip
    only(
        "minutes", validate="integer", criteria="between", minimum=1, maximum=1440,
        error_message="Please write a whole number of minutes.",
    )  # fmt: skip
    only("task", validate="list", source=[*guide.tasks])
    only(
        "stress",
        validate="list",
        source=[str(n) for n, _ in enumerate(guide.stress.labels, 1)],
    )
    only("resources", validate="list", source=["adequate", "missing"])
    if who.worker_id:
        only("worker_id", validate="list", source=[who.worker_id])
    if who.cases:
        place = names.index("case_id")
        source = f"='{_CASES}'!$A$2:$A${len(who.cases) + 1}"
        rule = {"validate": "list", "source": source, "error_type": "information"}
        rule["error_message"] = (
            "This is not one of the cases you hold; that may be right."
        )
        sheet.data_validation(1, place, last, place, rule)


def _period(start: datetime.date, weeks: int) -> str:
    end = start + datetime.timedelta(7 * (weeks - 1) + _WORKING_DAYS - 1)
    return f"{day(start)} to {day(end)}"


def written(
    people: Sequence[Diarist],
    guide: DiaryGuide,
    guard: Guard,
    start: datetime.date,
    weeks: int,
) -> dict[str, bytes]:
    """Both files of each person, by name."""
    contents: dict[str, bytes] = {}
    for who in people:
        contents[f"{stem(who)}.html"] = html(guide, guard, who, start, weeks).encode()
        contents[f"{stem(who)}.xlsx"] = xlsx(guide, guard, who, start, weeks)
    return contents
