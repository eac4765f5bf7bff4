"""Curves of how long stages last."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.example.figures import Bands
from allocator.simulation.curves import fitted, mean_days, slowed
from allocator.simulation.durations import open_share
from allocator.simulation.published import published
from allocator.simulation.stages import CLOSED, Point, Stage


def bands(*shares: tuple[int, float]) -> Bands:
    """Bands of days and percents."""
    return Bands.model_validate(
        {
            "unit": "percent",
            "source": "made up",
            "bands": [
                {"to_days": days, "percent": percent} for days, percent in shares
            ],
        }
    )


def stage(*points: tuple[float, float], half: float) -> Stage:
    """A stage of these points and this tail, after which cases close."""
    return Stage(
        open=tuple(Point(days=days, open_percent=left) for days, left in points),
        tail_half_days=half,
        next_percent={CLOSED: 100},
    )


def area(one: Stage, start: float, end: float, steps: int = 20_000) -> float:
    """Days spent in the stage between two ages, by adding up many thin slices."""
    width = (end - start) / steps
    return sum(open_share(one, start + (n + 0.5) * width) * width for n in range(steps))


def test_the_average_is_the_area_under_the_curve() -> None:
    """Half of cases leave evenly within 10 days, a half of the rest each 20 days after: 7.5 and 28.9 days halved."""
    one = stage((10, 50), half=20)

    assert mean_days(one) == pytest.approx(7.5 + 0.5 * 20 / math.log(2))
    assert mean_days(one) == pytest.approx(area(one, 0, 600), rel=1e-3)


def test_a_stage_with_an_average_has_that_average() -> None:
    """A mean is taken at its word."""
    one = Stage(mean_days=30, next_percent={CLOSED: 100})

    assert mean_days(one) == 30
    assert area(one, 0, 900) == pytest.approx(30, rel=1e-3)


@given(
    falls=st.lists(st.floats(1, 30), min_size=1, max_size=3),
    half=st.floats(1, 500),
    times=st.floats(0.2, 5),
)
def test_slowing_a_stage_stretches_its_average_and_nothing_else(
    falls: list[float], half: float, times: float
) -> None:
    """Lasting so many times as long, a stage has so many times the average, and the same shares."""
    left, points = 100.0, []
    for number, fall in enumerate(falls, 1):
        left -= fall
        points.append((40.0 * number, left))
    one = stage(*points, half=half)

    after = slowed(one, times)

    assert [p.open_percent for p in after.open] == [p.open_percent for p in one.open]
    assert mean_days(after) == pytest.approx(mean_days(one) * times, rel=0.1, abs=0.2)


def test_slowing_an_average_stretches_it() -> None:
    """A stage told by its mean is stretched like any other."""
    one = Stage(mean_days=30, next_percent={CLOSED: 100})

    assert slowed(one, 1.5).mean_days == 45


def test_a_curve_is_found_again_from_what_it_leaves_behind() -> None:
    """Bands made from a known curve by the length bias lead back to that curve."""
    known = stage((50, 90), (100, 60), (150, 30), (200, 20), half=70)
    started = 1000.0
    spent = [
        area(known, start, end) for start, end in ((0, 100), (100, 200), (200, 4000))
    ]
    open_cases = started * sum(spent) / 365.25
    open_now = bands(
        *[
            (end, 100 * days / sum(spent))
            for end, days in zip((100, 200, 4000), spent, strict=True)
        ]
    )
    ended = bands((100, 40), (200, 40), (4000, 20))

    found = fitted(ended, open_now, open_cases, started)

    # Rounded to a tenth of a percent; the tail to a day.
    for point, want in zip(found.open, known.open, strict=True):
        assert point.days == want.days
        assert point.open_percent == pytest.approx(want.open_percent, abs=0.15)
    assert found.tail_half_days == pytest.approx(70, abs=1)


def test_where_both_cannot_hold_the_nearest_curve_is_taken() -> None:
    """More open cases than ever began within a band: the curve stays flat, and never rises."""
    found = fitted(bands((10, 50), (100, 50)), bands((10, 90), (100, 10)), 1e6, 1000)

    assert [point.open_percent for point in found.open] == [100, 50]


def test_the_published_plans_are_followed_by_the_scenario_that_ships() -> None:
    """What ended is told exactly by the fitted curve, and what is open to within a percentage point."""
    from allocator.example.figures import load_figures

    figures, flow = load_figures(), published()
    ended = flow.ended.protection_plans
    open_now = figures.held.age_of_type["child_protection"]
    cases = figures.england.protection_plans.value
    started = flow.year.protection_plans_started.value

    curve = fitted(ended, open_now, cases, started)
    one = Stage(
        open=curve.open,
        tail_half_days=curve.tail_half_days,
        next_percent={CLOSED: 100},
    )

    left, start = 100.0, 0
    for band in ended.bands[:-1]:
        left -= band.percent
        assert 100 * open_share(one, band.to_days) == pytest.approx(left, abs=0.1)
    whole = mean_days(one)
    assert started * whole / 365.25 == pytest.approx(cases, rel=0.02)
    for band in open_now.bands:
        share = 100 * area(one, start, band.to_days, 4000) / whole
        assert share == pytest.approx(band.percent, abs=1.5), band.to_days
        start = band.to_days
