"""How long each person kept their diary: what is written down is held against that, not against the calendar."""

import datetime
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from allocator.domain.diary import Entry


@dataclass(frozen=True)
class Kept:
    """The days on which one person wrote something, and on how many days of a week they usually do."""

    days: tuple[datetime.date, ...]
    days_a_week: int

    @property
    def weeks(self) -> float:
        """Weeks of work the diary covers; a day of leave is no day of it."""
        return len(self.days) / self.days_a_week

    def weeks_since(self, day: datetime.date | None) -> float:
        """Weeks of work it covers from a day on; all of it where no day is known."""
        if day is None:
            return self.weeks
        return (len(self.days) - bisect_left(self.days, day)) / self.days_a_week


def kept(entries: Iterable[Entry]) -> dict[str, Kept]:
    """What each diary covers, by worker."""
    days: dict[str, set[datetime.date]] = defaultdict(set)
    for entry in entries:
        days[entry.worker_id].add(entry.date)
    return {
        worker_id: Kept(tuple(sorted(found)), _usual(found))
        for worker_id, found in sorted(days.items())
    }


def _usual(days: Iterable[datetime.date]) -> int:
    """The most common number of days in a week; of several equally common, the largest."""
    a_week = Counter(day.isocalendar()[:2] for day in days)
    common = Counter(a_week.values())
    return max(common, key=lambda number: (common[number], number))
