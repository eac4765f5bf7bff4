"""Values that change from a date: the ``[[changes]]`` of a policy file, each as a whole file of its own."""

import datetime
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

from allocator.errors import Fault
from allocator.policy.overlay import overlay

FROM = "from"
# What decides how a batch is read, before the day planned from is known.
_FIXED = frozenset(
    {
        "columns",
        "worker_columns",
        "unit",
        "round_to",
        "kind",
        "name",
        "blank_hours_are_full_time",
        "reductions",
        "ordinary",
        "skills",
        "accept_any",
        "unstated_level",
    }
)


class Version(NamedTuple):
    """What a file says from a date on; the first version has no date."""

    since: datetime.date | None
    content: dict[str, Any]


def versions(content: dict[str, Any], file: Path) -> tuple[list[Version], list[Fault]]:
    """The file as it is written, and as it will be from each date; and what is wrong with its changes.

    A change states a date and the values that differ, under the keys they have in the file; entries of a list go by
    their name. It can only replace what is there, so that a slip never adds anything.
    """
    changes = content.get("changes", [])
    first = {key: value for key, value in content.items() if key != "changes"}
    if not isinstance(changes, list) or not all(isinstance(c, dict) for c in changes):
        problem = "must be written as [[changes]], each with its from."
        return [Version(None, first)], [Fault(file.name, None, "changes", problem)]
    found: list[Version] = [Version(None, first)]
    faults: list[Fault] = []
    for number, change in enumerate(changes, start=1):
        about = f"changes.{number}"
        since = change.get(FROM)
        if type(since) is not datetime.date:
            problem = "must be a date, as in from = 2026-04-01."
            faults.append(Fault(file.name, None, f"{about}.{FROM}", problem))
            continue
        if any(v.since is not None and v.since >= since for v in found):
            problem = (
                "is not after the change before it; list changes from first to last."
            )
            faults.append(Fault(file.name, None, f"{about}.{FROM}", problem))
            continue
        later = deepcopy(found[-1].content)
        new = {key: value for key, value in change.items() if key != FROM}
        if not new:
            faults.append(Fault(file.name, None, about, "changes nothing."))
        for key, problem in overlay(later, new, about, fixed=_FIXED):
            faults.append(Fault(file.name, None, key, problem))
        found.append(Version(since, later))
    return found, faults
