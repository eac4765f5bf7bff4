"""How old cases are along a whole journey, by adding up every way through it day by day, without a simulation."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from allocator.simulation.durations import open_share
from allocator.simulation.stages import Stage

DAYS = 1 << 14


def ages(
    arriving_percent: Mapping[str, float], stages: Mapping[str, Stage]
) -> dict[str, NDArray[np.float64]]:
    """The chance that a case is in each stage so many days after it came, day by day.

    Days to the next stage add up along the journey, so their distributions are multiplied as Fourier transforms;
    children who go back and forth make it a set of linear equations, one for each frequency.
    """
    names = list(stages)
    left = np.array(
        [[open_share(stages[name], day) for day in range(DAYS)] for name in names]
    )
    # Of those still there one day, the ones who are not on the next have left.
    leaving = np.hstack([np.zeros((len(names), 1)), left[:, :-1] - left[:, 1:]])
    moving = np.fft.rfft(leaving)
    onward = np.array(
        [
            [stages[before].next_percent.get(after, 0) / 100 for before in names]
            for after in names
        ]
    )
    arriving = np.array([arriving_percent.get(name, 0) / 100 for name in names])
    ways = np.eye(len(names)) - onward[None] * moving.T[:, None, :]
    entered = np.linalg.solve(
        ways, np.broadcast_to(arriving[:, None], (*ways.shape[:2], 1))
    )
    there = np.fft.irfft(entered[..., 0].T * np.fft.rfft(left), n=DAYS)
    return dict(zip(names, there, strict=True))
