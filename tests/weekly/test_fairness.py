import datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.domain.fairness import Characteristic, Turn
from allocator.domain.week import Week, WeekWorker
from allocator.errors import AllocatorError
from allocator.policy.loading import load_policy
from allocator.report import fairness_files
from allocator.weekly.equality import MEASURES, equality
from allocator.weekly.fairness import fairness
from tests.builders import small_policy
from tests.weekly.test_changes import kept, week

POLICY = load_policy("caseload-count")


def stood(worker_id: str, capacity: float = 10, **facts: Any) -> WeekWorker:
    """A worker as a week keeps them."""
    known: dict[str, Any] = {
        "team": "", "carries_cases": True, "percent": 50.0, "cases": 0, "units_per_case": None,
        "development_cases": 0,
    }  # fmt: skip
    return WeekWorker(worker_id=worker_id, capacity=capacity, **{**known, **facts})


def weeks(workers: tuple[WeekWorker, ...], *held: dict[str, str]) -> list[Week]:
    """Weeks in which each case is held by somebody."""
    return [
        week(
            *(kept(one, by) for one, by in cases.items()), number=n, days=7 * n
        ).changed(workers=workers)
        for n, cases in enumerate(held, 1)
    ]


def test_a_share_is_in_proportion_to_capacity() -> None:
    """Someone with twice the capacity is due twice the cases; whoever is furthest below is next."""
    people = (stood("A", 20), stood("B", 10), stood("M", 0))
    new = {"1": "A", "2": "B", "3": "B"}
    told = fairness(weeks(people, {}, new, new), POLICY)

    by_id = {one.worker_id: one for one in told.workers}
    assert (by_id["A"].fair_share, by_id["B"].fair_share) == (2.0, 1.0)
    assert (by_id["A"].difference, by_id["B"].difference) == (-1.0, 1.0)
    assert (by_id["A"].turn, by_id["B"].turn, by_id["M"].turn) == (1, 2, None)
    assert by_id["B"].by_week == (2, 0)
    assert by_id["B"].last_given == told.weeks[0].as_of
    assert [one.new_cases for one in told.weeks] == [3, 0]
    assert told.out_of_proportion == 1


def test_a_case_that_moves_is_new_to_whoever_takes_it() -> None:
    """What counts is work somebody did not have a week before."""
    people = (stood("A"), stood("B"))
    told = fairness(weeks(people, {"1": "A"}, {"1": "B"}), POLICY)

    assert {one.worker_id: one.new_cases for one in told.workers} == {"A": 0, "B": 1}


def test_turns_are_taken_within_a_team() -> None:
    """A busy week of one team is not owed by another."""
    people = (stood("A", team="North"), stood("B", team="South"))
    told = fairness(weeks(people, {}, {"1": "A", "2": "A"}), POLICY)

    assert [(one.worker_id, one.fair_share, one.turn) for one in told.workers] == [
        ("A", 2.0, 1),
        ("B", 0.0, 1),
    ]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from("ABC"), max_size=12),
    st.tuples(*[st.integers(1, 40)] * 3),
)
def test_shares_add_up(given_to: list[str], capacities: tuple[int, int, int]) -> None:
    """All shares together are all new cases, and differences cancel out."""
    people = tuple(
        stood(one, size) for one, size in zip("ABC", capacities, strict=True)
    )
    told = fairness(
        weeks(people, {}, {str(n): by for n, by in enumerate(given_to)}), POLICY
    )

    assert sum(one.new_cases for one in told.workers) == len(given_to) == told.new_cases
    assert abs(sum(one.fair_share for one in told.workers) - len(given_to)) < 0.05
    assert abs(sum(one.difference for one in told.workers)) < 0.05


def test_somebody_who_joined_is_not_owed_the_weeks_before() -> None:
    """A share begins with the first week in the batch."""
    one, two, three = weeks(
        (stood("A"),), {}, {"1": "A"}, {"1": "A", "2": "A", "3": "B"}
    )
    three = three.changed(workers=(stood("A"), stood("B")))

    told = {w.worker_id: w for w in fairness([one, two, three], POLICY).workers}

    assert told["B"].by_week == (None, 1)
    assert told["B"].fair_share == 1.0
    assert told["A"].fair_share == 2.0


def test_duty_of_these_weeks_counts() -> None:
    """Turns before the first week and after the last are others'."""
    found = weeks((stood("A", 30), stood("B", 10)), {}, {})
    days = [found[0].as_of + datetime.timedelta(days=n) for n in (0, 1, 7, 8)]
    rota = [Turn(worker_id="A", date=day) for day in days]

    told = fairness(found, POLICY, rota=rota)

    assert told.duty_turns == 2
    by_id = {one.worker_id: one for one in told.workers}
    assert (by_id["A"].duty_turns, by_id["A"].duty_share) == (2, 1.5)
    assert (by_id["B"].duty_turns, by_id["B"].duty_share) == (0, 0.5)
    assert by_id["A"].last_duty == days[2]


def test_as_many_weeks_as_asked() -> None:
    """The policy says how many weeks count, and somebody may ask for others."""
    found = weeks((stood("A"),), *({str(n): "A" for n in range(k)} for k in range(9)))

    assert len(fairness(found, POLICY).weeks) == 4
    assert len(fairness(found, POLICY, most=2).weeks) == 2
    assert len(fairness(found, POLICY, most=99).weeks) == 8


