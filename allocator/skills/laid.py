"""The levels of an audit laid out for sums: by the places of worker and competency."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allocator.domain.compiled import LevelFound
from allocator.policy.framework import Framework
from allocator.skills.alpha import coincidences
from allocator.skills.answered import MISSING, Answered

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Laid(NamedTuple):
    """What each worker is taken to have and is asked for; nan where nobody answered, and where nothing is asked."""

    taken: Floats
    asked: Floats
    coincidences: Floats
    both: Flags
    difference: Floats
    """Own level less the supervisor's."""

    @property
    def met(self) -> Floats:
        """1 where the level asked is met, 0 where it is not, nan where nothing is asked or known."""
        known = ~np.isnan(self.taken) & ~np.isnan(self.asked)
        return np.where(known, self.taken >= self.asked, np.nan)


def laid_out(
    found: Answered, levels: Iterable[LevelFound], framework: Framework
) -> Laid:
    """Levels as arrays, in the order of the answers."""
    rows = {worker.worker_id: place for place, worker in enumerate(found.workers)}
    columns = {name: place for place, name in enumerate(found.competencies)}
    taken = np.full(found.own.shape, np.nan)
    for level in levels:
        taken[rows[level.worker_id], columns[level.competency]] = level.taken
    asked = np.full(found.own.shape, np.nan)
    for row, worker in enumerate(found.workers):
        for name, least in framework.asked(worker.seniority, worker.role).items():
            asked[row, columns[name]] = least
    both = (found.own != MISSING) & (found.supervisors != MISSING)
    difference = np.where(
        both, found.own.astype(float) - found.supervisors.astype(float), np.nan
    )
    return Laid(taken, asked, coincidences(found.counts), both, difference)


def mean_of_known(values: Floats, axis: int) -> Floats:
    """The mean of what is known along an axis; nan where nothing is."""
    known = ~np.isnan(values)
    count = known.sum(axis=axis)
    total = np.where(known, values, 0.0).sum(axis=axis)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)
