"""Past weeks as other commands read them from an outbox."""

from pathlib import Path

from allocator.domain.week import Week
from allocator.errors import AllocatorError
from allocator.weekly.making import past_of
from allocator.weekly.outbox import chain, chain_to, previous, weeks
from allocator.weekly.record import workers_of
from allocator.weekly.waiting import Past
from allocator.workload.measure import Workload


def past_weeks(outbox: Path, workload: Workload) -> list[Past]:
    """What was proposed for the same team before the day of the workload."""
    found = _weeks(outbox)
    before = previous(found, workers_of(workload))
    return past_of(outbox, chain_to(found, before), workload.team)


def newest_team(outbox: Path) -> tuple[list[Week], list[str]]:
    """The weeks of the team that the newest week is of, oldest first, and a note where there are other teams."""
    found = _weeks(outbox)
    own = chain(found)
    others = len(found) - len(own)
    note = (
        f"{outbox.name} holds {others} {'week' if others == 1 else 'weeks'} of other teams, which do not count here: "
        "give every team an outbox of its own to look back on each."
    )
    return own, [note] * bool(others)


def _weeks(outbox: Path) -> list[Week]:
    if not outbox.is_dir():
        raise AllocatorError(f"{outbox}: there is no such folder.")
    return weeks(outbox)