def test_one_week_is_not_enough() -> None:
    """There is nothing to compare it with, and it is said what would help."""
    with pytest.raises(AllocatorError, match="two weeks of one team"):
        fairness(weeks((stood("A"),), {}), POLICY)


def test_a_policy_that_does_not_look_back_is_told() -> None:
    """A priorities file from before says what is missing."""
    with pytest.raises(AllocatorError, match=r"give it a \[fairness\] table"):
        fairness(weeks((stood("A"),), {}, {}), small_policy())


def _said(characteristic: str = "sex", **values: str) -> list[Characteristic]:
    return [
        Characteristic(worker_id=one, characteristic=characteristic, value=value)
        for one, value in values.items()
    ]


def _crowd(number: int, **percents: float) -> list[Week]:
    names = [f"W{n}" for n in range(number)]
    people = tuple(
        stood(one, percent=percents.get(one, 50.0), cases=1, units_per_case=3.0)
        for one in names
    )
    return weeks(people, {}, {})


def test_a_true_difference_is_asked_about_and_sameness_is_not() -> None:
    """Half of a crowd twice as busy is a question about workload, and about nothing else."""
    names = [f"W{n}" for n in range(20)]
    percents = {one: (100.0 if n < 10 else 50.0) + n % 3 for n, one in enumerate(names)}
    said = _said(**{one: "a" if n < 10 else "b" for n, one in enumerate(names)})

    told = equality(_crowd(20, **percents), POLICY, said)

    marked = {(one.group, one.measure) for one in told.groups if one.differs}
    assert marked == {("a", "workload"), ("b", "workload")}
    [one] = [g for g in told.groups if (g.group, g.measure) == ("a", "workload")]
    values = np.array([percents[name] for name in names])
    assert one.mean == round(values[:10].mean(), 1)
    assert one.difference == round(values[:10].mean() - values[10:].mean(), 1)
    assert one.low <= one.difference <= one.high
    assert one.low > 45
    assert {g.measure for g in told.groups} == set(MEASURES)


@settings(deadline=None)
@given(st.lists(st.sampled_from("abcd"), min_size=0, max_size=30))
def test_nothing_is_told_of_fewer_people_than_the_policy_says(
    values: list[str],
) -> None:
    """Every group, and everyone less every group, is large enough, whoever gives what."""
    least = 5
    said = _said(**{f"W{n}": value for n, value in enumerate(values)})

    told = equality(_crowd(30), POLICY, said)

    sizes = {one.group: one.people for one in told.groups}
    assert all(size >= least for size in sizes.values())
    assert not sizes or len(sizes) > 1
    assert (
        not sizes
        or sum(sizes.values()) == told.people
        or told.people - sum(sizes.values()) >= least
    )
    assert bool(sizes) or not values or told.not_shown


def test_a_second_characteristic_does_not_give_the_first_away() -> None:
    """Two ways of grouping that differ in two people would tell of those two by subtraction."""
    names = [f"W{n}" for n in range(20)]
    first = _said(**{one: "ab"[n < 10] for n, one in enumerate(names)})
    second = _said("age", **{one: "xy"[n < 8] for n, one in enumerate(names)})

    told = equality(_crowd(20), POLICY, [*first, *second])

    assert {one.characteristic for one in told.groups} == {"sex"}
    assert told.not_shown == (
        "age: beside what is shown above, it would tell of fewer than 5 people.",
    )


def test_the_equality_files_name_nobody() -> None:
    """Single people's ids stay out of every file of the view."""
    names = [f"Person{n}" for n in range(20)]
    people = tuple(stood(one, percent=10.0 * n) for n, one in enumerate(names))
    said = _said(**{one: "ab"[n % 2] for n, one in enumerate(names)})

    files = fairness_files.equality_rendered(
        equality(weeks(people, {}, {}), POLICY, said)
    )

    assert {*files} == {"equality.html", "equality.csv", "equality.json"}
    assert [name for name, content in files.items() if b"Person" in content] == []
    assert b"questions to ask, not findings" in files["equality.html"]


def test_the_same_weeks_give_the_same_view() -> None:
    """Drawing people again by chance repeats."""
    said = _said(**{f"W{n}": "ab"[n % 2] for n in range(20)})
    percents = {f"W{n}": 7.0 * n for n in range(20)}
    found = _crowd(20, **percents)

    assert equality(found, POLICY, said) == equality(found, POLICY, said)


def test_files_of_groups_from_an_earlier_look_go(tmp_path: Any) -> None:
    """Looking again without characteristics leaves no older answer beside the new one."""
    found = _crowd(20)
    turns = fairness(found, POLICY)
    asked = equality(found, POLICY, _said(**{f"W{n}": "ab"[n % 2] for n in range(20)}))
    fairness_files.write(turns, asked, tmp_path)

    fairness_files.write(turns, None, tmp_path)

    assert {path.name for path in tmp_path.iterdir()} == {
        "fairness.html",
        "fairness.csv",
        "fairness.json",
    }
