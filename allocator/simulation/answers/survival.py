"""How long something lasts, where some of it has not ended yet: Kaplan and Meier's curve, and intervals for it.

What still waits when the simulation stops has waited at least so long. To leave it out would make waits look shorter
than they are, and so would counting it as ended; here it counts among those who might be next until the day we lose
sight of it.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]


class Span(NamedTuple):
    """How long something was watched, in whole days or weeks: from what age, to what age, and whether it then ended."""

    seen_from: int
    seen_to: int
    has_ended: bool


class Exposure(NamedTuple):
    """For every age from 0: how many were in sight and might have ended at it, and how many did."""

    at_risk: Numbers
    ended: Numbers


def exposure(spans: Sequence[Span], ages: int) -> Exposure:
    """Adds up spans, up to an age. What is first seen at an age could not have ended before it."""
    at_risk, ended = np.zeros(ages + 1), np.zeros(ages + 1)
    for span in spans:
        at_risk[span.seen_from : span.seen_to + 1] += 1
        if span.has_ended and span.seen_to <= ages:
            ended[span.seen_to] += 1
    return Exposure(at_risk, ended)


def together(several: Sequence[Exposure]) -> Exposure:
    """Several added up, age by age, to the age that all of them reach."""
    ages = min(len(one.at_risk) for one in several)
    return Exposure(
        np.array([one.at_risk[:ages] for one in several]).sum(axis=0),
        np.array([one.ended[:ages] for one in several]).sum(axis=0),
    )


def lasting(at_risk: Numbers, ended: Numbers) -> Numbers:
    """The share still going on after each age; the last axis is age."""
    going = 1 - np.divide(ended, at_risk, out=np.zeros_like(ended), where=at_risk > 0)
    return np.cumprod(going, axis=-1)


def seen_to(at_risk: Numbers) -> int:
    """The last age at which anything was in sight: beyond it the curve says nothing."""
    return int(np.flatnonzero(at_risk)[-1]) if at_risk.any() else -1


def age_when(curve: Numbers, at_risk: Numbers, share: float) -> int | None:
    """The first age by which this share has ended, or None where that was never seen."""
    reached = np.flatnonzero(curve <= 1 - share + 1e-12)
    if not len(reached) or reached[0] > seen_to(at_risk):
        return None
    return int(reached[0])


def pseudo_values(runs: Sequence[Exposure], age: int) -> Numbers:
    """One percentage a run whose mean is that ended by an age: what each run changes by being left out (jackknife).

    Cases of one run share its weeks and its workers, so runs, not cases, are what the interval counts.
    """
    whole = together(runs)
    # Where the runs are shorter, nothing is known of later days.
    age = min(age, len(whole.at_risk) - 1)
    every = 100 * (1 - lasting(*whole)[age])
    if len(runs) == 1:
        return np.array([every])
    ages = len(whole.at_risk)
    at_risk = np.array([run.at_risk[:ages] for run in runs])
    ended = np.array([run.ended[:ages] for run in runs])
    left = lasting(whole.at_risk - at_risk, whole.ended - ended)[:, age]
    number = len(runs)
    values: Numbers = np.round(number * every - (number - 1) * 100 * (1 - left), 9)
    return values


def worth_in_runs(at_risk: Numbers, ended: Numbers) -> Numbers:
    """How many runs watched to the end would tell as much about each age (Cutler and Ederer's effective number)."""
    curve = lasting(at_risk, ended)
    terms = np.divide(
        ended,
        at_risk * (at_risk - ended),
        out=np.zeros_like(ended),
        where=(at_risk > 0) & (at_risk > ended),
    )
    variance = curve**2 * np.cumsum(terms)  # Greenwood
    # Where all or none have ended the formula is silent: then every one counts that was seen to the end, or so far.
    seen = np.where(curve > 0, at_risk, np.cumsum(ended))
    worth: Numbers = np.divide(
        curve * (1 - curve), variance, out=seen, where=variance > 0
    )
    return worth
