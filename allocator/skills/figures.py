"""Figures as they may be shown: shares with their interval, agreement with what may be concluded from it."""

from math import isnan

import numpy as np
from numpy.typing import NDArray

from allocator.domain.compiled import AgreementFound, Differs, Reading, Share
from allocator.policy.framework import Framework
from allocator.skills.alpha import Agreement, agreement
from allocator.skills.estimates import mean
from allocator.skills.laid import Laid

Floats = NDArray[np.float64]


def share(
    values: Floats,
    framework: Framework,
    differs: Differs = "",
    *,
    may_be_shown: bool = True,
) -> Share:
    """People's own shares of what is asked as one figure; nothing where too few people have one."""
    known = values[~np.isnan(values)]
    if len(known) < framework.audit.smallest_group or not may_be_shown:
        return Share(met_percent=None, low_percent=None, high_percent=None)
    found = mean(known)
    low, high = found.low or 0.0, found.high if found.high is not None else 1.0
    return Share(
        met_percent=round(100 * (found.mean or 0.0), 1),
        low_percent=round(100 * max(low, 0.0), 1),
        high_percent=round(100 * min(high, 1.0), 1),
        differs=differs,
    )


def told(found: Agreement, framework: Framework) -> AgreementFound:
    """Alpha with what may be concluded from data that agree so far."""
    return AgreementFound(
        alpha=rounded(found.alpha, 3),
        low=rounded(found.low, 3),
        high=rounded(found.high, 3),
        pairs=found.units,
        reading=_reading(found, framework),
    )


def _reading(found: Agreement, framework: Framework) -> Reading:
    if found.alpha is None:
        return "cannot_tell"
    if found.alpha >= framework.audit.alpha_reliable:
        return "reliable"
    return (
        "tentative"
        if found.alpha >= framework.audit.alpha_tentative
        else "not_reliable"
    )


def agreement_on(
    laid: Laid,
    people: list[int],
    framework: Framework,
    places: list[int] | None = None,
) -> AgreementFound | None:
    """How far the answers about some people agree, on all or some competencies; nothing where too few have both."""
    columns = range(laid.both.shape[1]) if places is None else places
    both = laid.both[people][:, columns]
    if int(both.any(axis=1).sum()) < framework.audit.smallest_group:
        return None
    of_people = laid.coincidences[people][:, columns].sum(axis=1)
    return told(agreement(of_people, int(both.sum())), framework)


def percent_of(values: NDArray[np.generic]) -> float:
    """The mean of what is known, in percent."""
    return round(100 * float(np.nanmean(values.astype(np.float64))), 1)


def rounded(value: float | None, digits: int = 2) -> float | None:
    """A figure to so many digits; nothing where it is not known."""
    return None if value is None or isnan(value) else round(value, digits)
