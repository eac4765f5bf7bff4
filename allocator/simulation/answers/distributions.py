"""The two distributions that intervals come from, Student's t and the beta, by their incomplete beta function."""

import math
from collections.abc import Callable
from functools import lru_cache

_TINY = 1e-300
_TERMS = 500
_HALVINGS = 200


def beta_below(x: float, a: float, b: float) -> float:
    """How likely a beta variable of shape ``a``, ``b`` is to be below ``x``: a continued fraction (Lentz)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    # The fraction converges quickly only on this side of the mean.
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_below(1 - x, b, a)
    front = math.exp(
        math.lgamma(a + b)
        - math.lgamma(a)
        - math.lgamma(b)
        + a * math.log(x)
        + b * math.log1p(-x)
    )
    c, d = 1.0, 1 / _not_zero(1 - (a + b) * x / (a + 1))
    fraction = d
    for m in range(1, _TERMS):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _not_zero(1 + step * d)
            c = _not_zero(1 + step / c)
            fraction *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return front * fraction / a


# The same few shapes come back for every measure, line and week.
@lru_cache(maxsize=4096)
def beta_quantile(share: float, a: float, b: float) -> float:
    """The value that a beta variable is below with this likelihood."""
    return _where(lambda x: beta_below(x, a, b) < share, 0.0, 1.0)


def student_quantile(share: float, degrees: float) -> float:
    """The value that a Student's t variable is below with this likelihood, for a likelihood of a half or more."""
    # t² / (t² + degrees) has a beta distribution.
    part = beta_quantile(2 * share - 1, 0.5, degrees / 2)
    return math.sqrt(degrees * part / (1 - part)) if part < 1 else math.inf


def _not_zero(number: float) -> float:
    return number if abs(number) > _TINY else _TINY


def _where(is_left: Callable[[float], bool], low: float, high: float) -> float:
    """Where a rising function crosses, by halving until the numbers meet."""
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if is_left(middle):
            low = middle
        else:
            high = middle
    return (low + high) / 2
