from typing import Any

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.skills.alpha import (
    RESAMPLES,
    Counts,
    Distance,
    Floats,
    agreement,
    alpha,
    coincidences,
    ordinal,
)

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), sections A, B and C: raters by units.
BINARY = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
NOMINAL = [[*"aabbdcccedda"], [*"babbbccceddd"]]
ANY_RATERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]


def nominal(used: Floats) -> Floats:
    """Any two levels are as far apart as any others."""
    levels = used.shape[-1]
    return np.broadcast_to(1.0 - np.eye(levels), (*used.shape, levels))


def interval(used: Floats) -> Floats:
    """Levels are as far apart as their numbers."""
    levels = np.arange(used.shape[-1], dtype=float)
    apart = (levels[:, None] - levels) ** 2
    return np.broadcast_to(apart, (*used.shape, len(levels)))


def counts(raters: list[list[Any]], levels: Any) -> Counts:
    """For each unit how many raters gave each level."""
    return np.array(
        [
            [sum(rater[unit] == level for rater in raters) for level in levels]
            for unit in range(len(raters[0]))
        ]
    )


@pytest.mark.parametrize(
    ("raters", "levels", "distance", "published"),
    [
        (BINARY, range(2), ordinal, 0.095),
        (BINARY, range(2), nominal, 0.095),
        (NOMINAL, "abcde", nominal, 0.692),
        (ANY_RATERS, range(1, 6), nominal, 0.743),
        (ANY_RATERS, range(1, 6), ordinal, 0.815),
        (ANY_RATERS, range(1, 6), interval, 0.849),
    ],
)
def test_the_published_examples_come_out(
    raters: list[list[Any]], levels: Any, distance: Distance, published: float
) -> None:
    """Krippendorff's own worked examples, to the three digits he gives."""
    met = coincidences(counts(raters, levels)).sum(axis=0)

    assert round(float(alpha(met, distance)), 3) == published


def test_the_published_coincidences_come_out() -> None:
    """Section C tells the matrix itself: 40 answers in 11 units that more than one rater answered."""
    met = coincidences(counts(ANY_RATERS, range(1, 6))).sum(axis=0)

    assert np.allclose(met.sum(axis=0), [9, 13, 10, 5, 3])
    assert np.allclose(met, met.T)
    assert np.allclose(met[0], [7, 4 / 3, 1 / 3, 1 / 3, 0])


@settings(max_examples=200)
@given(
    st.integers(2, 4).flatmap(
        lambda raters: st.lists(
            st.lists(
                st.one_of(st.none(), st.integers(0, 4)),
                min_size=raters,
                max_size=raters,
            ),
            min_size=2,
            max_size=25,
        )
    )
)
def test_another_package_comes_to_the_same(units: list[list[int | None]]) -> None:
    """Any number of raters, any answers missing: the package krippendorff agrees to nine digits."""
    raters = [[*row] for row in zip(*units, strict=True)]
    paired = [unit for unit in units if sum(one is not None for one in unit) > 1]
    ours = float(alpha(coincidences(counts(raters, range(5))).sum(axis=0)))
    if len({one for unit in paired for one in unit if one is not None}) < 2:
        assert np.isnan(ours)
        return

    data = np.array([[np.nan if one is None else one for one in row] for row in raters])
    theirs = krippendorff.alpha(
        data, level_of_measurement="ordinal", value_domain=[0, 1, 2, 3, 4]
    )

    assert ours == pytest.approx(theirs, abs=1e-9)


def test_matrices_are_told_one_by_one() -> None:
    """Many matrices at once come to what each comes to alone."""
    one = coincidences(counts(ANY_RATERS, range(1, 6))).sum(axis=0)
    other = coincidences(counts(ANY_RATERS[1:], range(1, 6))).sum(axis=0)

    both = alpha(np.stack([one, other]))

    assert both.tolist() == [float(alpha(one)), float(alpha(other))]


def test_a_single_answer_says_nothing() -> None:
    """Someone whom only one person rated is in no coincidence."""
    assert not coincidences(np.array([[0, 1, 0, 0, 0]])).any()


def test_full_agreement_is_one_and_all_alike_cannot_be_told() -> None:
    """Two levels always agreed are 1; where everyone gives one level, chance would too."""
    same = agreement(coincidences(np.array([[2, 0], [0, 2], [2, 0], [0, 2]])), 4)
    alike = agreement(coincidences(np.array([[2, 0], [2, 0]])), 2)

    assert (same.alpha, same.units) == (1.0, 4)
    assert (alike.alpha, alike.low, alike.high) == (None, None, None)


def test_nobody_is_nothing() -> None:
    """Without anyone there is no agreement to tell."""
    assert agreement(np.zeros((0, 5, 5)), 0).alpha is None


def test_the_interval_is_that_of_drawing_people_anew() -> None:
    """Redrawn one person at a time in a plain loop, alpha spreads as far as the interval says."""
    chance = np.random.default_rng(5)
    own = chance.integers(0, 5, 40)
    theirs = np.clip(own + chance.integers(-1, 2, 40), 0, 4)
    of_people = coincidences(counts([own.tolist(), theirs.tolist()], range(5)))

    found = agreement(of_people, 40)

    spread = [
        float(alpha(of_people[chance.integers(0, 40, 40)].sum(axis=0)))
        for _ in range(RESAMPLES)
    ]
    low, high = np.percentile(spread, [2.5, 97.5])
    assert found.low == pytest.approx(low, abs=0.03)
    assert found.high == pytest.approx(high, abs=0.03)
    assert found == agreement(of_people, 40)
