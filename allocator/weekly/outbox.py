"""The folders of past weeks, and how a new one appears: whole, in one step, or not at all."""

import os
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from allocator.domain.account import Account
from allocator.domain.week import Week, WeekWorker
from allocator.errors import AllocatorError

WEEK = "week.json"
PROPOSAL = "proposal.json"
WORK = ".work"
# What a killed run may leave of files that were about to appear under their own names.
_LEFT_BEHIND = (".*.tmp", ".*.old")


def weeks(outbox: Path) -> list[Week]:
    """Every week in the order in which they were made; raises AllocatorError for one that was damaged."""
    found = []
    for folder in sorted(outbox.iterdir()):
        if (path := folder / WEEK).is_file() and not folder.name.startswith("."):
            try:
                week = Week.model_validate_json(path.read_bytes())
            except ValidationError as error:
                raise AllocatorError(
                    f"{path} is not a week of this version. Put it back as it was, or move its folder away."
                ) from error
            # People may rename a folder; where it is now is what counts.
            found.append(week.changed(folder=folder.name))
    return sorted(found, key=lambda week: week.number)


def proposal_of(outbox: Path, week: Week) -> Account:
    """What was proposed in a week."""
    path = outbox / week.folder / PROPOSAL
    try:
        return Account.model_validate_json(path.read_bytes())
    except (ValidationError, FileNotFoundError) as error:
        raise AllocatorError(
            f"{path} is not a proposal of this version. Put it back as it was, or move its folder away."
        ) from error


def previous(found: Sequence[Week], workers: Sequence[WeekWorker]) -> Week | None:
    """The newest week of the same team: at least half of the smaller of the two workforces are in both."""
    here = {worker.worker_id for worker in workers}
    for week in reversed(found):
        there = {worker.worker_id for worker in week.workers}
        if here and there and 2 * len(here & there) >= min(len(here), len(there)):
            return week
    return None


def chain(found: Sequence[Week]) -> list[Week]:
    """The newest week and those it goes back to, oldest first."""
    return chain_to(found, found[-1]) if found else []


def chain_to(found: Sequence[Week], last: Week | None) -> list[Week]:
    """A week and those it goes back to, oldest first; one that somebody took away ends it."""
    by_number = {week.number: week for week in found}
    chained = []
    while last is not None:
        chained.append(last)
        before = last.previous
        # Numbers only ever go down, so a record that was tampered with cannot go round in circles.
        last = by_number.get(before) if before and before < last.number else None
    return chained[::-1]


def free_name(outbox: Path, day: date) -> str:
    """What a new week's folder is called: its day, numbered where another week has that day."""
    name, number = day.isoformat(), 1
    while (outbox / name).exists():
        number += 1
        name = f"{day.isoformat()}-{number}"
    return name


def put(outbox: Path, name: str, contents: Mapping[str, bytes]) -> None:
    """A week's folder with all of its files on disk, in one step; nothing of it is seen before."""
    staged = outbox / WORK / "week"
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(parents=True)
    for file_name, content in contents.items():
        with (staged / file_name).open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    _settle(staged)
    staged.rename(outbox / name)
    _settle(outbox)


def tidy(outbox: Path) -> None:
    """Removes what a run that was killed left behind; called by whoever holds the lock."""
    shutil.rmtree(outbox / WORK, ignore_errors=True)
    for folder in (outbox, outbox / "quarantine"):
        for pattern in _LEFT_BEHIND:
            for path in folder.glob(pattern):
                path.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Lets the names in a folder survive a loss of power."""
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
