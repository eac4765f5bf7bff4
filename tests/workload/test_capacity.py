from decimal import Decimal

import pytest

from allocator.policy.competency import Level
from tests.builders import worker
from tests.workload.hours import has, off, parts, policy


@pytest.mark.parametrize(("hours", "points"), [(40, 40), (20, 20), (22.2, 22), (0, 0)])
def test_capacity_follows_contracted_hours(hours: float, points: int) -> None:
    """Half the hours are half the capacity, and part of a step is left out, never added."""
    assert has(worker(hours=hours)).quanta == points


def test_units_are_those_of_the_weighting() -> None:
    """Full time is 2,220 minutes of 37 hours, and 18.5 hours are half of that in steps of five."""
    minutes = policy(
        round_to="5", full_time_hours=Decimal(37), full_time_units=Decimal(2220)
    )

    assert has(worker(hours=18.5), by=minutes).quanta == 1110 / 5


def test_duty_is_not_for_cases() -> None:
    """Six hours of duty come off as they are, whatever the contract."""
    found = has(worker(hours=40, duty_hours=6))

    assert found.quanta == 34
    assert parts(found) == {"Contracted hours": 40, "Duty": -6}


def test_duty_beyond_the_contract_leaves_nothing() -> None:
    """Someone who is on duty longer than they are contracted has no time for cases, not less than none."""
    found = has(worker(hours=10, duty_hours=16))

    assert found.quanta == 0
    assert parts(found) == {"Contracted hours": 10, "Duty": -10}


def test_meetings_take_their_share_of_the_hours_people_are_here() -> None:
    """Four hours of a full week are two of a half week, and none of a week away."""
    with_meetings = policy(meetings_and_admin_hours=4)

    assert parts(has(worker(hours=40), by=with_meetings))["Meetings and admin"] == -4
    assert has(worker(hours=20), by=with_meetings).quanta == 18
    assert has(worker(hours=20), off(0, None), by=with_meetings).quanta == 0


def test_learning_time_is_protected() -> None:
    """A tenth for learning comes off the hours a worker is here: 36 of 40."""
    found = has(worker(hours=40), level=Level(title="New", learning_percent=10))

    assert found.quanta == 36
    assert [tuple(term) for term in found.hours][1:] == [
        ("Learning", -4, "New: learning_percent 10")
    ]


@pytest.mark.parametrize(("support", "freed"), [(0, 0), (4, 2), (8, 4), (20, 4)])
def test_admin_support_frees_part_of_its_hours_up_to_a_share(
    support: float, freed: float
) -> None:
    """Half of each hour of support is won, but no more than a tenth of the worker's own hours."""
    helped = policy(admin_support_frees_percent=50, admin_support_at_most_percent=10)

    found = has(worker(hours=40, admin_support_hours=support), by=helped)

    assert found.quanta == 40 + freed
    assert parts(found).get("Admin support", 0) == freed


def test_admin_support_frees_nobody_who_is_away() -> None:
    """Support is for hours people work, so it makes no capacity out of leave."""
    helped = policy(admin_support_frees_percent=50, admin_support_at_most_percent=10)

    found = has(worker(hours=40, admin_support_hours=8), off(0, None), by=helped)

    assert found.quanta == 0


@pytest.mark.parametrize(
    ("percent", "points"), [(100, 40), (80, 32), (0, 0), (110, 44)]
)
def test_a_grade_uses_its_share_for_cases(percent: int, points: int) -> None:
    """What is left after all else is used for cases by the share of the grade."""
    level = Level(title="Advanced", capacity_percent=percent)

    assert has(worker(hours=40), level=level).quanta == points


def test_everything_together() -> None:
    """40 - 6 duty - 3.4 meetings - 1.7 learning + 2 support = 30.9, and 80% of it is 24.72."""
    full = policy(
        round_to="0.01",
        meetings_and_admin_hours=4,
        admin_support_frees_percent=50,
        admin_support_at_most_percent=10,
    )
    level = Level(title="Advanced", learning_percent=5, capacity_percent=80)

    found = has(
        worker(hours=40, duty_hours=6, admin_support_hours=4), level=level, by=full
    )

    assert found.quanta == 2472
    assert parts(found) == {
        "Contracted hours": 40,
        "Duty": -6,
        "Meetings and admin": -3.4,
        "Learning": -1.7,
        "Admin support": 2,
        "Grade": -6.18,
    }


def test_a_weighting_may_treat_all_grades_alike() -> None:
    """A count of cases takes nothing off for learning or grade."""
    level = Level(title="New", learning_percent=10, capacity_percent=50)

    assert (
        has(worker(hours=40), level=level, by=policy(by_seniority=False)).quanta == 40
    )
