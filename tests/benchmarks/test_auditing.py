"""Audits are timed at the size asked for, every question answered by both raters."""

from benchmarks.auditing import Measured, grown, large, measured


def test_a_framework_has_as_many_competencies_as_asked_for() -> None:
    """Fewer than ship, and more."""
    for number in (3, 45):
        found = large(number)

        assert len(found.competencies) == number
        assert set(found.standing_since) == set(found.competencies)


def test_an_audit_is_timed() -> None:
    """Two answers for every person and competency, read, compiled and written."""
    found = measured(12, 4)

    assert (found.people, found.competencies, found.ratings) == (12, 4, 96)
    assert min(found.reading, found.compiling, found.writing) > 0


def test_growth_is_told_as_a_power_of_the_ratings() -> None:
    """Twice the ratings in twice the time."""
    rows = [Measured(10, 5, 100, 0.5, 1, 0.5), Measured(20, 5, 200, 1, 2, 1)]

    text = grown(rows)

    assert text.endswith("Time grows as the number of ratings to the power of 1.00.")
    assert "| 20 | 5 | 200 | 1.0 | 2.0 | 1.0 | 4.0 |" in text
