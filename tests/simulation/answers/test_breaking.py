from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.simulation.answers.breaking import broken_in
from allocator.simulation.scenario import Breach
from tests.simulation.histories import case_row, week_row


def test_too_many_workers_for_too_long() -> None:
    """Over a tenth of ten workers is two, and the first week with two is when the team breaks."""
    weeks = [
        week_row(number, over_110_four_weeks=over)
        for number, over in enumerate((0, 1, 1, 2, 0, 3), 1)
    ]

    assert broken_in(weeks, [], Breach(workers_percent=10)) == {"workers_percent": 4}
    assert broken_in(weeks, [], Breach(workers_percent=0)) == {"workers_percent": 2}
    assert broken_in(weeks, [], Breach(workers_percent=30)) == {"workers_percent": None}


def test_nobody_there_is_not_too_many() -> None:
    """A week without workers has no share of them."""
    assert broken_in([week_row(workers=0)], [], Breach(workers_percent=0)) == {
        "workers_percent": None
    }


def test_too_many_cases_waiting() -> None:
    """All urgencies together, in the first week with more than the limit."""
    weeks = [week_row(1, waiting_low=5), week_row(2, waiting_low=3, waiting_high=3)]

    assert broken_in(weeks, [], Breach(waiting_cases=5)) == {"waiting_cases": 2}


@pytest.mark.parametrize(
    ("facts", "week"),
    [
        ({"arrived": 1.0, "allocated": 11.0}, None),
        ({"arrived": 1.0, "allocated": 11.1}, 2),
        ({"arrived": 1.0, "allocated": None, "state": "waiting"}, 2),
        ({"arrived": 4.0, "allocated": None, "state": "waiting"}, 3),
        ({"arrived": 12.0, "allocated": None, "state": "waiting"}, None),
        ({"arrived": 1.0, "allocated": None, "closed": 5.0, "state": "closed"}, None),
        ({"arrived": -30.0, "allocated": 3.0}, 1),
        ({"arrived": -30.0, "allocated": -20.0}, None),
        ({"arrived": 1.0, "allocated": 20.0, "urgency": "high"}, None),
    ],
)
def test_an_urgent_case_waits_too_long(facts: dict[str, Any], week: int | None) -> None:
    """Three weeks, ten days allowed: the week in which the tenth day is over and nobody has the case."""
    weeks = [week_row(number) for number in (1, 2, 3)]

    found = broken_in(weeks, [case_row(**facts)], Breach(urgent_wait_days=10))

    assert found == {"urgent_wait_days": week}


@given(
    st.floats(-20, 40, allow_nan=False),
    st.one_of(st.none(), st.floats(0, 42, allow_nan=False)),
    st.integers(0, 15),
)
def test_the_week_is_the_first_at_whose_end_it_has_waited_too_long(
    arrived: float, allocated: float | None, days: int
) -> None:
    """Looked for week by week: without a worker, and longer than so many days since it came."""
    if allocated is not None and allocated < arrived:
        return
    case = case_row(
        arrived=arrived,
        allocated=allocated,
        state="waiting" if allocated is None else "held",
    )
    weeks = [week_row(number) for number in range(1, 7)]

    found = broken_in(weeks, [case], Breach(urgent_wait_days=days))

    waited_until = 1e9 if allocated is None else allocated
    expected = next(
        (
            week
            for week in range(1, 7)
            # At some moment of the week, from its beginning, it has waited longer and still waits.
            if max(7.0 * (week - 1), arrived + days) < min(7.0 * week, waited_until)
        ),
        None,
    )
    assert found["urgent_wait_days"] == expected


def test_rules_are_told_apart() -> None:
    """Each rule has its own week, and one that is not stated has none."""
    weeks = [
        week_row(1),
        week_row(2, waiting_low=9),
        week_row(3, over_110_four_weeks=5),
    ]
    rules = Breach(workers_percent=20, waiting_cases=8)

    assert broken_in(weeks, [], rules) == {"workers_percent": 3, "waiting_cases": 2}
