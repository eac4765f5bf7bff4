"""All of England: what the journey of the steady state comes to, beside what is published."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from allocator.example.figures import load_figures
from allocator.simulation.journey_fit import CARE, PROTECTION
from allocator.simulation.published import published
from allocator.simulation.scenario import Scenario
from benchmarks.backcast.ages import ages
from benchmarks.backcast.simulated import AGES, england_open_percent

_DAYS_A_YEAR = 365.25
# A published last band has no end; from here on everything belongs to it.
_LAST = 2000


class Line(NamedTuple):
    """One figure: what it counts, as published and as the journey has it."""

    about: str
    published: float
    expected: float
    unit: str


def lines(usual: Scenario) -> Iterator[Line]:
    """Every published figure the journey was fitted to."""
    figures, year = load_figures(), published().year
    coming = year.referrals.value * (1 - year.no_further_action.value / 100)
    found = {
        kind: chance * coming / _DAYS_A_YEAR
        for kind, chance in ages(usual.intake.types_percent, usual.stages).items()
    }
    by_age = np.sum([*found.values()], axis=0)

    def cases(*kinds: str) -> float:
        return float(sum(found[kind].sum() for kind in kinds))

    england = figures.england
    yield Line("children in need", england.open_cases.value, cases(*found), "")
    yield Line(
        "on a protection plan", england.protection_plans.value, cases(*PROTECTION), ""
    )
    yield Line("looked after", england.looked_after.value, cases(*CARE), "")
    start = 0
    for band in figures.held.age_of_all.bands:
        is_last = band.to_days > _LAST
        end = len(by_age) if is_last else band.to_days
        share = 100 * float(by_age[start:end].sum() / by_age.sum())
        said = f"{start} days or more" if is_last else f"{start} to {band.to_days} days"
        yield Line(f"open for {said}", band.percent, share, "%")
        start = band.to_days
    for age, left in zip(AGES, england_open_percent(), strict=True):
        share = 100 * float(by_age[age] / by_age[0])
        yield Line(f"still open {age} days after the referral", left, share, "%")
