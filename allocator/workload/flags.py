"""What may be told of burnout flags wherever a team's workload is read.

What people said or wrote of themselves is told to nobody here: of a flag that rests on it, only that it is agreed.
"""

import datetime
from collections.abc import Iterator

from allocator.domain.flag import FROM_RECORDS, Flag
from allocator.workload.measure import Workload


def told(workload: Workload, worker_id: str) -> tuple[str, ...]:
    """A sentence for each thing that may be told of one worker's flags on the day of the workload."""
    flags = [
        flag
        for flag in workload.team.flags_of.get(worker_id, ())
        if flag.covers(workload.as_of)
    ]
    return tuple(dict.fromkeys(_told(flags)))


def _told(flags: list[Flag]) -> Iterator[str]:
    for flag in flags:
        if flag.stage == "agreed":
            yield f"to be spared{_since(flag.since)}, as agreed with them"
        elif flag.stage == "proposed" and flag.flag in FROM_RECORDS:
            yield (
                f"over the limit for weeks on end{_since(flag.since)}; nothing is agreed yet, so it changes nothing"
            )


def _since(day: datetime.date | None) -> str:
    return f" since {day.day} {day:%B %Y}" if day else ""


def sentences(workload: Workload) -> tuple[str, ...]:
    """The same of everyone, each with the worker's id."""
    return tuple(
        f"{worker.worker_id}: {said}."
        for worker in workload.team.workers
        for said in told(workload, worker.worker_id)
    )
