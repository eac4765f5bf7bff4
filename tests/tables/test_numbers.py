import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.tables.cells import Wrong
from allocator.tables.numbers import (
    number_text,
    number_within,
    percent_within,
    plain_number,
    whole_within,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("37", 37),
        ("37.5", 37.5),
        ("37,5", 37.5),
        ("0,125", 0.125),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1,234,567", 1234567),
        ("12.", 12),
        (".5", 0.5),
        ("+3", 3),
        ("1e2", 100),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, number: float) -> None:
    """Decimal points, decimal commas and commas between thousands all do."""
    assert float(plain_number(text)) == number


@pytest.mark.parametrize(
    "text",
    ["nan", "inf", "-Infinity", "1,23,4", "12 h", "", "٣", "0x10", "1_000", "9" * 41],
)
def test_what_is_no_plain_number_is_refused(text: str) -> None:
    """Nothing that only a programming language calls a number gets in."""
    with pytest.raises(Wrong, match="is not a number"):
        plain_number(text)


def test_limits_are_told() -> None:
    """A number outside its limits names the limit."""
    with pytest.raises(Wrong, match="'-1' is less than 0"):
        number_within("-1", 0, 168)
    with pytest.raises(Wrong, match=r"'168\.5' is more than 168"):
        number_within("168.5", 0, 168)
    with pytest.raises(Wrong, match="'1e999' is more than 168"):
        number_within("1e999", 0, 168)


def test_whole_numbers_may_carry_a_zero_behind_the_point() -> None:
    """A spreadsheet's 12.0 is 12, and 12.5 is refused."""
    assert whole_within("12.0", 0, 20) == 12
    with pytest.raises(Wrong, match="is not a whole number"):
        whole_within("12.5", 0, 20)


def test_a_share_that_may_be_a_percentage_is_not_guessed_at() -> None:
    """A cell formatted as 100% arrives as 1: taken as one percent, leave would all but vanish."""
    assert percent_within("50", 100) == percent_within("50 %", 100) == 50
    assert percent_within("0.5%", 100) == 0.5
    with pytest.raises(
        Wrong, match=r"'1' could be a share or a percentage; write 100 or.* 1%"
    ):
        percent_within("1", 100)


@given(st.floats(0, 168))
def test_every_number_is_read_back_as_written(number: float) -> None:
    """No digit is lost between writing and reading."""
    assert number_within(number_text(number), 0, 168) == number
