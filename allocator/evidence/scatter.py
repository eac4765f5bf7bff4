"""How far minutes scatter about what is expected: between people, between cases, and from one week to the next."""

import warnings
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from allocator.evidence.extra import mixed_models, scipy_optimize
from allocator.evidence.least_squares import Array, Places

_ROUNDS = 2
_LEAST = 1e-6


class Scatter(NamedTuple):
    """One part of the diary: ``pace`` is how much people differ, as a share of what is expected of them.

    What is left varies with what is expected, more slowly the longer it was seen (``lumps``, in minutes), and with
    its square however long (``cases``): some cases simply take more than others that look alike.
    """

    pace: float
    lumps: float
    cases: float

    def variance(self, expected: Array, weeks: Array, less: float = 0.0) -> Array:
        """Of minutes a week on each case, the pace of people aside, and ``less`` of what cases differ by."""
        of_cases = max(self.cases - less, 0.0)
        found: Array = self.lumps * expected / weeks + of_cases * expected**2
        return np.maximum(found, _LEAST * (1 + expected**2))


def scatter(seen: Array, expected: Array, weeks: Array, owner: Places) -> Scatter:
    """How minutes seen scatter about those expected, where any are; ``owner`` tells whose they are."""
    rows = expected > 0
    if not rows.any():
        return Scatter(0.0, 0.0, 0.0)
    seen, expected, weeks, owner = seen[rows], expected[rows], weeks[rows], owner[rows]
    left = seen - expected
    for_now = _without_pace(left, expected, weeks)
    found = Scatter(0.0, *for_now)
    for _ in range(_ROUNDS):
        pace, of_people = _paces(seen, expected, found.variance(expected, weeks), owner)
        found = Scatter(
            pace, *_without_pace(left - of_people * expected, expected, weeks)
        )
    return found


def shared(left: Array, expected: Array, scatters: Sequence[Scatter]) -> float:
    """What a case that takes more than others takes more in every part: its share of how much cases differ.

    Columns are parts. It shows in how often what is left has the same sign in two parts of one case.
    """
    top = bottom = 0.0
    for one, other in combinations(range(expected.shape[1]), 2):
        both = expected[:, one] * expected[:, other]
        top += float((left[:, one] * left[:, other] * both).sum())
        bottom += float((both**2).sum())
    most = max(one.cases for one in scatters)
    return min(max(top / bottom, 0.0), most) if bottom else 0.0


def _without_pace(left: Array, expected: Array, weeks: Array) -> tuple[float, float]:
    """The two parts of the variance, from the squares of what is left; small and large cases count about alike."""
    shapes = np.column_stack([expected / weeks, expected**2])
    sure = 1 / (expected**2 + expected.mean() * expected)
    found, _ = scipy_optimize().nnls(shapes * sure[:, None], left**2 * sure)
    return float(found[0]), float(found[1])


def _paces(
    seen: Array, expected: Array, variance: Array, owner: Places
) -> tuple[float, Array]:
    """How much people's paces differ, and by case how far its worker's is from what is expected: a mixed model.

    Its one fixed effect is the pace of all, its random effect the pace of each.
    """
    if len(set(owner.tolist())) < 2:
        return 0.0, np.zeros_like(expected)
    sure = 1 / np.sqrt(variance)
    slope = (expected * sure)[:, None]
    # Imported first, for that sets filters of its own.
    mixed = mixed_models()
    with warnings.catch_warnings():
        # It warns wherever people do not differ at all, which is a finding and no fault.
        warnings.simplefilter("ignore")
        model = mixed.MixedLM(seen * sure, slope, groups=owner, exog_re=slope)
        try:
            # Not its default, L-BFGS, which ends at no difference at all in five trials of six.
            fitted = model.fit(reml=True, method="powell")
            between = float(fitted.cov_re[0, 0])
            effects = {
                who: float(np.asarray(one)[0])
                for who, one in fitted.random_effects.items()
            }
        except (np.linalg.LinAlgError, ValueError):
            return 0.0, np.zeros_like(expected)
    common = float(fitted.fe_params[0]) - 1
    of_people = np.array([common + effects[who] for who in owner])
    return float(np.sqrt(max(between, 0.0))), of_people
