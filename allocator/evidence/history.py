"""Several dated batches of one service, each weighed on its own day."""

import datetime
from collections.abc import Sequence
from pathlib import Path

from allocator.pipeline import measure
from allocator.policy.policy import Policy
from allocator.tables.several import read_batches
from allocator.workload.measure import Workload


def weighed(paths: Sequence[Path], policy: Policy) -> dict[str, Workload]:
    """Each batch by the name it is told by; raises InvalidBatch with every fault of every batch."""
    return {
        name: measure(batch, policy, as_of=_day(name))
        for name, batch in read_batches(paths, [policy]).items()
    }


def _day(name: str) -> datetime.date | None:
    """The day that a batch is called by, as ``2026-09-07``; None where it is called otherwise.

    The newest date in a batch is days before it was made in a week in which nothing was referred.
    """
    try:
        return datetime.date.fromisoformat(Path(name).stem[:10])
    except ValueError:
        return None
