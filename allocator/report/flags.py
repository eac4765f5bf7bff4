"""Raised flags in words and as the table of a batch, for people to talk over before anything counts."""

import datetime
from collections.abc import Sequence
from pathlib import Path

from allocator.domain.flag import Flag, Kind
from allocator.domain.team import Team
from allocator.policy.guard import Guard
from allocator.report.columns import wrapped
from allocator.report.saving import save
from allocator.report.tables import csv_text
from allocator.report.wording import count, day, person

FILE = "flags.csv"


def text(flags: Sequence[Flag], team: Team, guard: Guard, width: int) -> str:
    """A sentence for each flag, and what may come of it."""
    if not flags:
        return "No flag is raised.\n"
    said = [
        f"{count(len(flags), 'flag')} raised, to be talked over with each person:",
        *(f"- {_sentence(flag, team, guard)}" for flag in flags),
        "A flag changes nothing until the person agrees to it. Then put its row into flags.csv of the batch, with "
        "agreed under stage and who agreed under agreed_by. What is not agreed stays between the two of you.",
    ]
    lines = [line for one in said for line in wrapped(one, width, indent=2)]
    return "\n".join(lines) + "\n"


def _sentence(flag: Flag, team: Team, guard: Guard) -> str:
    why: dict[Kind, str] = {
        "sustained_overload": f"over {guard.sustained_overload.above_percent}% of capacity for "
        f"{guard.sustained_overload.weeks} weeks or more",
        "high_strain": f"reports strain of {guard.high_strain.from_points} points or more",
        "missed_supervision": f"no supervision for more than {count(guard.missed_supervision.most_weeks, 'week')}",
        "missed_learning": f"less than {guard.missed_learning.least_hours:f} hours of learning in four weeks",
    }
    return f"{person(team, flag.worker_id)}: {why[flag.flag]}{_since(flag.since)}."


def _since(since: datetime.date | None) -> str:
    return f", since {day(since)}" if since else ""


def write(flags: Sequence[Flag], folder: Path) -> list[Path]:
    """Writes the table, all of it proposed, and returns where it is."""
    return save({FILE: csv(flags).encode()}, folder)


def csv(flags: Sequence[Flag]) -> str:
    """One row for each flag, as a batch has them."""
    heading = ("worker_id", "flag", "since", "until", "stage", "agreed_by")
    return csv_text(
        heading,
        (
            (
                flag.worker_id,
                flag.flag,
                flag.since.isoformat() if flag.since else None,
                flag.until.isoformat() if flag.until else None,
                flag.stage,
                flag.agreed_by,
            )
            for flag in flags
        ),
    )
