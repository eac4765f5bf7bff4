from itertools import chain, combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.evidence.least_squares import nonnegative


@settings(deadline=None)
@given(st.integers(0, 10_000))
def test_it_is_the_best_of_all_ways_to_leave_numbers_out(seed: int) -> None:
    """Brute force: for every choice of numbers kept, plain least squares; the best without negatives is found."""
    chance = np.random.default_rng(seed)
    lines, seen = chance.normal(size=(8, 3)), chance.normal(size=8)
    products, targets = lines.T @ lines, lines.T @ seen

    found = nonnegative(products, targets)

    best = min(_candidates(lines, seen), key=lambda one: _cost(lines, seen, one))
    assert (found >= 0).all()
    assert abs(_cost(lines, seen, found) - _cost(lines, seen, best)) < 1e-6


def test_what_the_data_leave_open_is_something_at_least() -> None:
    """Two numbers that always come together share their sum; neither runs away."""
    products, targets = np.array([[2.0, 2.0], [2.0, 2.0]]), np.array([6.0, 6.0])

    found = nonnegative(products, targets)

    assert abs(found.sum() - 3) < 1e-6
    assert (found >= 0).all()


def test_a_number_without_any_data_is_nothing() -> None:
    """A column of nothing neither breaks the sum nor gets a value."""
    found = nonnegative(np.diag([4.0, 0.0]), np.array([8.0, 0.0]))

    assert np.allclose(found, [2, 0])


def _candidates(lines: np.ndarray, seen: np.ndarray) -> list[np.ndarray]:
    places = range(lines.shape[1])
    every = chain.from_iterable(combinations(places, n) for n in range(4))
    answers = []
    for kept in every:
        answer = np.zeros(lines.shape[1])
        if kept:
            answer[list(kept)] = np.linalg.lstsq(lines[:, kept], seen, rcond=None)[0]
        if (answer >= -1e-12).all():
            answers.append(answer)
    return answers


def _cost(lines: np.ndarray, seen: np.ndarray, answer: np.ndarray) -> float:
    return float(((seen - lines @ answer) ** 2).sum())
