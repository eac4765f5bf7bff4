import datetime
from typing import Any

import pytest

from allocator.domain.diary import Entry
from allocator.domain.flag import Flag
from allocator.evidence.flags import from_answers, from_diaries, from_records, once
from allocator.workload.measure import Workload
from tests.builders import case, small_policy, team, worker
from tests.evidence.answers import answer, guard, questionnaire

MONDAY = datetime.date(2026, 9, 7)
WEEK = datetime.timedelta(weeks=1)


def week(number: int, points: int, **facts: Any) -> Workload:
    """One person with ten points of capacity holding so many, so many weeks on."""
    held = [case(f"C{n}", "one", worker_id="W1") for n in range(points)]
    facts = {"hours": 10, **facts}
    return Workload(team(worker("W1", **facts), *held), small_policy(), MONDAY + number * WEEK)  # fmt: skip


def since(*points: int | None) -> datetime.date | None:
    """When the overload began that a week-by-week history shows; None is a week without a batch."""
    history = {
        str(number): week(number, held)
        for number, held in enumerate(points)
        if held is not None
    }
    found = from_records(history, guard())
    return found[0].since if found else None


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ((11, 11, 11, 11), 0),
        ((11, 11, 11), None),  # not for four weeks yet
        ((11, 11, 11, 11, 10), None),  # 100% is not above it, and the newest counts
        ((10, 11, 11, 11, 11), 1),
        ((11, 10, 11, 11, 11), None),
        ((11, 11, None, 11, 11), None),  # a week without a batch breaks the row
    ],
)
def test_overload_is_sustained_where_it_lasts(
    points: tuple[int, ...], expected: int | None
) -> None:
    """Above the percentage in four weeks in a row, up to the newest batch."""
    assert since(*points) == (None if expected is None else MONDAY + expected * WEEK)


def test_batches_may_be_nearer_to_each_other_than_a_week() -> None:
    """What counts is the time, not the number of batches."""
    history = {str(n): week(0, 11) for n in range(6)}
    for number, workload in enumerate(history.values()):
        workload.as_of = MONDAY + datetime.timedelta(days=number)

    assert from_records(history, guard()) == []


def test_whoever_has_no_capacity_and_holds_cases_is_over() -> None:
    """Nobody without capacity is idle."""
    history = {str(number): week(number, 1, hours=0) for number in range(4)}
    idle = {str(number): week(number, 0, hours=0) for number in range(4)}

    assert [flag.flag for flag in from_records(history, guard())] == ["sustained_overload"]  # fmt: skip
    assert from_records(idle, guard()) == []


def test_a_raised_flag_is_only_proposed() -> None:
    """Nothing counts until people agree."""
    [flag] = from_records({str(n): week(n, 11) for n in range(4)}, guard())

    assert (flag.stage, flag.agreed_by) == ("proposed", "")
    assert not flag.counts_on(MONDAY + 4 * WEEK)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"tense": 5, "calm": 1}, ["high_strain"]),
        ({"tense": 4, "calm": 2}, ["high_strain"]),  # 75 points, surely above 60
        ({"tense": 4, "calm": 3}, []),
        ({"supervision_weeks": 6}, ["missed_supervision"]),
        ({"supervision_weeks": 5}, []),
        ({"learning_hours": 1.5}, ["missed_learning"]),
        ({"learning_hours": 2}, []),
        ({}, []),  # what was not answered is not held against anyone
    ],
)
def test_what_people_say_raises_flags(
    given: dict[str, Any], expected: list[str]
) -> None:
    """High strain, supervision too long ago, too little learning: each by the guard's own number."""
    answers = [answer(worker_id="W1", **given)]

    found = from_answers(answers, ["W1"], questionnaire(), guard())

    assert [flag.flag for flag in found] == expected


def test_only_the_people_of_one_supervisor_are_told_of() -> None:
    """Whoever is supervised by somebody else is not looked at."""
    answers = [answer(5, 1, worker_id="W1"), answer(5, 1, worker_id="W2"), answer(5, 1)]

    found = [*from_answers(answers, ["W2"], questionnaire(), guard())]

    assert [flag.worker_id for flag in found] == ["W2"]


def diary(*entries: tuple[int, str, int]) -> list[Flag]:
    """What a diary raises: entries of a day, a task and minutes."""
    kept = [
        Entry.model_validate(
            {
                "worker_id": "W1",
                "date": MONDAY + datetime.timedelta(days=day),
                "task": task,
                "minutes": minutes,
            }
        )
        for day, task, minutes in entries
    ]
    return [*from_diaries(kept, ["W1", "W2"], guard())]


def test_a_diary_without_learning_raises_a_flag() -> None:
    """Under two hours in its last four weeks; a diary of fewer weeks says nothing."""
    assert [f.flag for f in diary((0, "learning", 119), (27, "admin", 60))] == ["missed_learning"]  # fmt: skip
    assert diary((0, "learning", 120), (27, "admin", 60)) == []
    assert diary((0, "admin", 60), (20, "admin", 60)) == []


def test_a_diary_without_supervision_for_too_long_raises_a_flag() -> None:
    """More than five weeks from the last supervision, or from the first line where there was none."""
    long = [(day, "learning", 480) for day in (0, 20, 36)]

    [flag] = diary(*long)
    assert (flag.flag, flag.since) == ("missed_supervision", MONDAY)
    assert diary(*long, (10, "supervision", 60)) == []


def test_a_flag_is_raised_once() -> None:
    """A survey and a diary that say the same make one flag, from the earlier day."""
    early, late = (
        Flag(worker_id="W1", flag="missed_learning", since=MONDAY + n * WEEK)
        for n in range(2)
    )
    other = Flag(worker_id="W1", flag="sustained_overload", since=MONDAY)

    assert once([late, early, other]) == [other, early]
