"""How sure the runs make us: intervals for means, shares and paired differences, each from one number a run."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from allocator.simulation.answers.distributions import beta_quantile, student_quantile

USUAL = 0.95


class Estimate(NamedTuple):
    """A number with the interval around it; without an interval where one run alone cannot give one."""

    value: float
    low: float | None
    high: float | None

    @property
    def half_width(self) -> float:
        """How far the further end of the interval is away."""
        if self.low is None or self.high is None:
            return float("inf")
        return max(self.value - self.low, self.high - self.value)


def of_mean(numbers: Sequence[float], level: float = USUAL) -> Estimate:
    """The mean of one number a run, by Student's t."""
    found = np.asarray(numbers, dtype=float)
    mean = float(found.mean())
    if len(found) < 2:
        return Estimate(mean, None, None)
    reach = student_quantile((1 + level) / 2, len(found) - 1)
    half = reach * float(found.std(ddof=1)) / len(found) ** 0.5
    return Estimate(mean, mean - half, mean + half)


def of_percent(numbers: Sequence[float], level: float = USUAL) -> Estimate:
    """The mean of one percentage a run, never beyond 0 and 100.

    Where every run says 0, or every run 100, t would claim to be certain. Then the interval is that of a share
    which no run has shown yet: of numbers between 0 and 100 the mean can be no further away than that.
    """
    found = of_mean(numbers, level)
    if len(numbers) > 1 and set(numbers) in ({0.0}, {100.0}):
        return of_share(len(numbers) * (found.value > 0), len(numbers), level)
    if found.low is None or found.high is None:
        return found
    return Estimate(found.value, max(0.0, found.low), min(100.0, found.high))


def of_share(hits: float, runs: float, level: float = USUAL) -> Estimate:
    """The percentage of runs in which something happens, by Clopper and Pearson: never too sure, whatever the share.

    Runs may be a part of one: as many as would tell as much, where some were cut short.
    """
    if runs <= 0:
        return Estimate(0.0, 0.0, 100.0)
    beyond = (1 - level) / 2
    low = beta_quantile(beyond, hits, runs - hits + 1) if hits > 0 else 0.0
    high = beta_quantile(1 - beyond, hits + 1, runs - hits) if hits < runs else 1.0
    return Estimate(100 * hits / runs, 100 * low, 100 * high)


def of_difference(
    numbers: Sequence[float], beside: Sequence[float], level: float = USUAL
) -> Estimate:
    """How much more the first is than the second, run by run: what both have in common falls out."""
    pairs = np.asarray(numbers, dtype=float) - np.asarray(beside, dtype=float)
    return of_mean([float(pair) for pair in pairs], level)


def of_share_difference(
    hits: Sequence[bool], beside: Sequence[bool], level: float = USUAL
) -> Estimate:
    """How many percentage points more often something happens in the first of paired runs.

    Agresti and Min's interval: half a run is added to each of the four ways a pair can come out, so that few
    pairs that differ, or none, do not pass for certainty.
    """
    first = np.asarray(hits, dtype=bool)
    second = np.asarray(beside, dtype=bool)
    more, less = int((first & ~second).sum()), int((second & ~first).sum())
    runs = len(first) + 2
    middle = (more - less) / runs
    spread = (more + less + 1) / runs - middle**2
    half = student_quantile((1 + level) / 2, runs) * (spread / runs) ** 0.5
    return Estimate(
        100 * (more - less) / len(first),
        100 * max(-1.0, middle - half),
        100 * min(1.0, middle + half),
    )
