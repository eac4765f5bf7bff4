from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import case
from tests.workload.weighing import parts, weighed

VISITS = {
    "kind": "recurring",
    "name": "Visits",
    "by": ["type"],
    "every": {"three": {"every_weeks": 4, "units_each": 6}},
}


def test_what_comes_round_is_spread_over_the_weeks_between() -> None:
    """Six every four weeks is one and a half a week; the sum is rounded, not the term."""
    asked = weighed(case(), VISITS)

    assert parts(asked) == [("Type", 3), ("Visits", 1.5), ("Rounding", 0.5)]
    assert asked.terms[1].source == "small: Visits, three, 6 every 4 weeks"


def test_what_is_not_named_does_not_come_round() -> None:
    """A type without a frequency has no visits, and nothing is missing."""
    asked = weighed(case(kind="five"), VISITS)

    assert parts(asked) == [("Type", 5)]
    assert asked.provisional == ()


@given(
    weeks=st.decimals("0.25", 104, places=2),
    each=st.decimals(0, 1000, places=2),
)
def test_a_weekly_share_is_kept_to_a_hundredth(weeks: Decimal, each: Decimal) -> None:
    """What it takes each time over the weeks between, a half of a hundredth upwards."""
    every = {"three": {"every_weeks": weeks, "units_each": each}}

    asked = weighed(case(), {**VISITS, "every": every})

    hundredths = (2 * 100 * each / weeks + 1) // 2
    assert asked.terms[1].value == hundredths / 100


PLACE = {"meaning": "Where.", "kind": "choice", "choices": ["home", "care"]}


@pytest.mark.parametrize(
    ("place", "units", "said"),
    [("care", 3, ()), ("home", 0, ()), ("", 0, ("place is missing",))],
)
def test_a_frequency_by_something_missing_is_said(
    place: str, units: int, said: tuple[str, ...]
) -> None:
    """Visits that depend on what nobody filled in are not known to be none."""
    term = {
        **VISITS,
        "by": ["place"],
        "every": {"care": {"every_weeks": 2, "units_each": 6}},
    }

    asked = weighed(case(criteria={"place": place}), term, columns={"place": PLACE})

    assert asked.quanta == 3 + units
    assert asked.provisional == said
