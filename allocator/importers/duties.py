"""When the next duty to a child falls due, counted from dates of the lists."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from allocator.domain.months import months_after
from allocator.importers.formats import Due
from allocator.importers.lists import Entry


def next_due(
    duties: Sequence[Due], current: Mapping[str, Iterable[Entry]]
) -> datetime.date | None:
    """The first duty to come, of the lists in which a child currently is."""
    return min(
        (
            day
            for duty in duties
            for entry in current.get(duty.list_, ())
            if (day := _falls_due(duty, entry)) is not None
        ),
        default=None,
    )


def _falls_due(duty: Due, entry: Entry) -> datetime.date | None:
    start = entry.day(duty.after)
    if start is None or (duty.unless and entry.day(duty.unless) is not None):
        return None
    if duty.months is not None:
        return months_after(start, duty.months)
    if duty.days is not None:
        return start + datetime.timedelta(days=duty.days)
    # A start at a weekend counts from the Monday; bank holidays are not known here.
    moved = np.busday_offset(
        np.datetime64(start, "D"), duty.working_days or 0, roll="forward"
    )
    return datetime.date.fromisoformat(str(moved))
