import math

import numpy as np
import pytest

from allocator.evidence.polychoric import correlation
from allocator.evidence.reliability import alpha, ordinal_alpha


def steps(rho: float, people: int, cuts: tuple[float, ...]) -> np.ndarray:
    """Two questions behind which lie normal feelings of a known correlation."""
    chance = np.random.default_rng(7)
    felt = chance.multivariate_normal([0, 0], [[1, rho], [rho, 1]], people)
    return np.asarray(np.digitize(felt, cuts))


def test_alpha_is_what_the_formula_says() -> None:
    """Three people, two questions: variances 1 and 1, of the sums 3; 2/1 times (1 less 2/3) is 2/3."""
    answers = np.array([[1, 1], [2, 3], [3, 2]])

    assert answers.sum(axis=1).var(ddof=1) == 3
    assert alpha(answers) == pytest.approx(2 / 3)


def test_questions_answered_alike_hang_together_wholly() -> None:
    """Where both questions always get the same answer, alpha is 1."""
    assert alpha(np.array([[1, 1], [4, 4], [2, 2]])) == pytest.approx(1)


@pytest.mark.parametrize(
    "answers", [[[3, 3], [3, 3], [3, 3]], [[1], [2], [3]], [[1, 2]]]
)
def test_nothing_is_said_where_nothing_varies(answers: list[list[int]]) -> None:
    """The same answer from everyone, one question, or one person tell nothing of reliability."""
    assert alpha(np.array(answers)) is None
    assert ordinal_alpha(np.array(answers)) is None


@pytest.mark.parametrize("rho", [-0.6, 0.0, 0.3, 0.8])
def test_the_correlation_behind_the_steps_is_recovered(rho: float) -> None:
    """Five steps of uneven width hide most of the numbers and not the correlation."""
    answers = steps(rho, 6000, (-1.5, -0.5, 0.2, 1.0))

    found = correlation(answers[:, 0], answers[:, 1])

    assert found == pytest.approx(rho, abs=0.03)
    # What the numbers of the steps themselves correlate at is always nearer to nothing.
    assert abs(np.corrcoef(answers.T)[0, 1]) <= abs(found) + 0.02


def test_two_by_two_is_the_tetrachoric_correlation() -> None:
    """Cut in the middle, the share of both low is a quarter and the arcsine of the correlation over two pi."""
    rho = 0.5
    both = 0.25 + math.asin(rho) / (2 * math.pi)
    low_low, low_high = round(6000 * both), round(6000 * (0.5 - both))
    one = np.array([0] * (low_low + low_high) + [1] * (low_low + low_high))
    other = np.array([0] * low_low + [1] * low_high + [0] * low_high + [1] * low_low)

    assert correlation(one, other) == pytest.approx(rho, abs=1e-3)


def test_ordinal_alpha_is_alpha_of_what_lies_behind() -> None:
    """Two questions that correlate at 0.6 have an alpha of 2 times 0.6 over 1.6."""
    answers = steps(0.6, 6000, (-1.0, 0.0, 1.0))

    assert ordinal_alpha(answers) == pytest.approx(1.2 / 1.6, abs=0.02)
