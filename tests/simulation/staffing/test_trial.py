from collections.abc import Sequence

import numpy as np
import pytest

from allocator.simulation.staffing.trial import Numbers, Outcome, trial


def _steady(broken_in: Sequence[int]) -> "list[Outcome]":
    return [
        Outcome(run in broken_in, 0.0 if run in broken_in else 26.0)
        for run in range(200)
    ]


def test_a_hopeless_staffing_is_known_after_the_first_look() -> None:
    """Twenty-five runs that all break are enough to say so."""
    asked: list[int] = []

    def run(numbers: Numbers, runs: int) -> list[Outcome]:
        asked.append(runs)
        return _steady(range(200))[:runs]

    found = trial((1,), run, 10, 200)

    assert found.verdict == "fails"
    assert asked == [25]
    assert found.broken == 25


def test_a_safe_staffing_takes_as_many_runs_as_that_needs() -> None:
    """No break in 25 or 50 runs does not show that fewer than a tenth break so surely; in 100 it does."""
    found = trial((1,), lambda numbers, runs: _steady([])[:runs], 10, 200)

    assert found.verdict == "keeps"
    assert len(found.outcomes) == 100


def test_a_staffing_at_the_limit_is_too_close_to_say() -> None:
    """A tenth of 200 runs is neither below nor above a tenth."""
    found = trial(
        (1,), lambda numbers, runs: _steady(range(0, 200, 10))[:runs], 10, 200
    )

    assert found.verdict == "undecided"
    assert len(found.outcomes) == 200
    assert found.share.value == 10


@pytest.mark.parametrize(("truth", "wrong"), [(0.1, "keeps"), (0.0999, "fails")])
def test_a_verdict_is_hardly_ever_wrong(truth: float, wrong: str) -> None:
    """In 2,000 worlds just at the limit, the wrong verdict comes out less often than its part of the doubt.

    One of 24 trials has 5% / 24 = 0.2%, so of 2,000 about 4 at most; 12 would be five standard errors above.
    """
    chance = np.random.default_rng(11)
    found = 0
    for _ in range(2000):
        runs = [Outcome(bool(one), 0.0) for one in chance.random(200) < truth]
        found += _verdict(runs) == wrong

    assert found <= 12


def _verdict(outcomes: list[Outcome]) -> str:
    return trial((0,), lambda numbers, runs: outcomes[:runs], 10, 200).verdict
