"""Times of day as people write them: 9:30, 09.30, 0930, 2 pm, or a time from a workbook."""

import datetime
import re

from allocator.tables.cells import Wrong, shown

_TIME = re.compile(
    r"(\d{1,2})(?:[:.h]?(\d{2}))?(?::\d{2}(?:\.\d+)?)? ?(am|pm)?",
    re.IGNORECASE | re.ASCII,
)
_NOON = 12


def parse_time(text: str) -> datetime.time:
    """The time a cell names, to the minute; raises Wrong where it names none."""
    found = _TIME.fullmatch(text)
    if not found:
        raise Wrong(f"{shown(text)} is not a time of day; write it as 09:30 or 14:05.")
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[2] is None and found[3] is None:
        raise Wrong(
            f"{shown(text)} could be an hour or minutes; write it as {hour}:00."
        )
    if found[3]:
        if not 1 <= hour <= _NOON:
            raise Wrong(f"{shown(text)} is no hour of the twelve before or after noon.")
        hour = hour % _NOON + (_NOON if found[3].lower() == "pm" else 0)
    try:
        return datetime.time(hour, minute)
    except ValueError as error:
        raise Wrong(f"{shown(text)} is no time between 00:00 and 23:59.") from error
