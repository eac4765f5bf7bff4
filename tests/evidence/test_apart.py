import numpy as np
import pytest

from allocator.evidence.apart import apart
from allocator.evidence.least_squares import Array
from tests.evidence.minutes import calibration


def _said(lines: Array) -> Array:
    """What lines say of numbers two by two."""
    return lines.T @ lines


def test_numbers_that_always_come_together_are_one_group() -> None:
    """Two such pairs are two groups, however their open directions are turned."""
    chance = np.random.default_rng(1)
    a, b, c = chance.normal(size=(3, 50))

    found = apart(_said(np.column_stack([a, 2 * a, b, 3 * b, c])), calibration())

    assert found.groups == ((0, 1), (2, 3))


def test_numbers_that_come_apart_are_in_no_group() -> None:
    """Each has its own say, and next to no inflation."""
    found = apart(_said(np.random.default_rng(2).normal(size=(200, 4))), calibration())

    assert found.groups == ()
    assert found.inflation == pytest.approx(np.ones(4), abs=0.1)


def test_three_that_add_up_are_one_group() -> None:
    """A number that is the sum of two others cannot be told from them."""
    a, b = np.random.default_rng(3).normal(size=(2, 60))

    assert apart(_said(np.column_stack([a, b, a + b])), calibration()).groups == (
        (0, 1, 2),
    )


def test_inflation_is_that_of_the_textbook() -> None:
    """Of two numbers alike by r, the variance of each is inflated by 1/(1 - r²)."""
    alike = 0.9
    information = np.array([[1.0, alike], [alike, 1.0]]) * 7

    found = apart(information, calibration())

    assert found.inflation == pytest.approx([1 / (1 - alike**2)] * 2)
    assert found.groups == ()


def test_strong_likeness_short_of_identity_is_named_too() -> None:
    """Beyond the inflation that the calibration lets pass, a number is grouped with the one most like it."""
    alike = 0.97
    information = np.eye(3)
    information[0, 2] = information[2, 0] = alike

    found = apart(information, calibration(variance_inflation=10))

    assert found.groups == ((0, 2),)


def test_numbers_never_seen_are_left_out() -> None:
    """They are in no group and have no inflation; with nothing seen at all there is nothing to say."""
    found = apart(np.diag([4.0, 0.0]), calibration())

    assert found.groups == ()
    assert np.isnan(found.inflation[1])
    assert apart(np.zeros((2, 2)), calibration()).groups == ()
