"""Keeps each replication as it is done, and hands out their rows again in order."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from allocator.domain.history import History
from allocator.simulation.crews import Job
from allocator.simulation.kept import Kept
from allocator.simulation.plan import Plan
from allocator.simulation.rows import KINDS, Kind, body, history

_FOLDER = "replications"
# What decides how a run is told, or how often it is repeated, but not what happens in it.
_BESIDE_THE_POINT: dict[str, Any] = {
    "name": True,
    "title": True,
    "question": True,
    "source": True,
    "base": True,
    "compare": True,
    "breach": True,
    "hire": True,
    "training": True,
    "answered_by": True,
    "run": {"replications": True},
}


class Keeping:
    """The replications of one run that are done, each in a file of its own."""

    def __init__(self, folder: Path, plan: Plan, version: str) -> None:
        self._lines = range(len(plan.courses))
        marks = [digest(plan, line, version) for line in self._lines]
        self.kept = Kept(folder / _FOLDER, marks)

    def keep(self, job: Job, rows: History) -> None:
        """One more is done."""
        self.kept.put(_name(job), [body(getattr(rows, kind.field)) for kind in KINDS])

    def read(self, job: Job) -> History | None:
        """The rows of one that is done, or None."""
        bodies = self.kept.get(_name(job))
        try:
            return None if bodies is None else history(bodies)
        except (TypeError, ValueError):
            # Somebody has spoilt the file: it is run again.
            return None

    def bodies(self, kind: Kind, runs: int) -> Iterator[str]:
        """The lines of one table, each replication's for itself, line by line: never all of them at once."""
        for line in self._lines:
            for replication in range(1, runs + 1):
                yield self.kept.get(_name(Job(line, replication)))[KINDS.index(kind)]


def digest(plan: Plan, line: int, version: str) -> str:
    """The same for two plans exactly when a line of them runs alike."""
    course = plan.courses[line]
    by = plan.measured_by
    told = {
        "version": version,
        "name": course.name,
        "start": plan.start.isoformat(),
        "team": plan.team.model_dump(),
        "scenario": course.scenario.model_dump(exclude=_BESIDE_THE_POINT),
        "practices": [
            (each.from_day, each.policy.digest, each.solver)
            for each in course.practices
        ],
        "measured_by": by.digest if by else "",
    }
    text = json.dumps(told, sort_keys=True, default=_plainly)
    return hashlib.sha256(text.encode()).hexdigest()


def _plainly(value: object) -> object:
    """What JSON has no word for: sets in an order, days as they are written."""
    return sorted(value) if isinstance(value, frozenset) else str(value)


def _name(job: Job) -> str:
    return f"{job.line + 1:02}-{job.replication:06}.json"
