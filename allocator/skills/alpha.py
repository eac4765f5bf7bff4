"""How far raters agree beyond chance: Krippendorff's alpha for levels that have an order.

After Krippendorff, Computing Krippendorff's Alpha-Reliability (2011). One unit is one competency of one worker, with
the levels that different people gave it; units with one answer say nothing about agreement.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.integer]
# How far each level is from each other, given how often each level was used.
Distance = Callable[[Floats], Floats]

RESAMPLES = 1_000
_SEED = 0
_INTERVAL = (2.5, 97.5)


class Agreement(NamedTuple):
    """Alpha with the interval that 95 of 100 repetitions with other people would fall in; None where undefined."""

    alpha: float | None
    low: float | None
    high: float | None
    units: int


def coincidences(counts: Counts) -> Floats:
    """How often each pair of levels met in each unit, each answer of a unit weighing the same.

    ``counts`` holds for each unit how many answers gave each level; the last axis is the levels.
    """
    answers = counts.sum(axis=-1, keepdims=True)
    pairs = np.where(answers > 1, counts / np.maximum(answers - 1, 1), 0.0)
    met = pairs[..., :, None] * counts[..., None, :]
    levels = np.arange(counts.shape[-1])
    met[..., levels, levels] -= pairs
    return np.asarray(met, dtype=np.float64)


def ordinal(used: Floats) -> Floats:
    """The squared distance between levels that have an order: how many answers lie between them."""
    below = np.cumsum(used, axis=-1)
    middle = below - used / 2
    apart = middle[..., :, None] - middle[..., None, :]
    return np.asarray(apart**2)


def alpha(met: Floats, distance: Distance = ordinal) -> Floats:
    """One less observed over expected disagreement, for each matrix of coincidences; nan where all are alike."""
    used = met.sum(axis=-1)
    answers = used.sum(axis=-1)
    apart = distance(used)
    observed = (met * apart).sum(axis=(-2, -1))
    expected = (used[..., :, None] * used[..., None, :] * apart).sum(axis=(-2, -1))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(
            np.where(expected > 0, 1 - (answers - 1) * observed / expected, np.nan)
        )


def agreement(of_people: Floats, units: int) -> Agreement:
    """Alpha over all people, and its interval from drawing people anew.

    ``of_people`` holds each person's coincidences, summed over the competencies in question: what one person and
    their supervisor say hangs together, so people are drawn and not answers.
    """
    whole = float(alpha(of_people.sum(axis=0))) if len(of_people) else np.nan
    if np.isnan(whole):
        return Agreement(None, None, None, units)
    drawn = _resampled(of_people)
    known = drawn[~np.isnan(drawn)]
    if len(known) < RESAMPLES // 2:
        return Agreement(whole, None, None, units)
    low, high = np.percentile(known, _INTERVAL)
    return Agreement(whole, float(low), float(high), units)


@lru_cache(maxsize=4)
def _weights(people: int) -> Floats:
    """How often each person is drawn in each resample; the same for the same number of people."""
    chance = np.random.default_rng([_SEED, people])
    drawn = chance.multinomial(people, np.full(people, 1 / people), RESAMPLES)
    return drawn.astype(np.float64)


def _resampled(of_people: Floats) -> Floats:
    people, levels = len(of_people), of_people.shape[-1]
    drawn = _weights(people) @ of_people.reshape(people, levels * levels)
    return alpha(drawn.reshape(RESAMPLES, levels, levels))
