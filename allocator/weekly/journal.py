"""What a run must know of one that was cut short: which weeks there were before it began."""

import json
from collections.abc import Sequence
from pathlib import Path

from allocator.domain.week import Week
from allocator.report.saving import save

NAME = ".journal.json"


def open_at(outbox: Path, found: Sequence[Week]) -> frozenset[int] | None:
    """The weeks known before a run that was cut short began; None where the last run ended as it should."""
    path = outbox / NAME
    if path.exists():
        try:
            return frozenset(int(number) for number in json.loads(path.read_bytes()))
        except (ValueError, TypeError):
            # It is written in one step, so somebody else has been at it; every week then counts as known.
            return frozenset(week.number for week in found)
    save({NAME: json.dumps([week.number for week in found]).encode()}, outbox)
    return None


def close(outbox: Path) -> None:
    """The run is over and has been told of."""
    (outbox / NAME).unlink(missing_ok=True)
