"""How near the simulation comes to what is published."""

import pytest

from allocator.domain.history import CaseRow, State
from allocator.simulation.balance import Settled
from allocator.simulation.loading import load_scenario
from benchmarks.backcast.england import Line, lines
from benchmarks.backcast.expected import Accuracy, Compared, accuracy, open_cases
from benchmarks.backcast.page import PAGE, text
from benchmarks.backcast.simulated import (
    Span,
    chosen,
    england_open_percent,
    simulated,
    still_open,
)

USUAL = load_scenario("steady-state")


def case(arrived: float | None, closed: float | None) -> CaseRow:
    """A case that came and closed on days of the run; None has not happened."""
    state: State = "held" if closed is None else "closed"
    return CaseRow(
        "line",
        1,
        "C1",
        "",
        "assessment",
        "high",
        arrived,
        arrived,
        closed,
        1,
        False,
        state,
    )


def test_errors_are_taken_against_what_is_published() -> None:
    """Twelve expected where ten are published is a fifth too many."""
    assert Compared("Here", 12, 10).error_percent == pytest.approx(20)
    assert Compared("There", 5, 10).error_percent == pytest.approx(-50)


def test_accuracy_counts_authorities() -> None:
    """The typical error is the middle one, whichever way it is off; the furthest come first."""
    found = Accuracy(
        (Compared("A", 11, 10), Compared("B", 7, 10), Compared("C", 10.5, 10))
    )

    assert found.typical_percent == pytest.approx(10)
    assert found.share_within(20) == pytest.approx(200 / 3)
    assert [one.name for one in found.furthest(2)] == ["B", "A"]


def test_authorities_without_the_figure_are_left_out() -> None:
    """Whoever does not publish a number cannot be held against it."""
    everyone = accuracy(USUAL, open_cases, "open_cases")
    some = accuracy(USUAL, lambda settled: 1.0, "protection_plans")

    assert len(everyone.compared) == 153
    assert 140 < len(some.compared) < 153


def test_all_authorities_together_are_expected_about_right() -> None:
    """The sum over England is met, because the journey was fitted to it: whole numbers of children, not shares."""
    found = accuracy(USUAL, open_cases, "open_cases").compared

    expected, published = (
        sum(one.expected for one in found),
        sum(one.published for one in found),
    )
    assert expected / published == pytest.approx(1, abs=0.02)


def test_open_cases_are_all_stages() -> None:
    """Every stage counts, and nothing else does."""
    settled = {"a": Settled(1, 20), "b": Settled(2, 3.5)}

    assert open_cases(settled) == 23.5


def test_only_cases_watched_for_long_enough_are_counted() -> None:
    """Of four that came in the run, one too late to be watched for so long; one of the others closed in time."""
    cases = [
        case(10, 50),
        case(10, 150),
        case(20, None),
        case(700, None),
        case(-5, None),
        case(None, 30),
    ]

    assert still_open(cases, 91) == pytest.approx(2 / 3)


def test_england_is_put_together_from_both_kinds_of_children() -> None:
    """By 91 days nearly a third of those who become a case are gone with their assessment, and half of the others."""
    kept = 1 - 0.308 / 0.935

    in_need, not_in_need = 52.5, 5.0
    assert england_open_percent()[0] == pytest.approx(
        kept * in_need + (1 - kept) * not_in_need, abs=0.3
    )


def test_every_published_figure_of_england_is_met() -> None:
    """Numbers to within 2%, shares to within 1.5 percentage points."""
    for line in lines(USUAL):
        if line.unit:
            assert line.expected == pytest.approx(line.published, abs=1.5), line.about
        else:
            assert line.expected == pytest.approx(line.published, rel=0.02), line.about


def test_nobody_picked_the_authorities() -> None:
    """They follow from the alphabet, and are spread over it."""
    names = chosen()

    assert names == sorted(names)
    assert len(names) == 6
    assert len(chosen(1)) > 120


def test_a_short_simulated_span_stays_near_its_caseload() -> None:
    """One small team, once: its caseload is within what chance alone moves it by."""
    found = simulated("Rochdale", 8, 1, USUAL)

    assert found.name == "Rochdale"
    assert found.caseload == pytest.approx(found.caseload_published, rel=0.4)
    assert found.arrived == pytest.approx(104 * 4.65 * 8 / 12, rel=0.3)
    assert [*found.open_percent] == sorted(found.open_percent, reverse=True)


def test_the_page_says_what_was_found() -> None:
    """Numbers stand in its tables as they are, with their sign."""
    span = Span("Here", 8, 11.0, 10.0, 400, 380, (30.0, 20.0, 10.0), (31.0, 22.0, 9.0))
    found = {"children in need": Accuracy((Compared("Here", 12, 10),))}

    page = text([Line("children in need", 1000, 990, "")], found, [span], 3)

    assert "| children in need | 1,000 | 990 | -1.0% |" in page
    assert "Furthest off, children in need: Here +20%." in page
    assert "| Here | 10.0 | 11.0 | +10% | 400 | 380 | 30% (31%)" in page
    assert max(map(len, page.splitlines())) <= 200


def test_the_page_is_of_this_journey() -> None:
    """Whoever changes the stages or the figures must measure again: what needs no simulation is the same today."""
    rows = [
        line for line in PAGE.read_text(encoding="utf-8").splitlines() if "|" in line
    ]

    for line in lines(USUAL):
        shown = f"{line.expected:.1f}%" if line.unit else f"{line.expected:,.0f}"
        assert any(line.about in row and shown in row for row in rows), line.about
