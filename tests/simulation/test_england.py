"""The whole journey of the steady state, with all of England's referrals, gives back what is published of England."""

from typing import Any

import numpy as np
import pytest

from allocator.example.figures import load_figures
from allocator.simulation.durations import days_until
from allocator.simulation.loading import load_scenario
from allocator.simulation.published import published
from allocator.simulation.stages import CLOSED
from benchmarks.backcast.ages import ages

FIGURES, FLOW = load_figures(), published()
USUAL = load_scenario("steady-state")


@pytest.fixture(scope="module")
def there() -> dict[str, Any]:
    """Cases of all England in each stage by days since they came."""
    year = FLOW.year
    kept = year.referrals.value * (1 - year.no_further_action.value / 100)
    found = ages(USUAL.intake.types_percent, USUAL.stages)
    return {kind: chance * kept / 365.25 for kind, chance in found.items()}


def test_children_in_need(there: dict[str, Any]) -> None:
    """As many are open on one day as published, to within 1%."""
    whole = sum(chance.sum() for chance in there.values())

    assert whole == pytest.approx(FIGURES.england.open_cases.value, rel=0.01)


def test_how_long_open_ones_have_been_open(there: dict[str, Any]) -> None:
    """Each published band of open episodes is met to within 1.5 percentage points."""
    by_age = np.sum([*there.values()], axis=0)
    start = 0
    for band in FIGURES.held.age_of_all.bands:
        end = band.to_days if band.to_days < 2000 else len(by_age)
        share = 100 * by_age[start:end].sum() / by_age.sum()
        assert share == pytest.approx(band.percent, abs=1.5), band.to_days
        start = band.to_days


def test_how_long_ended_ones_had_been_open(there: dict[str, Any]) -> None:
    """Those still open at the end of each published band are met to within a percentage point.

    Published episodes are those in need; the others end with their assessment.
    """
    year = FLOW.year
    entered = sum(chance[0] for chance in there.values())
    begun = 1 - (year.not_in_need.value / (100 - year.no_further_action.value))
    in_need, not_in_need = 100.0, 100.0
    assessments = {band.to_days: band.percent for band in FLOW.ended.assessments.bands}
    for band in FLOW.ended.episodes.bands[:-1]:
        in_need -= band.percent
        not_in_need = 100 - sum(p for d, p in assessments.items() if d <= band.to_days)
        expected = begun * in_need + (1 - begun) * not_in_need
        still = 100 * sum(chance[band.to_days] for chance in there.values()) / entered
        assert still == pytest.approx(expected, abs=2 if band.to_days < 100 else 1)


@pytest.mark.parametrize(
    ("kinds", "number", "near"),
    [
        (("child_protection",), "protection_plans", 0.02),
        (
            ("looked_after", "care_proceedings", "unaccompanied_child"),
            "looked_after",
            0.03,
        ),
    ],
)
def test_plans_and_care(
    there: dict[str, Any], kinds: tuple[str, ...], number: str, near: float
) -> None:
    """Children on a plan and looked after are as many as published."""
    found = sum(there[kind].sum() for kind in kinds)

    assert found == pytest.approx(getattr(FIGURES.england, number).value, rel=near)


def test_the_mix_of_types(there: dict[str, Any]) -> None:
    """Every type settles near its share of held cases; assessments lower, as what is published has them."""
    whole = sum(chance.sum() for chance in there.values())
    for kind, percent in FIGURES.cases.types.percent.items():
        share = 100 * there[kind].sum() / whole
        assert share == pytest.approx(percent, abs=5 if kind == "assessment" else 4), (
            kind
        )


def test_children_drawn_one_by_one_come_to_the_same(there: dict[str, Any]) -> None:
    """Journeys drawn as a run draws them last as long as all ways added up, to within four standard errors.

    Assessments, or plans for children in need, that lasted a tenth longer would be found out.
    """
    chance, journeys = np.random.default_rng(5), 60_000
    kinds = np.array([*USUAL.stages, CLOSED])
    onward = {
        kind: np.cumsum([stage.next_percent.get(str(after), 0) for after in kinds])
        for kind, stage in USUAL.stages.items()
    }
    first = np.cumsum([USUAL.intake.types_percent.get(str(kind), 0) for kind in kinds])
    lasted = []
    for _ in range(journeys):
        kind, days = _drawn(kinds, first, chance), 0.0
        while kind != CLOSED:
            days += days_until(USUAL.stages[kind], 1 - chance.random())
            kind = _drawn(kinds, onward[kind], chance)
        lasted.append(days)

    by_age = np.sum([*there.values()], axis=0)
    for age in (28, 91, 182, 364, 729, 2000):
        expected = by_age[age] / by_age[0]
        error = (expected * (1 - expected) / journeys) ** 0.5
        found = sum(days > age for days in lasted) / journeys
        assert found == pytest.approx(expected, abs=4 * error), age


def _drawn(kinds: Any, ends: Any, chance: np.random.Generator) -> str:
    return str(kinds[np.searchsorted(ends, chance.random() * ends[-1], side="right")])
