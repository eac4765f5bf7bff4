import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.simulation.answers.survival import (
    Exposure,
    Span,
    age_when,
    exposure,
    lasting,
    pseudo_values,
    worth_in_runs,
)

_SPANS = st.lists(
    st.builds(
        lambda start, length, ended: Span(start, start + length, ended),
        st.integers(0, 6),
        st.integers(0, 8),
        st.booleans(),
    ),
    max_size=12,
)


def test_the_curve_is_kaplan_and_meiers() -> None:
    """A textbook's six: ended at 1, 3 and 4, out of sight at 2 and 5, ended at 6; multiplied out by hand."""
    seen = exposure(
        [
            Span(0, 1, True),
            Span(0, 2, False),
            Span(0, 3, True),
            Span(0, 4, True),
            Span(0, 5, False),
            Span(0, 6, True),
        ],
        6,
    )

    curve = lasting(*seen)

    by_hand = [1, 5 / 6, 5 / 6, 5 / 6 * 3 / 4, 5 / 6 * 3 / 4 * 2 / 3]
    assert curve.tolist() == pytest.approx([*by_hand, by_hand[-1], 0])


def test_leaving_out_what_still_waits_would_flatter() -> None:
    """Of two cases one is placed on day 1 and one still waits on day 9: half wait, not none."""
    seen = exposure([Span(0, 1, True), Span(0, 9, False)], 9)

    assert lasting(*seen)[9] == 0.5


def test_what_is_first_seen_late_counts_from_then() -> None:
    """A case first seen at age 5 says nothing about ages before: at 2 one of one ends, at 6 one of two."""
    seen = exposure([Span(0, 2, True), Span(5, 6, True), Span(5, 8, False)], 8)

    assert seen.at_risk.tolist() == [1, 1, 1, 0, 0, 2, 2, 1, 1]
    # After the first ends nobody is left whose going on is known; the curve stays where it is.
    assert lasting(*seen)[2] == 0


@given(_SPANS)
def test_ages_are_counted_one_by_one(spans: list[Span]) -> None:
    """Whoever is in sight at an age, and whoever ends at it, counted without sums of slices."""
    seen = exposure(spans, 14)

    for age in range(15):
        assert seen.at_risk[age] == sum(s.seen_from <= age <= s.seen_to for s in spans)
        assert seen.ended[age] == sum(s.seen_to == age and s.has_ended for s in spans)


@given(_SPANS)
def test_a_curve_only_falls(spans: list[Span]) -> None:
    """It begins at one or below and never rises, whatever is out of sight."""
    curve = lasting(*exposure(spans, 14))

    assert (np.diff(curve) <= 0).all()
    assert curve[0] <= 1
    assert curve[-1] >= 0


@given(st.lists(st.integers(0, 8), min_size=1, max_size=20))
def test_with_everything_seen_it_is_counting(ages: list[int]) -> None:
    """Where all have ended in sight, the share going on is who is left, divided."""
    curve = lasting(*exposure([Span(0, age, True) for age in ages], 8))

    for age in range(9):
        left = sum(other > age for other in ages) / len(ages)
        assert curve[age] == pytest.approx(left)


def test_the_age_when_half_have_ended() -> None:
    """The first age by which it is so; None where it was never seen."""
    seen = exposure([Span(0, 2, True), Span(0, 4, True), Span(0, 9, False)], 9)
    curve = lasting(*seen)

    assert age_when(curve, seen.at_risk, 0.25) == 2
    assert age_when(curve, seen.at_risk, 0.5) == 4
    assert age_when(curve, seen.at_risk, 0.9) is None
    nothing = exposure([], 9)
    assert age_when(lasting(*nothing), nothing.at_risk, 0.5) is None


def test_one_value_a_run_by_leaving_it_out() -> None:
    """Each run's value is what the whole is worth more for having it: done by hand, run by run."""
    runs = [
        exposure([Span(0, 1, True), Span(0, 5, False)], 5),
        exposure([Span(0, 3, True)], 5),
        exposure([Span(0, 2, False), Span(0, 2, True), Span(0, 4, True)], 5),
    ]

    found = pseudo_values(runs, 3)

    whole = _ended_by(runs, 3)
    by_hand = [
        3 * whole - 2 * _ended_by(runs[:out] + runs[out + 1 :], 3) for out in range(3)
    ]
    assert found.tolist() == pytest.approx(by_hand)


def test_runs_of_one_size_are_worth_their_own_share() -> None:
    """Two cases a run, all seen: the values are the runs' own percentages."""
    runs = [
        exposure([Span(0, 1, True), Span(0, 5, True)], 5),
        exposure([Span(0, 1, True), Span(0, 2, True)], 5),
        exposure([Span(0, 4, True), Span(0, 5, True)], 5),
    ]

    assert pseudo_values(runs, 3).tolist() == pytest.approx([50, 100, 0])
    assert pseudo_values(runs[:1], 3).tolist() == [50]


def test_runs_watched_to_the_end_are_worth_themselves() -> None:
    """Ten runs, none cut short: each age is worth ten, also where none or all have ended."""
    seen = exposure([Span(1, week, True) for week in (2, 2, 3, 3, 3, 4, 4, 5, 5, 5)], 6)

    assert worth_in_runs(*seen)[1:].tolist() == pytest.approx([10] * 6)


def test_runs_cut_short_are_worth_less() -> None:
    """Of ten runs five are lost from sight after a week: what is said of later weeks rests on fewer."""
    spans = [Span(1, 1, False)] * 5 + [Span(1, 3, True)] * 2 + [Span(1, 6, False)] * 3

    worth = worth_in_runs(*exposure(spans, 6))

    assert worth[2] == 5
    assert worth[4] == pytest.approx(5)


def _ended_by(runs: list[Exposure], age: int) -> float:
    going = 1.0
    for day in range(age + 1):
        at_risk = sum(float(run.at_risk[day]) for run in runs)
        ended = sum(float(run.ended[day]) for run in runs)
        if at_risk:
            going *= 1 - ended / at_risk
    return 100 * (1 - going)
