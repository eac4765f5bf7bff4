import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.domain.worker import Reduction
from allocator.policy.competency import Level
from allocator.workload.capacity import working_days
from tests.builders import DAY, worker
from tests.workload.hours import has, off, parts, policy


@pytest.mark.parametrize(
    ("reductions", "points"),
    [
        ([off(0, 6)], 30),
        ([off(0, 4)], 30),
        ([off(0, 0)], 38),
        ([off(5, 6)], 40),
        ([off(-30, -1)], 40),
        ([off(28, 60)], 40),
        ([off(27, 60)], 40),
        ([off(25, 60)], 38),
        ([off(-30, 13)], 20),
        ([off(14, None)], 20),
        ([off(None, 13)], 20),
        ([off(None, None)], 0),
        ([off(-30, None)], 0),
        ([off(0, 27)], 0),
        ([off(None, None, percent=25)], 30),
        ([off(0, 13, percent=50)], 30),
        ([off(None, None, hours=10)], 30),
        ([off(0, 13, hours=10)], 35),
        ([off(None, None, hours=40)], 0),
        ([off(None, None, hours=100)], 0),
        ([off(None, None, percent=50), off(None, None, percent=50)], 0),
        ([off(None, None, percent=80), off(None, None, percent=80)], 0),
        ([off(None, None, percent=50), off(None, None, hours=10)], 10),
        ([off(0, 13), off(7, 20)], 10),
        ([off(0, 6), off(0, 6)], 30),
        ([off(0, 6), off(None, None, hours=100)], 0),
        ([off(None, None, percent=0)], 40),
    ],
)
def test_leave_and_reductions_count_on_their_days(
    reductions: list[Reduction], points: int
) -> None:
    """Each working day of the four weeks counts a twentieth, and a day is never worth less than nothing."""
    assert has(worker(hours=40), *reductions).quanta == points


def test_what_reductions_take_is_stated() -> None:
    """A week of leave in four is a quarter of the hours."""
    found = has(worker(hours=40), off(0, 6))

    assert [tuple(term) for term in found.hours] == [
        ("Contracted hours", 40, "workers table"),
        ("Reductions and leave", -10, "reductions table"),
    ]


def test_a_reduction_outside_the_horizon_is_not_mentioned() -> None:
    """Leave next quarter is nobody's business this month."""
    assert parts(has(worker(hours=40), off(100, 120))) == {"Contracted hours": 40}


def test_a_percentage_is_of_the_contract_and_duty_comes_off_too() -> None:
    """Half of 40 hours and 6 of duty leave 14, and on days away duty takes nothing further."""
    on_duty = worker(hours=40, duty_hours=6)

    assert has(on_duty, off(None, None, percent=50)).quanta == 14
    assert has(on_duty, off(0, 13)).quanta == 17


def test_a_horizon_may_begin_on_any_day() -> None:
    """Begun on a Saturday, four weeks have twenty working days all the same."""
    saturday = DAY + datetime.timedelta(days=5)
    days = working_days(saturday, 4)

    assert len(days) == 20
    assert days[0] == saturday + datetime.timedelta(days=2)
    assert all(day.weekday() < 5 for day in days)
    assert has(worker(hours=40), off(7, 11), on=saturday).quanta == 30


@pytest.mark.parametrize("weeks", [1, 2, 3, 6, 7, 12, 52])
def test_whole_steps_are_not_lost_between_days(weeks: int) -> None:
    """Two days of five away leave three fifths exactly, however many weeks are looked at."""
    reductions = [off(7 * week, 7 * week + 1) for week in range(weeks)]

    assert has(worker(hours=40), *reductions, by=policy(weeks)).quanta == 24


def test_a_third_away_leaves_two_thirds() -> None:
    """Five days of fifteen leave exactly 20 points of 30, though no decimal says a third."""
    found = has(worker(hours=30), off(0, 4), by=policy(weeks=3))

    assert found.quanta == 20


@st.composite
def reductions(draw: st.DrawFn) -> Reduction:
    """Any time off around the horizon."""
    start = draw(st.one_of(st.none(), st.integers(-10, 40)))
    end = draw(st.one_of(st.none(), st.integers(start or 0, 50)))
    amount = draw(
        st.one_of(
            st.fixed_dictionaries({"percent": st.integers(0, 100)}),
            st.fixed_dictionaries({"hours": st.integers(0, 168)}),
        )
    )
    return off(
        start, end if start is None or end is None or end >= start else None, **amount
    )


@settings(max_examples=150, deadline=None)
@given(
    hours=st.integers(0, 60),
    duty=st.integers(0, 60),
    support=st.integers(0, 60),
    learning=st.integers(0, 90),
    away=st.lists(reductions(), max_size=4),
    more=reductions(),
    weeks=st.integers(1, 6),
)
def test_capacity_is_never_negative_and_never_grows_with_time_off(
    hours: int,
    duty: int,
    support: int,
    learning: int,
    away: list[Reduction],
    more: Reduction,
    weeks: int,
) -> None:
    """Whatever is taken off, nobody has less than nothing, more time off never gives more, and the hours add up."""
    by = policy(
        weeks,
        meetings_and_admin_hours=4,
        admin_support_frees_percent=70,
        admin_support_at_most_percent=15,
    )
    level = Level(title="Grade", learning_percent=learning)
    someone = worker(hours=hours, duty_hours=duty, admin_support_hours=support)

    found = has(someone, *away, level=level, by=by)

    stated = sum((term.value for term in found.hours), Decimal(0))
    assert found.quanta >= 0
    assert has(someone, *away, more, level=level, by=by).quanta <= found.quanta
    assert found.quanta == max(0, int(round(stated, 9)))
