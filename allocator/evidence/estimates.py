"""Estimates every number of a weighting from what diaries saw: by the diaries alone, and beside what is believed now.

docs/calibration.md says in words what is done here.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from allocator.evidence.expected import Expectation, Expected
from allocator.evidence.extra import scipy_stats
from allocator.evidence.least_squares import Array, nonnegative
from allocator.evidence.scatter import Scatter, scatter, shared
from allocator.evidence.seen import Seen
from allocator.policy.calibration import Calibration

_ROUNDS = 6
_SETTLED_POINTS = 0.5
_SETTLED_SHARE = 0.002
_LOOKS = 2
# From as far off as believed to six times as far.
_WIDTHS = tuple(1 + step / 10 for step in range(51))


class Estimates(NamedTuple):
    """By number, in the order of the expectation.

    ``alone`` is what the diaries say by themselves and ``drawn`` the same for each time they were drawn anew;
    ``values`` and ``covariance`` are what they say beside what was believed, ``information`` what they add to that.
    ``wider`` is how many times further off than the calibration file believes the current numbers were taken to be,
    which ``believed`` has in it.
    """

    values: Array
    covariance: Array
    alone: Array
    drawn: Array
    information: Array
    believed: Array
    wider: float
    scatters: tuple[Scatter, ...]
    expected: Expected

    def total(self, rows: Sequence[int], places: Sequence[int]) -> Array:
        """What some numbers come to together in an average week of some cases, as a weight for each number."""
        slopes = np.sum(self.expected.slopes, axis=0)
        which = np.zeros(len(self.values))
        which[[*places]] = slopes[np.ix_([*rows], [*places])].mean(axis=0)
        return which

    def moved(self, places: Sequence[int]) -> list[int]:
        """The cases that any of some numbers moves."""
        moves = np.any(
            [slopes[:, [*places]] != 0 for slopes in self.expected.slopes], axis=(0, 2)
        )
        return [int(row) for row in np.flatnonzero(moves)]

    def interval(self, which: Array, percent: int, people: int) -> tuple[float, float]:
        """Between what a sum of numbers lies, so many of the first times each; never below nothing.

        With few people Student's t is wider than the bell curve: how much they differ is itself uncertain.
        """
        middle = float(which @ self.values)
        spread = float(np.sqrt(max(float(which @ self.covariance @ which), 0.0)))
        freedom = max(people - 1, 1)
        times = float(scipy_stats().t.ppf((1 + percent / 100) / 2, freedom))
        return max(0.0, middle - times * spread), middle + times * spread

    def interval_alone(
        self, place: int, percent: int, people: int
    ) -> tuple[float, float]:
        """The same of one number by the diaries alone, from diaries drawn anew; ``people`` are those it was seen with.

        Drawing few people anew makes them look more alike than they are: the interval is stretched for that.
        """
        tail = (100 - percent) / 2
        low, high = np.percentile(self.drawn[:, place], [tail, 100 - tail])
        stats, inside = scipy_stats(), (1 + percent / 100) / 2
        freedom = max(people - 1, 1)
        wider = (
            stats.t.ppf(inside, freedom)
            / stats.norm.ppf(inside)
            * np.sqrt(1 + 1 / freedom)
        )
        middle = self.alone[place]
        return max(0.0, middle + wider * (low - middle)), middle + wider * (
            high - middle
        )


def estimate(
    expectation: Expectation,
    seen: Seen,
    calibration: Calibration,
    seed: int,
    tell: Callable[[str], None] = lambda step: None,
) -> Estimates:
    """What the minutes of every number are, as far as the diaries can say."""
    numbers = expectation.numbers
    is_percent = np.array([one.is_percent for one in numbers])
    start = np.array([float(expectation.current[one]) for one in numbers])
    believed = _beliefs(start, is_percent, calibration)
    values, expected = start, expectation.at({})
    fit = _Fit(seen, expected, start)
    for number in range(_ROUNDS):
        tell("Laying the diaries beside the weighting")
        precision, targets = fit.with_pace()
        prior = np.diag(
            1 / (widened(precision, targets, start, believed) * believed) ** 2
        )
        found = nonnegative(precision + prior, targets + prior @ start)
        moved, values = np.abs(found - values), found
        if (moved[is_percent] > _SETTLED_POINTS).any():
            percentages = zip(numbers, values, strict=True)
            expected = expectation.at(
                {
                    one: Decimal(f"{value:.3f}")
                    for one, value in percentages
                    if one.is_percent
                }
            )
        # How minutes scatter is looked at beside what the current numbers expect, and again beside better ones.
        known = fit.scatters if number >= _LOOKS else ()
        fit = _Fit(seen, _settled(expected, values, is_percent), values, known)
        if not (moved > _SETTLED_SHARE * (values + 1)).any():
            break
    precision, targets = fit.with_pace()
    wider = widened(precision, targets, start, believed)
    believed = wider * believed
    prior = np.diag(1 / believed**2)
    tell("Drawing the diaries anew")
    alone, drawn = fit.alone(calibration.bootstraps, np.random.default_rng(seed))
    return Estimates(
        values=nonnegative(precision + prior, targets + prior @ start),
        covariance=np.asarray(np.linalg.inv(precision + prior), dtype=np.float64),
        alone=alone,
        drawn=drawn,
        information=precision,
        believed=believed,
        wider=wider,
        scatters=fit.scatters,
        expected=fit.expected,
    )


def widened(precision: Array, targets: Array, start: Array, believed: Array) -> float:
    """How many times further off than believed the current numbers are likeliest to be; never less far.

    What the diaries would have been likely to say is compared for beliefs of every width: as a whole they can
    contradict how far off numbers were believed to be, even where they say little of each.
    """
    scaled = precision * np.outer(believed, believed)
    left = (targets - precision @ start) * believed
    strengths, directions = np.linalg.eigh(scaled)
    strengths, along = np.maximum(strengths, 0.0), (directions.T @ left) ** 2

    def likelihood(wider: float) -> float:
        more = 1 + wider**2 * strengths
        return float(0.5 * (wider**2 * along / more).sum() - 0.5 * np.log(more).sum())

    return max(_WIDTHS, key=likelihood)


def _beliefs(values: Array, is_percent: Array, calibration: Calibration) -> Array:
    """How far each number is believed to be off."""
    share = values * float(calibration.prior_percent) / 100
    minutes = np.maximum(share, float(calibration.prior_at_least_minutes))
    return np.where(is_percent, float(calibration.prior_points), minutes)


def _settled(expected: Expected, values: Array, is_percent: Array) -> Expected:
    """What is expected with other minutes and the same percentages: minutes only ever add up."""
    plain = np.where(is_percent, 0.0, values)
    return Expected([slope @ plain for slope in expected.slopes], expected.slopes)


class _Fit:
    """What diaries saw laid beside what is expected around some values of the numbers."""

    def __init__(
        self,
        seen: Seen,
        expected: Expected,
        values: Array,
        scatters: tuple[Scatter, ...] = (),
    ) -> None:
        self.expected = expected
        self._people = len(seen.people)
        size = len(values)
        self._products = np.zeros((self._people, size, size))
        self._targets = np.zeros((self._people, size))
        self._with_pace = np.zeros((size, size)), np.zeros(size)
        minutes = np.column_stack(expected.minutes)
        self.scatters = scatters or tuple(
            scatter(seen.rates[:, part], minutes[:, part], seen.weeks, seen.owner)
            for part in range(minutes.shape[1])
        )
        alike = shared(seen.rates - minutes, minutes, self.scatters)
        slopes = np.stack(expected.slopes, axis=1)
        for person in range(self._people):
            own = np.flatnonzero(seen.owner == person)
            self._add(
                person,
                seen.rates[own],
                minutes[own],
                slopes[own],
                seen.weeks[own],
                alike,
                values,
            )

    def _add(
        self,
        person: int,
        rates: Array,
        minutes: Array,
        slopes: Array,
        weeks: Array,
        alike: float,
        values: Array,
    ) -> None:
        """What one person's cases say, which is less than as many strangers' would.

        A pace that is their own moves all of a part together, and a case that takes more takes more in every part.
        """
        cases, parts = minutes.shape
        variance = np.column_stack(
            [
                one.variance(minutes[:, part], weeks, less=alike)
                for part, one in enumerate(self.scatters)
            ]
        ).ravel()
        together = np.zeros((cases, parts, parts + cases))
        for part, one in enumerate(self.scatters):
            together[:, part, part] = one.pace * minutes[:, part]
        for case in range(cases):
            together[case, :, parts + case] = np.sqrt(alike) * minutes[case]
        is_expected = minutes.ravel() > 0
        moves = together.reshape(cases * parts, -1)[is_expected]
        lines = slopes.reshape(cases * parts, -1)[is_expected]
        aims = (rates - minutes).ravel()[is_expected] + lines @ values
        sure = (1 / variance[is_expected])[:, None]
        products, targets = lines.T @ (sure * lines), lines.T @ (sure[:, 0] * aims)
        self._products[person], self._targets[person] = products, targets
        # Woodbury's identity: as if the whole covariance had been inverted.
        inner = np.eye(moves.shape[1]) + moves.T @ (sure * moves)
        through = np.linalg.solve(inner, (sure * moves).T)
        precision, sums = self._with_pace
        precision += products - (lines.T @ (sure * moves)) @ (through @ lines)
        sums += targets - (lines.T @ (sure * moves)) @ (through @ aims)

    def with_pace(self) -> tuple[Array, Array]:
        """What the diaries say of numbers two by two and one by one, people's paces allowed for."""
        return self._with_pace

    def alone(self, times: int, chance: np.random.Generator) -> tuple[Array, Array]:
        """The numbers by the diaries alone, and again for people drawn anew so many times."""
        draws = chance.multinomial(
            self._people, [1 / self._people] * self._people, times
        )
        flat = self._products.reshape(self._people, -1)
        found = [
            nonnegative(
                (draw @ flat).reshape(self._products.shape[1:]), draw @ self._targets
            )
            for draw in (np.ones(self._people), *draws)
        ]
        return found[0], np.array(found[1:])
