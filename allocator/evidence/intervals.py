"""Averages of few answers, and how far off they may be."""

import math
from collections.abc import Sequence
from statistics import NormalDist, fmean, stdev
from typing import NamedTuple


class Mean(NamedTuple):
    """An average, how many it is of, and its standard error."""

    value: float
    of: int
    error: float

    def interval(self, percent: int) -> tuple[float, float]:
        """The interval that so many percent of such intervals are right with."""
        width = student(percent, self.of - 1) * self.error
        return self.value - width, self.value + width


def mean(values: Sequence[float]) -> Mean:
    """The average of at least two values."""
    return Mean(fmean(values), len(values), stdev(values) / math.sqrt(len(values)))


def change(before: Mean, after: Mean, percent: int) -> tuple[float, float, float]:
    """How far an average moved, and the interval; the two are taken for separate groups, which makes it wider."""
    moved = after.value - before.value
    error = math.hypot(before.error, after.error)
    width = student(percent, min(before.of, after.of) - 1) * error
    return moved, moved - width, moved + width


def student(percent: int, freedom: int) -> float:
    """How many standard errors an interval reaches to either side.

    Student's t by the first terms of its expansion around the normal distribution (Abramowitz and Stegun 26.7.5):
    within 1% of the tables from four degrees of freedom on, the fewest that a group of five has.
    """
    z = NormalDist().inv_cdf(0.5 + percent / 200)
    n = max(freedom, 1)
    terms = (
        z,
        (z**3 + z) / (4 * n),
        (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2),
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3),
    )
    return sum(terms)
