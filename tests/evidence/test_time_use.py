import datetime
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.domain.diary import TASKS, Entry
from allocator.domain.team import Team
from allocator.domain.time_use import TimeUse
from allocator.errors import AllocatorError, UnknownName
from allocator.evidence.time_use import time_use
from allocator.policy.diary_guide import load_diary_guide
from allocator.tables.diary import Diary
from tests.builders import case, team, worker
from tests.evidence.minutes import guard, line, workload

_TYPES = ("three", "five", "one")


def _told(
    facts: Team, *entries: Entry, smallest: int = 2, worker_id: str = ""
) -> TimeUse:
    return time_use(
        workload(facts), Diary(entries), load_diary_guide(), guard(smallest), worker_id
    )


def _pair() -> Team:
    """Two people with a case of each of two types."""
    return team(
        worker("W0", 10, seniority="ordinary"),
        worker("W1", 20, seniority="lead"),
        case("A", "three", worker_id="W0"),
        case("B", "five", worker_id="W0"),
        case("C", "three", worker_id="W1"),
        case("D", "five", worker_id="W1"),
    )


def test_hours_and_shares_are_sums_of_lines() -> None:
    """Three hours of direct work and one of travel by two people in a week of work each."""
    found = _told(
        _pair(),
        line("W0", 0, 60, case_id="A", stress=4),
        line("W0", 1, 60, task="travel", case_id="A"),
        line("W1", 0, 120, case_id="C", stress=1),
        line("W1", 1, 60, task="travel", case_id="D"),
    )

    direct, travel = (
        next(one for one in found.tasks if one.task == task)
        for task in ("direct_work", "travel")
    )
    assert (found.people, found.weeks, found.hours) == (2, 2.0, 5.0)
    assert (direct.people, direct.hours_a_week, direct.percent) == (2, 1.5, 60.0)
    assert (travel.hours_a_week, travel.percent) == (1.0, 40.0)
    # An hour at 4 and two hours at 1.
    assert direct.mean_stress == 2.0


def test_minutes_of_a_type_are_spread_over_all_cases_held() -> None:
    """Cases on which nothing was written count: three hours over two cases of a week each."""
    found = _told(
        _pair(),
        line("W0", 0, 60, case_id="A"),
        line("W1", 0, 120, case_id="C"),
        line("W1", 0, 30, case_id="D"),
        line("W0", 0, 30, case_id="B"),
    )

    groups = {one.key: one for one in found.groups if one.by == "case_type"}
    assert groups["three"].minutes_a_week == 90
    assert groups["three"].cases == 2
    assert groups["five"].minutes_a_week == 30
    assert groups["five"].percent == 25


def test_a_group_of_few_people_is_hidden_with_another() -> None:
    """One type is one person's only; to keep it hidden, the other type is hidden too."""
    found = _told(
        _pair(),
        line("W0", 0, 60, case_id="A"),
        line("W1", 0, 60, case_id="C"),
        line("W0", 0, 60, case_id="B"),
    )

    groups = [one for one in found.groups if one.by == "case_type"]
    assert {one.key: one.people for one in groups} == {"three": None, "five": None}


def test_that_a_few_have_nothing_of_it_is_not_told() -> None:
    """Nine of ten with travel would say that one has none; nobody or enough without it may be said."""
    ten = team(*(worker(f"W{n}", 10) for n in range(10)))

    def travellers(number: int) -> int | None:
        lines = [line(f"W{n}") for n in range(10)]
        lines += [line(f"W{n}", task="travel") for n in range(number)]
        tasks = _told(ten, *lines, smallest=3).tasks
        return next(one.people for one in tasks if one.task == "travel")

    assert [travellers(number) for number in (10, 9, 8, 7, 3)] == [10, None, None, 7, 3]


def test_grades_are_told_by_person_and_week() -> None:
    """A person's week of a grade is all their hours."""
    found = _told(
        team(*(worker(f"W{n}", 10, seniority="ordinary") for n in range(2))),
        line("W0", 0, 60),
        line("W1", 0, 180),
    )

    [grade] = [one for one in found.groups if one.by == "seniority"]
    assert (grade.key, grade.minutes_a_week, grade.cases) == ("ordinary", 120, None)


