"""Curves of how long stages last: fitted to published bands, averaged, and stretched."""

from math import log
from typing import NamedTuple

from allocator.example.figures import Bands
from allocator.simulation.stages import Point, Stage

_DAYS_A_YEAR = 365.25


class Curve(NamedTuple):
    """A stage's ``open`` and ``tail_half_days``."""

    open: tuple[Point, ...]
    tail_half_days: float


def fitted(ended: Bands, open_now: Bands, cases: float, started_a_year: float) -> Curve:
    """The curve that what ended in a year and what is open today both follow.

    What ended says how many are left at the end of each band. What is open says how many days they spend within it,
    because a case is met on a given day the more often the longer it stays: one point in the middle of each band is
    set so that both hold. Where no such point exists, the nearest is taken. The last band gives the tail.
    """
    points: list[Point] = []
    start, left = 0.0, 100.0
    for gone, seen in zip(ended.bands[:-1], open_now.bands, strict=False):
        after = left - gone.percent
        width = gone.to_days - start
        middle = 2 * _spent(seen.percent, cases, started_a_year) / width
        middle = min(left, max(after, middle - (left + after) / 2))
        points += [
            Point(days=round(start + width / 2), open_percent=round(middle, 1)),
            Point(days=gone.to_days, open_percent=round(after, 1)),
        ]
        start, left = gone.to_days, after
    mean_after = _spent(open_now.bands[-1].percent, cases, started_a_year) / left
    return Curve(tuple(points), round(mean_after * log(2)))


def mean_days(stage: Stage) -> float:
    """How long a case stays in the stage on average: the area under its curve."""
    if stage.mean_days is not None:
        return stage.mean_days
    area, start, before = 0.0, 0.0, 100.0
    for point in stage.open:
        area += (before + point.open_percent) / 200 * (point.days - start)
        start, before = point.days, point.open_percent
    return area + before / 100 * (stage.tail_half_days or 0) / log(2)


def slowed(stage: Stage, times: float) -> Stage:
    """The same stage lasting so many times as long."""
    if stage.mean_days is not None:
        return stage.changed(mean_days=round(stage.mean_days * times, 1))
    return stage.changed(
        open=tuple(
            point.changed(days=round(point.days * times, 1)) for point in stage.open
        ),
        tail_half_days=round((stage.tail_half_days or 0) * times, 1),
    )


def _spent(percent: float, cases: float, started_a_year: float) -> float:
    """Days within a band for each 100 cases that begin."""
    return percent * cases / started_a_year * _DAYS_A_YEAR
