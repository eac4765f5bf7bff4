import math
import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.simulation.answers.intervals import (
    Estimate,
    of_difference,
    of_mean,
    of_percent,
    of_share,
    of_share_difference,
)


def test_a_mean_has_students_interval() -> None:
    """Mean plus and minus t times the standard error, here with the 2.776 of five numbers."""
    numbers = [4.0, 7.0, 6.0, 9.0, 4.0]

    found = of_mean(numbers)

    half = 2.776445 * statistics.stdev(numbers) / math.sqrt(5)
    assert found.value == 6
    assert found.low == pytest.approx(6 - half, abs=1e-5)
    assert found.high == pytest.approx(6 + half, abs=1e-5)
    assert found.half_width == pytest.approx(half, abs=1e-5)


def test_one_run_has_no_interval() -> None:
    """One story says nothing of how others would go."""
    assert of_mean([3.0]) == Estimate(3.0, None, None)
    assert of_percent([100.0]) == Estimate(100.0, None, None)
    assert of_mean([3.0]).half_width == math.inf


def test_a_mean_is_covered_as_often_as_it_says() -> None:
    """Of 4,000 samples of eight, 95% hold the true mean: within four standard errors of that rate."""
    chance = np.random.default_rng(20)

    hits = 0
    for sample in chance.normal(10, 3, (4000, 8)):
        found = of_mean(list(sample))
        hits += found.low is not None and found.high is not None
        hits -= not (found.low or 0) <= 10 <= (found.high or 0)

    assert abs(hits / 4000 - 0.95) < 4 * math.sqrt(0.95 * 0.05 / 4000)


def test_percentages_stay_percentages() -> None:
    """No interval reaches beyond 0 and 100."""
    found = of_percent([0.0, 0.0, 3.0])

    assert found.low == 0
    assert of_percent([100.0, 100.0, 90.0]).high == 100


def test_what_no_run_has_shown_is_not_ruled_out() -> None:
    """Thirty runs of nothing do not prove nothing: the true mean may be as high as a share none of thirty showed."""
    nothing, everything = of_percent([0.0] * 30), of_percent([100.0] * 30)

    # 1 - 0.025 ** (1 / 30), the exact bound.
    assert nothing == pytest.approx((0, 0, 100 * (1 - 0.025 ** (1 / 30))))
    assert everything == pytest.approx((100, 100 * 0.025 ** (1 / 30), 100))


@given(st.integers(1, 60), st.data())
def test_a_share_has_the_exact_interval(runs: int, data: st.DataObject) -> None:
    """At each end, what was seen or more extreme has a likelihood of 2.5%: summed from the binomial."""
    hits = data.draw(st.integers(0, runs))

    found = of_share(hits, runs)

    assert found.value == pytest.approx(100 * hits / runs)
    if hits:
        assert _likely(runs, (found.low or 0) / 100, range(hits, runs + 1)) == (
            pytest.approx(0.025, abs=1e-7)
        )
    else:
        assert found.low == 0
    if hits < runs:
        assert _likely(runs, (found.high or 0) / 100, range(hits + 1)) == (
            pytest.approx(0.025, abs=1e-7)
        )
    else:
        assert found.high == 100


@pytest.mark.parametrize("true", [0.01, 0.05, 0.1, 0.3, 0.5, 0.9])
def test_a_share_is_never_claimed_too_surely(true: float) -> None:
    """Added up over everything 25 runs can show, the interval holds the truth with at least 95%."""
    covered = 0.0
    for hits in range(26):
        found = of_share(hits, 25)
        if (found.low or 0) <= 100 * true <= (found.high or 0):
            covered += _likely(25, true, [hits])

    assert covered >= 0.95


def test_no_runs_say_nothing() -> None:
    """Without a run, anything from never to always may be true."""
    assert of_share(0, 0) == (0, 0, 100)


def test_a_difference_is_taken_pair_by_pair() -> None:
    """Runs that differ much among themselves, but each pair by the same, are told apart exactly."""
    worse, better = [10.0, 50.0, 90.0, 20.0], [7.0, 47.0, 87.0, 17.0]

    found = of_difference(better, worse)

    assert found == pytest.approx((-3, -3, -3))


def test_pairs_that_never_differ_are_not_certain_to_be_alike() -> None:
    """Half a run is added to each way a pair may come out: (1 / 42) variance over 42 runs, at t of 42."""
    found = of_share_difference([True] * 10 + [False] * 30, [True] * 10 + [False] * 30)

    half = 100 * 2.018 * math.sqrt(1 / 42 / 42)
    assert found.value == 0
    assert found.high == pytest.approx(half, abs=0.01)
    assert found.low == pytest.approx(-half, abs=0.01)


def test_more_is_more() -> None:
    """The first of the pairs breaking more often is a positive difference."""
    found = of_share_difference([True] * 30, [True] * 10 + [False] * 20)

    assert found.value == pytest.approx(100 * 20 / 30)
    assert found.low is not None
    assert found.low > 0


@pytest.mark.parametrize(
    ("more", "less"), [(0.05, 0.05), (0.2, 0.05), (0.4, 0.1), (0.02, 0.0)]
)
def test_paired_shares_are_covered(more: float, less: float) -> None:
    """Added up over everything 30 pairs can show, the interval holds the true difference with at least 94%."""
    covered, same = 0.0, 1 - more - less
    for up in range(31):
        for down in range(31 - up):
            even = 30 - up - down
            likely = (
                math.comb(30, up)
                * math.comb(30 - up, down)
                * more**up
                * less**down
                * same**even
            )
            if likely < 1e-12:
                continue
            found = of_share_difference(
                [True] * up + [False] * (30 - up),
                [False] * up + [True] * down + [False] * even,
            )
            if (found.low or 0) <= 100 * (more - less) <= (found.high or 0):
                covered += likely

    assert covered >= 0.94


def _likely(runs: int, share: float, hits: "range | list[int]") -> float:
    return sum(math.comb(runs, k) * share**k * (1 - share) ** (runs - k) for k in hits)
