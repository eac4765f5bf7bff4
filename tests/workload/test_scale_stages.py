import pytest

from tests.builders import case, small_weighting
from tests.workload.weighing import BY_TYPE, days_ago, held, scale, weighed

STAGED = {
    "terms": [
        {**BY_TYPE, "units": {"three": 100}},
        {
            "kind": "multiply",
            "name": "Stage",
            "by": "stage",
            "of": ["Type"],
            "percent": {"starting": 130, "long_standing": 105},
        },
    ],
    "stages": {"starting_weeks": 6, "long_standing_weeks": 104},
}


@pytest.mark.parametrize(
    ("days", "stage", "units"),
    [
        (-3, "starting", 130),
        (0, "starting", 130),
        (41, "starting", 130),
        (42, "working", 100),
        (727, "working", 100),
        (728, "long_standing", 105),
        (5000, "long_standing", 105),
    ],
)
def test_a_stage_begins_on_the_day_its_weeks_are_full(
    days: int, stage: str, units: int
) -> None:
    """Six weeks are 42 days: the 41st is still the start, and 104 weeks are 728."""
    weights = scale(small_weighting(**STAGED))

    assert weights.stage(held(days)) == stage
    assert weights.alone(held(days)).quanta == units


def test_a_waiting_case_is_about_to_start() -> None:
    """However long a case has waited, its first weeks are still ahead of whoever takes it."""
    waiting = case(referral_date=days_ago(400), start_date=days_ago(300))

    asked = scale(small_weighting(**STAGED)).alone(waiting)

    assert asked.quanta == 130
    assert asked.provisional == ()


def test_a_referral_date_stands_for_a_missing_start() -> None:
    """A case held without a start date started when it was referred: that is known, not assumed."""
    referred = case(worker_id="W1", referral_date=days_ago(10))

    asked = scale(small_weighting(**STAGED)).alone(referred)

    assert asked.quanta == 130
    assert asked.provisional == ()


def test_a_held_case_without_a_date_is_taken_for_established() -> None:
    """Nobody is made to look busier by a blank cell, and the blank is said."""
    asked = scale(small_weighting(**STAGED)).alone(held(None))

    assert asked.quanta == 100
    assert asked.provisional == ("start_date is missing, an established case assumed",)


def test_a_weighting_without_stages_misses_no_date() -> None:
    """What a weighting does not read cannot be missing."""
    assert weighed(held(None)).provisional == ()
