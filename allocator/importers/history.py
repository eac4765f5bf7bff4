"""Who has worked with which child before, from a table of it."""

import datetime
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from allocator.importers.formats import History
from allocator.importers.lines import lines_of
from allocator.importers.spelling import Headings
from allocator.importers.telling import Matter, Telling
from allocator.policy.names import plainly
from allocator.tables.findings import Findings
from allocator.tables.raw import read_sheets

_GONE = Matter(
    "assumed",
    "spell",
    "the worker left the role or died, and is not taken as known to the child.",
)
_UNNAMED = Matter("left_out", "spell", "no child or no worker is named.")  # fmt: skip


def read_history(
    path: Path, how: History, found: Findings, telling: Telling
) -> Mapping[str, tuple[str, ...]]:
    """By child, everyone who has worked with them and may still be there, the latest first."""
    headings, gone = Headings(how.columns), {plainly(reason) for reason in how.gone}
    spells: defaultdict[str, list[tuple[datetime.date, str]]] = defaultdict(list)
    left: set[str] = set()
    for sheet in read_sheets(path, found)[:1]:
        for line in lines_of(sheet, headings, ("child", "worker"), found):
            child, worker = line.says("child"), line.says("worker")
            if not child or not worker:
                telling.say(_UNNAMED, line.place)
                continue
            if plainly(line.says("reason")) in gone:
                telling.say(_GONE, line.place)
                left.add(worker)
            until = line.day("to", telling) or datetime.date.max
            spells[child].append((until, worker))
    return {
        child: tuple(
            dict.fromkeys(
                worker
                for _, worker in sorted(worked, key=lambda one: one[0], reverse=True)
                if worker not in left
            )
        )
        for child, worked in spells.items()
    }
