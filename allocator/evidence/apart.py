"""Which numbers the diaries cannot tell apart: those that always rise and fall together in what is expected.

Belsley, Kuh and Welsch (1980) look at the condition index of each direction in which numbers may move together.
"""

from typing import NamedTuple

import numpy as np

from allocator.evidence.least_squares import Array
from allocator.policy.calibration import Calibration

# How much a number has of the open directions before it counts as part of them.
_PART = 0.05
_HARDLY = 1e-12


class Apart(NamedTuple):
    """Numbers by place: those that only make sense together, and by how much each one's variance is inflated."""

    groups: tuple[tuple[int, ...], ...]
    inflation: Array


def apart(information: Array, calibration: Calibration) -> Apart:
    """Finds the groups; numbers that were never seen are in none, and have no inflation."""
    told = np.flatnonzero(np.diag(information) > 0)
    inflation = np.full(len(information), np.nan)
    if not len(told):
        return Apart((), inflation)
    size = np.sqrt(np.diag(information)[told])
    alike = information[np.ix_(told, told)] / np.outer(size, size)
    strengths, directions = np.linalg.eigh(alike)
    strengths = np.maximum(strengths, _HARDLY)
    open_ones = directions[
        :, np.sqrt(strengths[-1] / strengths) > calibration.condition_index
    ]
    # What is open, however its directions are turned within it.
    together = np.abs(open_ones @ open_ones.T)
    inverse = (directions / strengths) @ directions.T
    inflation[told] = np.diag(inverse)
    partial = np.abs(inverse) / np.sqrt(np.outer(np.diag(inverse), np.diag(inverse)))
    np.fill_diagonal(partial, 0)
    linked = together > _PART
    for place in np.flatnonzero(np.diag(inverse) > calibration.variance_inflation):
        if not (linked[place] & (np.arange(len(told)) != place)).any():
            linked[place, partial[place].argmax()] = True
    groups = _connected(linked | linked.T)
    return Apart(
        tuple(tuple(int(told[one]) for one in group) for group in groups), inflation
    )


def _connected(linked: Array) -> list[list[int]]:
    """Groups of two and more places that are linked with each other, directly or through others."""
    left, groups = dict.fromkeys(range(len(linked))), []
    while left:
        group, pending = [], [next(iter(left))]
        del left[pending[0]]
        while pending:
            place = pending.pop()
            group.append(place)
            near = [other for other in left if linked[place, other]]
            for other in near:
                del left[other]
            pending += near
        if len(group) > 1:
            groups.append(sorted(group))
    return groups
