"""What is read off every simulated week, and how the weeks of a run become one number."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from allocator.domain.case import URGENCIES
from allocator.domain.history import WeekRow
from allocator.domain.simulated import within

Read = Callable[[WeekRow], float | None]
Fold = Callable[[Sequence[float]], float]


def average(numbers: Sequence[float]) -> float:
    """The mean of the weeks."""
    return sum(numbers) / len(numbers)


class Measure(NamedTuple):
    """One number of a week, and what the weeks that have it make of a run; a percent stays within 0 and 100."""

    read: Read
    fold: Fold = average
    is_share: bool = False


def _of_workers(number: Callable[[WeekRow], int]) -> Measure:
    """A number of workers as a percentage of all who are there."""
    return Measure(
        lambda week: 100 * number(week) / week.workers if week.workers else None,
        is_share=True,
    )


def waiting(week: WeekRow) -> int:
    """Cases without a worker at the end of a week, whatever their urgency."""
    return (
        week.waiting_urgent + week.waiting_high + week.waiting_medium + week.waiting_low
    )


WEEKLY: dict[str, Measure] = {
    "mean_percent": Measure(lambda week: week.mean_percent),
    "p90_percent": Measure(lambda week: week.p90_percent),
    "max_percent": Measure(lambda week: week.max_percent),
    "over_100_percent": _of_workers(lambda week: week.over_100),
    "over_110_percent": _of_workers(lambda week: week.over_110),
    "over_110_four_weeks_percent": _of_workers(lambda week: week.over_110_four_weeks),
    "flagged_percent": _of_workers(lambda week: week.flags),
    "sd_percent": Measure(lambda week: week.sd_percent),
    "jain_index": Measure(lambda week: week.jain),
    "supervision_percent": Measure(lambda week: week.supervision_percent),
    "skill_match_percent": Measure(lambda week: week.skill_match_percent),
    "waiting": Measure(waiting),
    "waiting_urgent": Measure(lambda week: week.waiting_urgent),
    "waiting_high": Measure(lambda week: week.waiting_high),
    "waiting_medium": Measure(lambda week: week.waiting_medium),
    "waiting_low": Measure(lambda week: week.waiting_low),
    "longest_wait_days": Measure(lambda week: week.longest_wait_days, max),
    "held": Measure(lambda week: week.held),
    "workers": Measure(lambda week: week.workers),
    "arrived": Measure(lambda week: week.arrived, sum),
    "allocated": Measure(lambda week: week.allocated, sum),
    "closed": Measure(lambda week: week.closed, sum),
    "moved": Measure(lambda week: week.moved, sum),
    "escalated": Measure(lambda week: week.escalated, sum),
}
# Known only of a whole run: from its cases, and from the week in which it breaks.
OF_RUNS = ("most_waiting", "workers_per_child", "changed_worker_percent")
UNBROKEN = "weeks_unbroken"
BROKEN = "broken_percent"

UNSAID = "not said"
KINDS = (*URGENCIES, UNSAID)
WITHIN_DAYS = (7, 28)


NAMES = (
    *WEEKLY,
    *OF_RUNS,
    *(within(kind, days) for kind in KINDS for days in WITHIN_DAYS),
    UNBROKEN,
    BROKEN,
)
SHARES = {name for name, measure in WEEKLY.items() if measure.is_share} | {
    "changed_worker_percent"
}
