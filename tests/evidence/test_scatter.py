import numpy as np
import pytest

from allocator.evidence.least_squares import Array, Places
from allocator.evidence.scatter import Scatter, scatter, shared


def _drawn(
    seed: int, people: int, pace: float, lumps: float, cases: float
) -> tuple[Array, Array, Array, Places]:
    """Minutes seen and expected of fifteen cases each, over four weeks."""
    chance = np.random.default_rng(seed)
    owner = np.repeat(np.arange(people), 15)
    expected = chance.gamma(3, 15, len(owner))
    spread = np.sqrt(lumps * expected / 4 + cases * expected**2)
    seen = expected * (
        1 + chance.normal(0, pace, people)[owner]
    ) + spread * chance.normal(size=len(owner))
    return seen, expected, np.full(len(owner), 4.0), owner


@pytest.mark.parametrize("seed", range(4))
def test_the_pace_of_people_is_the_likeliest(seed: int) -> None:
    """The mixed model finds what a plain search over all paces finds to be likeliest (restricted likelihood)."""
    seen, expected, weeks, owner = _drawn(seed, 24, 0.15, 30, 0.05)

    found = scatter(seen, expected, weeks, owner)

    likeliest = _search(seen, expected, found.variance(expected, weeks), owner)
    assert found.pace == pytest.approx(likeliest, abs=0.015)


def test_what_is_put_in_comes_out() -> None:
    """With many people, the three sources of scatter are found near what they were drawn from."""
    found = scatter(*_drawn(1, 200, 0.15, 30, 0.06))

    assert found.pace == pytest.approx(0.15, abs=0.03)
    assert found.lumps == pytest.approx(30, rel=0.25)
    assert found.cases == pytest.approx(0.06, abs=0.02)


def test_people_who_do_not_differ_have_one_pace() -> None:
    """Nothing is made of chance: with no difference drawn, little or none is found."""
    assert scatter(*_drawn(2, 100, 0.0, 30, 0.05)).pace < 0.06


def test_one_person_has_no_pace_of_their_own() -> None:
    """There is nobody to differ from."""
    assert scatter(*_drawn(3, 1, 0.5, 30, 0.05)).pace == 0


def test_where_nothing_is_expected_nothing_scatters() -> None:
    """A part of the diary that the weighting does not know has no scatter, and no fault."""
    none = np.zeros(5)

    assert scatter(np.ones(5), none, np.ones(5), np.arange(5)) == Scatter(0, 0, 0)


def test_a_case_that_takes_more_in_every_part_is_told_from_chance() -> None:
    """What two parts of a case have in common is the share drawn; parts by themselves have none."""
    chance = np.random.default_rng(5)
    expected = np.full((4000, 2), 50.0)
    common = chance.normal(0, 0.3, 4000)[:, None] * expected
    own = chance.normal(0, 10, expected.shape)
    scatters = (Scatter(0, 1, 0.2), Scatter(0, 1, 0.2))

    assert shared(common + own, expected, scatters) == pytest.approx(0.09, abs=0.015)
    assert shared(own, expected, scatters) < 0.005


def _search(seen: Array, expected: Array, variance: Array, owner: Places) -> float:
    """The pace whose restricted likelihood is greatest, the scale of the rest being free as in the mixed model."""
    sure = 1 / np.sqrt(variance)
    line, aim = expected * sure, seen * sure

    def likelihood(pace: float, scale: float) -> float:
        total = xx = xy = yy = 0.0
        for person in np.unique(owner):
            a, b = line[owner == person], aim[owner == person]
            shrink = pace**2 / (scale + pace**2 * (a @ a))
            total -= 0.5 * (
                np.log(1 + pace**2 * (a @ a) / scale) + len(a) * np.log(scale)
            )
            xx += (a @ a - shrink * (a @ a) ** 2) / scale
            xy += (a @ b - shrink * (a @ a) * (a @ b)) / scale
            yy += (b @ b - shrink * (a @ b) ** 2) / scale
        return float(total - 0.5 * np.log(xx) - 0.5 * (yy - xy**2 / xx))

    paces, scales = np.linspace(0, 0.4, 81), np.linspace(0.7, 1.3, 25)
    return float(max((likelihood(p, s), p) for p in paces for s in scales)[1])
