"""Means with their uncertainty, and which groups differ from everyone else by more than chance."""

from collections.abc import Sequence
from math import isnan, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allocator.domain.compiled import Differs
from allocator.small_groups import Group

Floats = NDArray[np.float64]

_Z = 1.959963984540054  # 95 of 100 lie within
_SHUFFLES = 1_000
_CHANCE_PERCENT = 5
_SEED = 0


class Mean(NamedTuple):
    """A mean over people, with its 95% interval; None where there is nobody, or too few for an interval."""

    mean: float | None
    low: float | None
    high: float | None


def mean(values: Floats) -> Mean:
    """The mean of people's own figures; those without one (nan) do not count."""
    known = values[~np.isnan(values)]
    if not len(known):
        return Mean(None, None, None)
    middle = float(known.mean())
    if len(known) < 2:
        return Mean(middle, None, None)
    half = student(len(known) - 1) * float(known.std(ddof=1)) / sqrt(len(known))
    return Mean(middle, middle - half, middle + half)


def student(freedom: int) -> float:
    """How many standard errors a 95% interval reaches to either side, by degrees of freedom.

    The expansion of Fisher and Cornish; right to three digits from four degrees of freedom on.
    """
    z, n = _Z, freedom
    return (
        z
        + (z**3 + z) / (4 * n)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z)
        / (92160 * n**4)
    )


def differing(values: Floats, groups: Sequence[Group]) -> list[list[Differs]]:
    """For each group and each figure, whether the group lies above or below everyone else.

    ``values`` has a row for each person and a column for each figure, nan where someone has none. People are shuffled
    among the groups; a difference counts only where it is greater than the greatest of all groups and figures in 95
    of 100 shuffles, so the chance that any at all is marked by luck is 5 in 100.
    """
    if not groups:
        return []
    people = [place for group in groups for place in group.people]
    known = values[people]
    starts = np.cumsum([0, *(len(group.people) for group in groups[:-1])])
    seen = _studentised(starts, known)
    chance = np.random.default_rng([_SEED, len(people)])
    greatest = np.sort(
        [
            np.abs(_studentised(starts, known[chance.permutation(len(people))])).max()
            for _ in range(_SHUFFLES)
        ]
    )
    limit = greatest[-(_SHUFFLES * _CHANCE_PERCENT // 100)]
    return [[_side(one, limit) for one in row] for row in seen.tolist()]


def _studentised(starts: NDArray[np.intp], values: Floats) -> Floats:
    """Each group's mean less that of everyone else, in standard errors; nothing where either has nobody.

    The rows of ``values`` are people, those of one group together, each group from its start on.
    """
    known = ~np.isnan(values)
    filled = np.where(known, values, 0.0)
    count = np.add.reduceat(known, starts, axis=0, dtype=np.float64)
    total = np.add.reduceat(filled, starts, axis=0)
    squares = np.add.reduceat(filled**2, starts, axis=0)
    others = count.sum(axis=0) - count
    rest, rest_squares = total.sum(axis=0) - total, squares.sum(axis=0) - squares
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = total / count - rest / others
        within = squares - total**2 / count + rest_squares - rest**2 / others
        error = np.sqrt(
            np.maximum(within, 0) / (count + others - 2) * (1 / count + 1 / others)
        )
        found = np.where((count > 0) & (others > 0) & (error > 0), apart / error, 0.0)
    return np.asarray(found)


def _side(apart: float, limit: float) -> Differs:
    if isnan(apart) or abs(apart) <= limit:
        return ""
    return "above" if apart > 0 else "below"
