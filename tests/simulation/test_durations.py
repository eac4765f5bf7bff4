"""How long stages take follows the curve that a scenario states."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.simulation.durations import days_left, days_until, open_share
from allocator.simulation.stages import Point, Stage

CURVE = Stage(
    open=(Point(days=10, open_percent=60), Point(days=30, open_percent=20)),
    tail_half_days=5,
    next_percent={"closed": 100},
)
EVEN = Stage(mean_days=20, next_percent={"closed": 100})

shares = st.floats(0.001, 1)
stages = st.sampled_from([CURVE, EVEN])


@pytest.mark.parametrize(
    ("days", "share"),
    [(0, 1.0), (5, 0.8), (10, 0.6), (20, 0.4), (30, 0.2), (35, 0.1), (45, 0.025)],
)
def test_the_curve_goes_through_its_points(days: float, share: float) -> None:
    """Straight between the points, and halved every five days after the last."""
    assert open_share(CURVE, days) == pytest.approx(share)
    assert days_until(CURVE, share) == pytest.approx(days)


def test_a_stage_that_ends_on_any_day_alike_has_its_mean() -> None:
    """After the mean number of days one in e is left."""
    assert open_share(EVEN, 20) == pytest.approx(math.exp(-1))
    assert days_until(EVEN, math.exp(-2)) == pytest.approx(40)


@given(stage=stages, elapsed=st.floats(0, 300), share=shares)
def test_what_is_left_is_what_the_survivors_have(
    stage: Stage, elapsed: float, share: float
) -> None:
    """Of those who have come so far, the share that is asked for stays longer."""
    left = days_left(stage, elapsed, share)

    assert left >= 0
    lasts = open_share(stage, elapsed + left)
    assert lasts == pytest.approx(open_share(stage, elapsed) * share, rel=1e-6)


@given(stage=stages, share=shares, more=st.floats(0, 0.9))
def test_a_smaller_share_stays_longer(stage: Stage, share: float, more: float) -> None:
    """Days never fall as the share left falls."""
    assert days_until(stage, share * (1 - more)) >= days_until(stage, share)


def test_a_flat_stretch_is_passed_over() -> None:
    """Where nobody leaves between two points, nobody's stay ends there."""
    flat = Stage(
        open=(
            Point(days=10, open_percent=50),
            Point(days=20, open_percent=50),
            Point(days=30, open_percent=10),
        ),
        tail_half_days=1,
        next_percent={"closed": 100},
    )

    assert days_until(flat, 0.5) == pytest.approx(10)
    assert days_until(flat, 0.499) > 20
