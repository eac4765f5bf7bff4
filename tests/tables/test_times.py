import datetime

import pytest

from allocator.tables.cells import Wrong
from allocator.tables.times import parse_time


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("9:30", 9, 30),
        ("09:30", 9, 30),
        ("09.30", 9, 30),
        ("9h30", 9, 30),
        ("0930", 9, 30),
        ("09:30:00", 9, 30),
        ("2 pm", 14, 0),
        ("2:15pm", 14, 15),
        ("12 AM", 0, 0),
        ("12:05 pm", 12, 5),
        ("23:59", 23, 59),
    ],
)
def test_times_are_read_as_people_write_them(text: str, hour: int, minute: int) -> None:
    """With a colon, a stop, an h or nothing between; of twelve hours or twenty-four; as a workbook keeps it."""
    assert parse_time(text) == datetime.time(hour, minute)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("noonish", "is not a time of day; write it as 09:30"),
        ("9", "could be an hour or minutes; write it as 9:00"),
        ("24:00", "is no time between 00:00 and 23:59"),
        ("9:75", "is no time between"),
        ("13 pm", "is no hour of the twelve"),
        ("0.395833", "is not a time of day"),
    ],
)
def test_anything_else_is_told_with_what_would_be_right(
    text: str, problem: str
) -> None:
    """A number without a colon is not guessed at."""
    with pytest.raises(Wrong, match=problem):
        parse_time(text)
