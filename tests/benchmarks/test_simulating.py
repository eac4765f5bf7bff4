"""Simulated weeks are timed on teams of the size asked for, and growth is told as a power."""

import pytest

from allocator.simulation.plan import plan
from benchmarks.simulating import Measured, authority, exponent, grown, measured


def test_a_world_is_of_the_size_asked_for() -> None:
    """People, cases and referrals in the proportions of one authority, allocated by the engine alone."""
    made = plan(authority(15, 2))

    assert len([worker for worker in made.team.workers if worker.carries_cases]) == 15
    assert len(made.team.cases) == round(1850 / 8)
    assert made.scenario.intake.referrals_per_week == pytest.approx(65 / 8)
    assert [course.practices[0].solver for course in made.courses] == ["engine"]


def test_a_run_is_timed() -> None:
    """Seconds for the weeks asked for, and every case there was."""
    found = measured(authority(5, 2))

    assert (found.people, found.weeks) == (5, 2)
    assert found.cases >= round(1850 * 5 / 120)
    assert found.seconds > 0


def test_growth_is_told_as_a_power() -> None:
    """Time that grows fourfold when size doubles grows as its square."""
    assert exponent([1, 2, 4], [3, 12, 48]) == pytest.approx(2)
    rows = [Measured(10, 13, 100, 1.0), Measured(20, 13, 200, 2.0)]

    text = grown(rows, [100, 200], "cases")

    assert text.endswith("Time grows as the number of cases to the power of 1.00.")
    assert "| 20 | 13 | 200 | 2.0 | 154 |" in text
