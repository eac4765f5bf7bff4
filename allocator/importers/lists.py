"""The lists of an Annex A, wherever its sheets and headings stand, child by child."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from allocator.importers.formats import AnnexA
from allocator.importers.lines import Line, lines_of
from allocator.importers.telling import Matter, Telling
from allocator.tables.findings import Findings
from allocator.tables.raw import RawSheet, read_sheets

CASELOAD = "list_6"
_TITLE = re.compile(r"[\W_]*list[\s_-]*0*([0-9]{1,2})(?![0-9])", re.IGNORECASE)
_DATES = ("born", "referred", "started", "ended", "seen", "reviewed")
_LONGEST_ID = 100
_NO_CHILD = Matter(
    "left_out",
    "row",
    "no child is named, so the row could not be used.",
    "Fill in Child Unique ID.",
)
_LONG_ID = Matter(
    "left_out", "row", f"the child's id is longer than {_LONGEST_ID} characters."
)
_MISSING = Matter(
    "not_read",
    "list",
    "not in the export, so what it would say of children, dates and workers is missing.",
    "Export lists 3 to 9 together.",
)


class Entry(NamedTuple):
    """One child in one list: the row and the dates in it."""

    child: str
    line: Line
    days: Mapping[str, datetime.date]

    def day(self, column: str) -> datetime.date | None:
        """A date of the row, if it has it."""
        return self.days.get(column)

    def is_open(self, as_of: datetime.date) -> bool:
        """Whether it has not ended by a day."""
        ended = self.day("ended")
        return ended is None or ended > as_of


# By list, then child, the rows of each child in their order.
Lists = Mapping[str, Mapping[str, Sequence[Entry]]]


def list_of(title: str) -> str:
    """The list that a sheet's title names, as ``list_6``; nothing where it names none."""
    found = _TITLE.match(title)
    return f"list_{int(found[1])}" if found else ""


def read_lists(path: Path, how: AnnexA, found: Findings, telling: Telling) -> Lists:
    """Every row of every list that the format reads; faults where the export is not an Annex A."""
    sheets = read_sheets(path, found, lambda title: list_of(title) in how.lists)
    by_list: dict[str, RawSheet] = {}
    for sheet in sheets:
        name = list_of(sheet.title)
        if name not in how.lists:
            continue
        if name in by_list:
            found.fault(
                sheet.place,
                f"is {_called(name)}, and so is {by_list[name].place}; keep one of the two.",
            )
        else:
            by_list[name] = sheet
    if CASELOAD not in by_list and not found.faults:
        found.fault(
            path.name,
            "has no List 6, which holds the current caseload; a sheet of an Annex A is called 'List 6' or 'List_6'.",
        )
    lists: dict[str, Mapping[str, Sequence[Entry]]] = {}
    for name, described in how.lists.items():
        if name not in by_list:
            telling.say(_MISSING, f"{_called(name)} ({described.title})")
            continue
        lines = lines_of(by_list[name], described.headings, described.needs, found)
        lists[name] = _by_child(lines, telling)
    return lists


def newest_day(lists: Lists, today: datetime.date) -> datetime.date | None:
    """The newest day that anything happened on, which is about when the export was made."""
    return max(
        (
            day
            for entry in _entries(lists)
            for name, day in entry.days.items()
            if name != "ended" and day <= today
        ),
        default=None,
    )


def _called(name: str) -> str:
    return name.replace("list_", "List ")


def _entries(lists: Lists) -> Iterator[Entry]:
    for children in lists.values():
        for entries in children.values():
            yield from entries


def _by_child(lines: Sequence[Line], telling: Telling) -> Mapping[str, Sequence[Entry]]:
    children: defaultdict[str, list[Entry]] = defaultdict(list)
    for line in lines:
        child = line.says("child")
        if not child:
            telling.say(_NO_CHILD, line.place)
        elif len(child) > _LONGEST_ID:
            telling.say(_LONG_ID, line.place)
        else:
            days = {
                name: day
                for name in _DATES
                if (day := line.day(name, telling)) is not None
            }
            children[child].append(Entry(child, line, days))
    return children
