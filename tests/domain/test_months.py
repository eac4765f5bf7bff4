import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.domain.months import months_after


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-01-31", 0, "2026-01-31"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
    ],
)
def test_a_month_on_is_the_same_day_or_the_last(
    day: str, months: int, later: str
) -> None:
    """A month that is too short for the day ends on its last."""
    date = datetime.date.fromisoformat

    assert months_after(date(day), months) == date(later)


@given(day=st.dates(datetime.date(1900, 1, 1)), months=st.integers(-500, 500))
def test_so_many_months_on_is_so_many_months_later(
    day: datetime.date, months: int
) -> None:
    """Months are counted whole, and the day never moves by more than three."""
    try:
        later = months_after(day, months)
    except ValueError:
        # Beyond the year 9999, where there are no dates.
        assert day.year + months / 12 >= 9999
        return

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert 0 <= day.day - later.day <= 3
