import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.simulation.answers.distributions import (
    beta_below,
    beta_quantile,
    student_quantile,
)


@pytest.mark.parametrize(
    ("share", "degrees", "printed"),
    [
        (0.975, 1, 12.706),
        (0.975, 4, 2.776),
        (0.975, 9, 2.262),
        (0.975, 24, 2.064),
        (0.995, 10, 3.169),
        (0.95, 30, 1.697),
        (0.975, 120, 1.980),
        (0.9995, 5, 6.869),
    ],
)
def test_students_t_is_the_printed_table(
    share: float, degrees: int, printed: float
) -> None:
    """The quantiles that every textbook prints, to their last digit."""
    assert student_quantile(share, degrees) == pytest.approx(printed, abs=5e-4)


def test_students_t_becomes_normal() -> None:
    """With very many degrees of freedom it is the normal quantile."""
    assert student_quantile(0.975, 1e7) == pytest.approx(1.959964, abs=1e-5)
    assert student_quantile(0.5, 7) == pytest.approx(0.0, abs=1e-6)


@given(
    st.integers(1, 30),
    st.integers(1, 30),
    st.floats(0.01, 0.99, allow_nan=False),
)
def test_whole_shapes_are_sums_of_the_binomial(a: int, b: int, x: float) -> None:
    """Below x with shapes a and b is at least a hits in a + b - 1 throws: added up one by one."""
    throws = a + b - 1
    summed = sum(
        math.comb(throws, k) * x**k * (1 - x) ** (throws - k)
        for k in range(a, throws + 1)
    )

    assert beta_below(x, a, b) == pytest.approx(summed, rel=1e-9, abs=1e-12)


@given(
    st.floats(0.5, 200, allow_nan=False),
    st.floats(0.5, 200, allow_nan=False),
    st.floats(0.001, 0.999, allow_nan=False),
)
def test_quantiles_undo_the_distribution(a: float, b: float, share: float) -> None:
    """What lies below the quantile of a share is that share."""
    assert beta_below(beta_quantile(share, a, b), a, b) == pytest.approx(
        share, abs=1e-8
    )


def test_nothing_lies_beyond_the_ends() -> None:
    """Below 0 there is nothing, below 1 all."""
    assert beta_below(0, 2, 3) == 0
    assert beta_below(1, 2, 3) == 1
