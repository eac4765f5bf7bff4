import pytest

from allocator.evidence.intervals import change, mean, student


@pytest.mark.parametrize(
    ("percent", "freedom", "expected"),
    [(90, 4, 2.132), (90, 9, 1.833), (90, 29, 1.699), (95, 4, 2.776), (95, 19, 2.093)],
)
def test_widths_are_those_of_the_tables(
    percent: int, freedom: int, expected: float
) -> None:
    """From four degrees of freedom on, within a hundredth of what tables of Student's t print."""
    assert student(percent, freedom) == pytest.approx(expected, rel=0.01)


def test_an_interval_lies_around_the_average() -> None:
    """Of 0, 50 and 100 the average is 50, its standard error 50 over the root of 3."""
    found = mean([0, 50, 100])

    low, high = found.interval(90)

    assert found.value == 50
    assert found.error == pytest.approx(28.8675, abs=1e-4)
    assert 50 - low == pytest.approx(high - 50)
    assert high - 50 == pytest.approx(student(90, 2) * 28.8675, abs=1e-3)


def test_a_change_is_as_unsure_as_both_averages_together() -> None:
    """The errors of the two add up as squares."""
    before, after = mean([10, 20, 30, 40, 50]), mean([30, 40, 50, 60, 70])

    moved, low, high = change(before, after, 90)

    assert moved == 20
    width = student(90, 4) * (before.error**2 + after.error**2) ** 0.5
    assert (low, high) == pytest.approx((20 - width, 20 + width))
