import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator import load_policy
from allocator.domain.case import Case
from allocator.domain.trends import Tally, Trends
from allocator.errors import AllocatorError
from allocator.evidence.trends import trends
from allocator.workload.measure import Workload
from tests.builders import case, small_policy, team, worker

MONDAY = datetime.date(2026, 9, 7)
WEEK = datetime.timedelta(weeks=1)
PEOPLE = (worker("W1", team="North"), worker("W2", team="North"), worker("W3", team="South"))  # fmt: skip


def followed(*weeks: dict[str, str]) -> Trends:
    """Weeks in which cases are held by somebody, or wait."""
    history = {
        f"week {number}": Workload(
            team(*PEOPLE, *(_case(one, by) for one, by in held.items())),
            small_policy(),
            MONDAY + number * WEEK,
        )
        for number, held in enumerate(weeks)
    }
    return trends(history, small_policy())


def _case(case_id: str, holder: str) -> Case:
    return case(case_id, worker_id=holder)


def moved(tally: Tally) -> tuple[int, int | None, int | None, int | None]:
    """What is held, and what came, closed and was passed on."""
    return tally.held, tally.new, tally.closed, tally.passed_on


def test_what_came_and_went_is_told_of_everyone_teams_and_workers() -> None:
    """C1 stays, C2 goes from W1 to W2, C3 from the North to the South, C4 closes, C5 is new, C6 waits and is held."""
    found = followed(
        {"C1": "W1", "C2": "W1", "C3": "W2", "C4": "W3", "C6": ""},
        {"C1": "W1", "C2": "W2", "C3": "W3", "C5": "W1", "C6": "W2", "C7": ""},
    )

    first, last = found.weeks
    assert moved(first.everyone) == (4, None, None, None)
    assert first.referred is None
    assert moved(last.everyone) == (5, 2, 1, 0)
    assert (last.waiting, last.referred) == (1, 2)  # C5 and C7 were in no batch before
    assert {t.team: moved(t.tally) for t in last.teams} == {
        "North": (4, 2, 0, 1), "South": (1, 1, 1, 0),
    }  # fmt: skip
    assert {w.worker_id: moved(w.tally) for w in last.workers} == {
        "W1": (2, 1, 0, 1), "W2": (2, 2, 0, 1), "W3": (1, 1, 1, 0),
    }  # fmt: skip


_HELD = st.dictionaries(
    st.sampled_from([f"C{n}" for n in range(8)]),
    st.sampled_from(["", "W1", "W2", "W3"]),
)


@given(st.lists(_HELD, min_size=2, max_size=5))
def test_before_and_what_moved_make_now(weeks: list[dict[str, str]]) -> None:
    """Held before, plus new, less closed, less passed on, is held now: of everyone, each team and each worker."""
    found = followed(*weeks)

    for before, after in zip(found.weeks, found.weeks[1:], strict=False):
        for of in (
            lambda week: {"": week.everyone},
            lambda week: {t.team: t.tally for t in week.teams},
            lambda week: {w.worker_id: w.tally for w in week.workers},
        ):
            for name, now in of(after).items():
                then = of(before)[name].held
                assert now.held == then + now.new - now.closed - now.passed_on
        held = sum(w.tally.held for w in after.workers)
        assert held == after.everyone.held == sum(t.tally.held for t in after.teams)


def test_batches_are_followed_by_their_day() -> None:
    """The order in which they are named makes no difference."""
    weeks = [Workload(team(*PEOPLE), small_policy(), MONDAY + n * WEEK) for n in (1, 0)]

    found = trends({"later": weeks[0], "earlier": weeks[1]}, small_policy())

    assert [week.batch for week in found.weeks] == ["earlier", "later"]


def test_two_batches_of_one_day_are_refused() -> None:
    """Nobody could say which came first."""
    one = Workload(team(*PEOPLE), small_policy(), MONDAY)

    with pytest.raises(AllocatorError, match="a and b are of the same day, 2026-09-07"):
        trends({"a": one, "b": one}, small_policy())


def test_visits_and_hours_are_what_the_weighting_expects() -> None:
    """A child in need is visited every 3.4 weeks; hours are the minutes of the weighting over 60."""
    policy = load_policy("children-workload")
    held = [case(f"C{n}", "child_in_need", worker_id="W1", complexity="low") for n in range(34)]  # fmt: skip
    workload = Workload(team(worker("W1", hours=37), *held), policy, MONDAY)

    [week] = trends({"one": workload}, policy).weeks

    assert week.everyone.visits == 10.0
    assert week.everyone.hours == round(week.everyone.units / 60, 1)


def test_points_are_no_hours() -> None:
    """A weighting in points has no hours and knows of no visits."""
    [week] = followed({"C1": "W1"}).weeks

    assert (week.everyone.hours, week.everyone.visits) == (None, None)
    assert week.everyone.units == 3
