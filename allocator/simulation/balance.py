"""Where a scenario settles: how many cases of each type there are once as many end as begin."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from allocator.simulation.curves import mean_days
from allocator.simulation.stages import Stage

_DAYS_A_WEEK = 7


class Settled(NamedTuple):
    """A stage in balance: what enters it in a week, and how many cases are in it."""

    entered_per_week: float
    cases: float


def balance(
    arriving_per_week: Mapping[str, float], stages: Mapping[str, Stage]
) -> dict[str, Settled]:
    """Every stage once the same number enters and leaves: Little's law, stage by stage.

    It counts from arrival, as if nobody waited for a worker.
    """
    names = list(stages)
    onward = np.array(
        [
            [stages[before].next_percent.get(after, 0) / 100 for before in names]
            for after in names
        ]
    )
    arriving = np.array([arriving_per_week.get(name, 0) for name in names])
    entered = np.linalg.solve(np.eye(len(names)) - onward, arriving)
    return {
        name: Settled(float(rate), float(rate) * mean_days(stages[name]) / _DAYS_A_WEEK)
        for name, rate in zip(names, entered, strict=True)
    }


def cases_settled(
    arriving_per_week: Mapping[str, float], stages: Mapping[str, Stage]
) -> float:
    """All cases in all stages, in balance."""
    return sum(one.cases for one in balance(arriving_per_week, stages).values())
