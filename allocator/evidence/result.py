"""Estimates as the account tells them: number by number, group by group, part by part."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

import numpy as np

from allocator.domain.calibration import (
    Between,
    Counts,
    Entangled,
    Finding,
    NumberCalibrated,
    PartSeen,
)
from allocator.evidence import apart
from allocator.evidence.estimates import Estimates
from allocator.evidence.expected import Expectation
from allocator.evidence.least_squares import Array
from allocator.evidence.seen import Seen
from allocator.policy import calibration as policies
from allocator.policy.numbers import Number
from allocator.policy.terms import Recurring
from allocator.policy.weighting import Weighting
from allocator.report.calibrated import label

_MINUTES_AN_HOUR = 60
_WHOLE = Decimal(1)


@dataclass(frozen=True)
class Result:
    """Estimates put into the records of an account, as far as they may be told."""

    weighting: Weighting
    expectation: Expectation
    seen: Seen
    estimates: Estimates
    calibration: policies.Calibration
    fewest: int

    @cached_property
    def _expected(self) -> list[Array]:
        """Minutes a week of each case in each part, by the weighting as it is."""
        return self.expectation.at({}, with_slopes=False).minutes

    @cached_property
    def _apart(self) -> apart.Apart:
        return apart.apart(self.estimates.information, self.calibration)

    def numbers(self) -> tuple[NumberCalibrated, ...]:
        """Every number, in the order of the file."""
        told_apart = self._apart
        group_of = {
            place: number
            for number, group in enumerate(told_apart.groups, 1)
            for place in group
        }
        return tuple(
            self._number(
                place, number, told_apart.inflation[place], group_of.get(place)
            )
            for place, number in enumerate(self.expectation.numbers)
        )

    def _number(
        self, place: int, number: Number, inflation: float, group: int | None
    ) -> NumberCalibrated:
        rows, people = self._rows([place])
        current = float(self.expectation.current[number])
        known: dict[str, object] = {
            "term": number.term,
            "key": number.key,
            "counts": _counts(number, self.weighting),
            "current": current,
            "cases": len(rows),
        }
        if len(people) < self.fewest:
            finding: Finding = "too_few_people" if rows else "not_seen"
            return NumberCalibrated.model_validate(
                {
                    **known,
                    "proposed": current,
                    "finding": finding,
                    "estimate": None,
                    "alone": None,
                    "from_diaries_percent": None,
                    "people": None,
                    "variance_inflation": None,
                    "entangled": group,
                }
            )
        which = np.zeros(len(self.expectation.numbers))
        which[place] = 1
        estimates, percent = self.estimates, self.calibration.interval_percent
        low, high = estimates.interval(which, percent, len(self.seen.people))
        value = float(estimates.values[place])
        alone = Between(
            value=round(float(estimates.alone[place]), 1),
            low=round(estimates.interval_alone(place, percent, len(people))[0], 1),
            high=round(estimates.interval_alone(place, percent, len(people))[1], 1),
        )
        left = estimates.covariance[place, place] / estimates.believed[place] ** 2
        return NumberCalibrated.model_validate(
            {
                **known,
                "proposed": float(_rounded(value)),
                "finding": "lower"
                if high < current
                else "higher"
                if low > current
                else "within_chance",
                "estimate": Between(
                    value=round(value, 1), low=round(low, 1), high=round(high, 1)
                ),
                "alone": None if group else alone,
                "from_diaries_percent": round(100 * max(0.0, 1 - float(left)), 0),
                "people": len(people),
                "variance_inflation": None if group else round(float(inflation), 1),
                "entangled": group,
            }
        )

    def _groups(self) -> list[tuple[int, ...]]:
        """Numbers that only make sense together, where enough people were seen with them to be told about."""
        return [
            group
            for group in self._apart.groups
            if len(self._rows(group)[1]) >= self.fewest
        ]

    def entangled(self) -> tuple[Entangled, ...]:
        """Each group of numbers that only make sense together, told where enough people were seen with them."""
        return tuple(self._entangled(group) for group in self._groups())

    def _entangled(self, group: tuple[int, ...]) -> Entangled:
        names = self.expectation.numbers
        rows, _ = self._rows(group)
        which = self.estimates.total(rows, group)
        start = np.array([float(self.expectation.current[name]) for name in names])
        low, high = self.estimates.interval(
            which, self.calibration.interval_percent, len(self.seen.people)
        )
        return Entangled(
            numbers=tuple(label(names[place]) for place in group),
            current=round(float(which @ start), 1),
            estimate=Between(
                value=round(float(which @ self.estimates.values), 1),
                low=round(low, 1),
                high=round(high, 1),
            ),
            cases=len(rows),
        )

    def _rows(self, group: Sequence[int]) -> tuple[list[int], set[str]]:
        """The cases that some numbers move, and whose they are."""
        rows = self.estimates.moved(group)
        return rows, {self.seen.cases[row].worker.worker_id for row in rows}

    def part(self, place: int, seed: int) -> PartSeen:
        """One part as the weighting expects it and as the diaries saw it, people drawn anew for the interval."""
        expected_now = self._expected[place]
        rates, owner = self.seen.rates[:, place], self.seen.owner
        people = len(self.seen.people)
        by_person = np.array(
            [
                [one[owner == person].sum() for one in (rates, expected_now)]
                for person in range(people)
            ]
        )
        chance = np.random.default_rng([seed, place])
        draws = chance.multinomial(
            people, [1 / people] * people, self.calibration.bootstraps
        )
        ratios = _ratios(draws @ by_person)
        tail = (100 - self.calibration.interval_percent) / 2
        low, high = np.percentile(ratios, [tail, 100 - tail])
        whole = float(_ratios(by_person.sum(axis=0)[None, :])[0])
        return PartSeen(
            name=self.calibration.parts[place].name,
            expected_hours=round(float(expected_now.sum()) / _MINUTES_AN_HOUR, 1),
            seen_hours=round(float(rates.sum()) / _MINUTES_AN_HOUR, 1),
            seen_percent=Between(
                value=round(whole, 0),
                low=round(float(low), 0),
                high=round(float(high), 0),
            ),
            people_differ_percent=round(100 * self.estimates.scatters[place].pace, 0),
        )


def _ratios(sums: Array) -> Array:
    """Seen in percent of expected, row by row; 100 where neither is anything."""
    with_any = sums[:, 1] > 0
    found = np.full(len(sums), 100.0)
    found[with_any] = 100 * sums[with_any, 0] / sums[with_any, 1]
    return found


def _counts(number: Number, weighting: Weighting) -> Counts:
    if number.is_percent:
        return "percent"
    term = next((one for one in weighting.terms if one.name == number.term), None)
    is_each_time = term is None or isinstance(term, Recurring)
    return "minutes_each_time" if is_each_time else "minutes_a_week"


def _rounded(value: float) -> Decimal:
    """A whole number of minutes or percent: no weighting is finer than that."""
    return Decimal(str(value)).quantize(_WHOLE, ROUND_HALF_UP)
