import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.tables.cells import Wrong
from allocator.tables.dates import parse_date

DAY = datetime.date(2026, 9, 14)


@pytest.mark.parametrize(
    "text",
    [
        "2026-09-14",
        "2026/09/14",
        "14/09/2026",
        "14/9/26",
        "14.09.2026",
        "14-09-2026",
        "14 Sep 2026",
        "14-Sep-26",
        "14th September 2026",
        "14 sept 2026",
        "2026-09-14T09:30:00",
        "2026-09-14 09:30",
        "2026-09-14T09:30:00.123Z",
        "2026-09-14T23:30:00+01:00",
        "14/09/2026 00:00:00",
        "14/09/2026 12:00 AM",
    ],
)
def test_dates_are_read_in_every_form_that_exports_use(text: str) -> None:
    """The same day is the same day however it is written."""
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("31/02/2026", "is not a day of the calendar"),
        ("09/14/2026", "is not a day of the calendar"),
        ("00/01/1900", "is not a day of the calendar"),
        ("1899-12-31", "is not between 1900 and 2200"),
        ("01/01/9999", "is not between 1900 and 2200"),
        ("soon", "is not a date; write it as 2026-09-14"),
        ("46279", "is not a date"),
        ("14 Foo 2026", "is not a date"),
        ("14/09", "is not a date"),
        ("14/09-2026", "is not a date"),
        ("١٤/٠٩/٢٠٢٦", "is not a date"),
    ],
)
def test_what_is_no_day_is_refused_with_advice(text: str, says: str) -> None:
    """Impossible, absurd and unfinished dates are refused, each in words."""
    with pytest.raises(Wrong, match=says):
        parse_date(text)


def test_two_digit_years_follow_the_usual_convention() -> None:
    """Years up to 68 are in this century."""
    assert parse_date("01/01/68").year == 2068
    assert parse_date("01/01/69").year == 1969


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)))
def test_every_day_is_read_back_as_written(day: datetime.date) -> None:
    """Each day survives being written in either of the forms we advise."""
    assert parse_date(day.isoformat()) == parse_date(f"{day:%d/%m}/{day.year}") == day
