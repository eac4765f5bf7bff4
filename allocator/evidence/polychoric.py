"""The correlation behind two questions answered in steps, where what is felt is taken to be normally distributed."""

import math
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.int64]
Grid = NDArray[np.float64]

# As far as a normal distribution can be told from its end.
_END = 8.0
_MOST = 0.999
_GOLDEN = (math.sqrt(5) - 1) / 2
_STEPS = 40
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(48)


def correlation(one: Column, other: Column) -> float:
    """The correlation that makes the two columns of answers likeliest, their cuts as the answers have them."""
    counts = _counts(one, other)
    cuts, others = _cuts(counts.sum(axis=1)), _cuts(counts.sum(axis=0))

    def unlikely(rho: float) -> float:
        corners = _below(cuts, others, rho)
        cells = np.diff(np.diff(corners, axis=0), axis=1)
        return float(-(counts * np.log(np.maximum(cells, 1e-12))).sum())

    # By golden section: the likelihood has one peak.
    low, high = -_MOST, _MOST
    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_left, at_right = unlikely(left), unlikely(right)
    for _ in range(_STEPS):
        if at_left < at_right:
            high, right, at_right = right, left, at_left
            left = high - _GOLDEN * (high - low)
            at_left = unlikely(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + _GOLDEN * (high - low)
            at_right = unlikely(right)
    return (low + high) / 2


def _counts(one: Column, other: Column) -> Grid:
    """How many gave each pair of answers; answers that nobody gave are left out."""
    _, rows = np.unique(one, return_inverse=True)
    _, columns = np.unique(other, return_inverse=True)
    counts = np.zeros((rows.max() + 1, columns.max() + 1))
    np.add.at(counts, (rows, columns), 1)
    return counts


def _cuts(counts: Grid) -> Grid:
    """Where a normal distribution has to be cut for so many on each step."""
    shares = np.cumsum(counts)[:-1] / counts.sum()
    inner = [NormalDist().inv_cdf(float(share)) for share in shares]
    return np.array([-_END, *inner, _END])


def _below(cuts: Grid, others: Grid, rho: float) -> Grid:
    """How likely both lie below each pair of cuts.

    The product of the two chances, and the integral of the density over the angle of the correlation (Plackett 1954).
    """
    h, k = cuts[:, None, None], others[None, :, None]
    angles = math.asin(rho) * (_NODES + 1) / 2
    density = np.exp(
        -(h * h + k * k - 2 * h * k * np.sin(angles)) / (2 * np.cos(angles) ** 2)
    )
    joint = (density * _WEIGHTS).sum(axis=2) * math.asin(rho) / (4 * math.pi)
    chances = [
        np.array([NormalDist().cdf(float(cut)) for cut in axis])
        for axis in (cuts, others)
    ]
    return np.asarray(np.outer(*chances) + joint)
