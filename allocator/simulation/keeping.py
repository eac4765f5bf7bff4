"""Keeps each replication as it is done, so that a run that was killed goes on where it was."""

import hashlib
import json
from pathlib import Path
from typing import Any

from allocator.domain.history import History
from allocator.errors import AllocatorError
from allocator.report.saving import save
from allocator.simulation.crews import Job
from allocator.simulation.plan import Plan
from allocator.simulation.rows import KINDS, body, history

_FOLDER = "replications"
_RUN = "run.json"
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
        self._folder = folder / _FOLDER
        self._lines = [digest(plan, line, version) for line in range(len(plan.courses))]

    def begin(self, *, resume: bool) -> None:
        """Make room for a run, or go on with one; raises AllocatorError where what is there is of another run."""
        marks = {"lines": self._lines}
        there = self._folder / _RUN
        if resume and there.is_file():
            if json.loads(there.read_text(encoding="utf-8")) == marks:
                return
            raise AllocatorError(
                f"{self._folder} holds another run: the scenario, its team, a policy or the version has changed. "
                "Give another --out, or leave --resume out to begin anew."
            )
        self.clear()
        save({_RUN: json.dumps(marks, indent=2).encode()}, self._folder)

    def keep(self, job: Job, rows: History) -> None:
        """One more is done."""
        bodies = [body(getattr(rows, kind.field)) for kind in KINDS]
        save({_name(job): json.dumps(bodies).encode()}, self._folder)

    def read(self, job: Job) -> History | None:
        """The rows of one that is done, or None."""
        path = self._folder / _name(job)
        if not path.is_file():
            return None
        return history(json.loads(path.read_text(encoding="utf-8")))

    def clear(self) -> None:
        """Once all is written elsewhere, nothing needs keeping."""
        if not self._folder.is_dir():
            return
        for path in self._folder.glob("*.json"):
            path.unlink()
        if not any(self._folder.iterdir()):
            self._folder.rmdir()


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