def test_days_are_averaged_over_the_days_people_worked() -> None:
    """Someone who was away that day does not make it shorter."""
    found = _told(
        _pair(),
        line("W0", 0, 120),
        line("W1", 0, 240),
        line("W0", 7, 60),
        line("W1", 2, 60),
        line("W0", 2, 60),
    )

    monday = found.weekdays[0]
    assert (monday.weekday, monday.people) == (1, 2)
    assert monday.hours == pytest.approx((120 + 240 + 60) / 60 / 3, abs=0.01)


def test_hours_of_the_day_come_from_start_and_end() -> None:
    """From half past nine to eleven is half an hour in one hour and a whole one in the next."""
    start, end = datetime.time(9, 30), datetime.time(11)
    lines = [
        line(who, start=start, end=end).changed(minutes=None) for who in ("W0", "W1")
    ]
    found = _told(_pair(), *lines)

    assert {one.hour: one.percent for one in found.hours_of_day} == {9: 33.3, 10: 66.7}


def test_the_contract_counts_whole_weeks_only() -> None:
    """A week with a day of leave has fewer hours for a good reason."""
    week = [line("W0", day, 180) for day in range(5)] + [
        line("W0", day, 180) for day in range(7, 11)
    ]
    own = _told(_pair(), *week, worker_id="W0")

    assert own.contract is not None
    assert own.contract.hours_written == 15
    assert own.contract.hours_contracted == 10
    assert own.contract.people_above == 1
    assert own.contract.hours_above_a_week == 5


def test_that_everybody_is_above_contract_is_not_told() -> None:
    """It would tell of each of them; told is what both sides are enough people for."""
    everybody = [line(f"W{n}", 0, 1200) for n in range(2)]

    found = _told(_pair(), *everybody)

    assert found.contract is not None
    assert found.contract.people_above is None
    four = team(*(worker(f"W{n}", 10) for n in range(4)))
    half = _told(four, *(line(f"W{n}", 0, 1200 if n < 2 else 60) for n in range(4)))
    assert half.contract is not None
    assert half.contract.people_above == 2


def test_fewer_people_than_may_be_told_about_are_refused() -> None:
    """Their own diaries they may see, and the message says how."""
    with pytest.raises(
        AllocatorError, match=r"nothing is told about fewer than 3.*--worker"
    ):
        _told(_pair(), line("W0"), line("W1"), smallest=3)

    own = _told(_pair(), line("W0"), line("W1"), smallest=3, worker_id="W1")
    assert own.people == 1
    assert own.worker_id == "W1"


def test_somebody_without_a_diary_is_told_so() -> None:
    """A misspelt worker is told the nearest who kept one."""
    with pytest.raises(
        UnknownName, match=r"No worker with a diary is called 'w0'\. Did you mean 'W0'"
    ):
        _told(_pair(), line("W0"), worker_id="w0")


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_nothing_is_about_fewer_people_than_the_smallest_group(
    data: st.DataObject,
) -> None:
    """Whatever people write: groups shown have enough people, and so have those hidden together."""
    people = data.draw(st.integers(3, 8))
    facts = team(
        *(worker(f"W{n}", 10) for n in range(people)),
        *(
            case(f"{kind}{n}", kind, worker_id=f"W{n}")
            for n in range(people)
            for kind in _TYPES
        ),
    )
    entries = [line(f"W{n}", 0, 10) for n in range(people)]
    entries += [
        line(f"W{n}", data.draw(st.integers(0, 4)), 15, task=task, case_id=f"{kind}{n}")
        for n in range(people)
        for task in data.draw(st.sets(st.sampled_from(TASKS), max_size=3))
        for kind in data.draw(st.sets(st.sampled_from(_TYPES), max_size=2))
    ]

    found = _told(facts, *entries, smallest=3)

    by_task = defaultdict[str, set[str]](set)
    by_type = defaultdict[str, set[str]](set)
    for entry in entries:
        by_task[entry.task].add(entry.worker_id)
        by_type[facts.case[entry.case_id].type if entry.case_id else "no_case"].add(
            entry.worker_id
        )
    shown = {str(one.task) for one in found.tasks if one.percent is not None}
    _is_safe(by_task, shown)
    _is_safe(
        by_type,
        {
            one.key
            for one in found.groups
            if one.by == "case_type" and one.percent is not None
        },
    )


def _is_safe(people: dict[str, set[str]], shown: set[str]) -> None:
    assert all(len(people[key]) >= 3 for key in shown)
    hidden = set().union(*(those for key, those in people.items() if key not in shown))
    assert not hidden or len(hidden) >= 3 or not shown
