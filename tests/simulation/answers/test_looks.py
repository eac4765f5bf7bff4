import numpy as np
import pytest

from allocator.simulation.answers.intervals import Estimate, of_mean, of_share
from allocator.simulation.answers.looks import FIRST, Look, plan, until_precise


def test_looks_come_after_ever_twice_as_many_runs() -> None:
    """The last after the most there may be, and all with the same part of the doubt."""
    looks = plan(180)

    assert [look.runs for look in looks] == [25, 50, 100, 180]
    assert {look.level for look in looks} == {1 - 0.05 / 4}
    assert [(look.runs, round(look.level, 9)) for look in plan(FIRST)] == [(25, 0.95)]
    assert [look.runs for look in plan(10)] == [10]


def test_it_stops_as_soon_as_it_is_precise() -> None:
    """Half-widths of 8, 5 and 3: at 5 wanted, the second look is the last."""
    widths = iter([8.0, 5.0, 3.0])
    looked: list[int] = []

    def look(each: Look) -> float:
        looked.append(each.runs)
        return next(widths)

    found = [*until_precise(plan(100), 5.0, look, lambda width: width)]

    assert found == [8.0, 5.0]
    assert looked == [25, 50]


def test_it_ends_with_the_plan() -> None:
    """Never precise enough, it ends after the most runs there may be."""
    found = [*until_precise(plan(100), 1.0, lambda look: look.runs, float)]

    assert found == [25, 50, 100]


@pytest.mark.parametrize("kind", ["means", "shares"])
def test_looking_often_makes_nobody_too_sure(kind: str) -> None:
    """Whoever stops at the worst moment is still wrong in at most 5%; with plain 95% intervals it would be more.

    2,000 samples of 400, looked at as planned: the rate at which any look's interval misses the truth.
    """
    chance = np.random.default_rng(4)
    looks = plan(400)
    missed = {"planned": 0, "plain": 0}
    for _ in range(2000):
        means = kind == "means"
        drawn = chance.normal(0, 1, 400) if means else chance.random(400) < 0.3
        runs = [float(one) for one in drawn]
        for name, level in (("planned", looks[0].level), ("plain", 0.95)):
            missed[name] += any(
                not _holds(_estimate(kind, runs[: look.runs], level), kind)
                for look in looks
            )

    assert missed["planned"] / 2000 <= 0.05 + 3 * (0.05 * 0.95 / 2000) ** 0.5
    assert missed["plain"] / 2000 > 0.09


def _estimate(kind: str, runs: list[float], level: float) -> Estimate:
    if kind == "means":
        return of_mean(runs, level)
    return of_share(sum(runs), len(runs), level)


def _holds(found: Estimate, kind: str) -> bool:
    truth = 0.0 if kind == "means" else 30.0
    return (found.low or 0) <= truth <= (found.high or 0)
