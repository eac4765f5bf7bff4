from typing import Any

import pytest

from allocator.domain.case import Case
from allocator.domain.worker import Reduction
from allocator.policy.policy import Policy
from tests.builders import (
    DAY,
    case,
    place,
    small_policy,
    small_priorities,
    small_weighting,
    team,
    weighted,
    worker,
)
from tests.workload.weighing import days_ago


def siblings(**changes: Any) -> Policy:
    """The small policy with second and later siblings at half."""
    return small_policy(small_weighting(siblings_percent=50), **changes)


def test_a_worker_holds_what_their_cases_ask() -> None:
    """3 and 5 points of 10 are 80%; a waiting case is nobody's yet."""
    workload = weighted(
        team(
            worker("W1"),
            worker("W2"),
            case("H1", "three", worker_id="W1"),
            case("H2", "five", worker_id="W1"),
            case("C1", "eight"),
        )
    )

    full, free = workload.holdings["W1"], workload.holdings["W2"]
    assert (full.held, full.cases, full.percent) == (8, 2, 80)
    assert (free.held, free.cases, free.percent) == (0, 0, 0)
    assert workload.asked["C1"].quanta == 8


def test_every_case_is_measured_in_the_order_given() -> None:
    """Held or waiting, each case appears once, as the table has it."""
    facts = team(
        worker("W1"),
        case("C2"),
        case("H1", worker_id="W1"),
        case("C1", group_id="G"),
        case("H2", worker_id="W1"),
        case("C3", group_id="G"),
    )

    assert list(weighted(facts).asked) == ["C2", "H1", "C1", "H2", "C3"]


@pytest.mark.parametrize(
    "reduction",
    [
        Reduction(worker_id="W1", percent=100),
        Reduction(worker_id="W1", hours=10),
        Reduction(worker_id="W1", hours=100),
    ],
)
@pytest.mark.parametrize("cases", [(), (case("H1", worker_id="W1"),)])
def test_someone_without_capacity_is_full_never_idle(
    reduction: Reduction, cases: tuple[Case, ...]
) -> None:
    """On leave all month, or reduced by more hours than there are, a worker has no percentage at all."""
    workload = weighted(team(worker("W1"), *cases, reductions=(reduction,)))

    holding = workload.holdings["W1"]
    assert holding.capacity.quanta == 0
    assert holding.percent is None


def test_less_than_one_step_of_capacity_is_none() -> None:
    """Half an hour that rounds to no points is no capacity either."""
    workload = weighted(team(worker("W1", hours=0.5)))

    assert workload.holdings["W1"].percent is None


def test_siblings_with_one_worker_are_weighed_together() -> None:
    """Of two children of a household the second counts half; a third with someone else counts in full."""
    workload = weighted(
        team(
            worker("W1"),
            worker("W2"),
            case("H1", "eight", worker_id="W1", group_id="G"),
            case("H2", "two", worker_id="W1", group_id="G"),
            case("H3", "two", worker_id="W2", group_id="G"),
            case("H4", "two", worker_id="W1", group_id="other"),
        ),
        siblings(),
    )

    assert {name: asked.quanta for name, asked in workload.asked.items()} == {
        "H1": 8,
        "H2": 1,
        "H3": 2,
        "H4": 2,
    }


def test_households_that_may_part_are_weighed_apart() -> None:
    """Where the rule is off, nobody counts on siblings staying together."""
    facts = team(
        worker("W1"),
        case("C1", "eight", group_id="G"),
        case("C2", "two", group_id="G"),
    )

    workload = weighted(facts, siblings().without("household_together"))

    assert workload.households(facts.cases) == [(facts.cases[0],), (facts.cases[1],)]
    assert workload.asked["C2"].quanta == 2


def test_a_co_worker_carries_a_share_that_is_no_case_of_theirs() -> None:
    """Half of 8 points weighs on the co-worker, who holds no case for it and supervises none."""
    workload = weighted(
        team(
            worker("W1"),
            worker("W2"),
            case("H1", "eight", worker_id="W1", co_worker_id="W2"),
        )
    )

    holder, helper = workload.holdings["W1"], workload.holdings["W2"]
    assert (holder.held, holder.cases) == (8, 1)
    assert (helper.held, helper.cases, helper.percent) == (4, 0, 40)
    assert workload.shared["W2"]["H1"].quanta == 4
    assert helper.supervision == 0


@pytest.mark.parametrize(
    ("facts", "recent"),
    [
        ({"start_date": days_ago(0)}, True),
        ({"start_date": days_ago(27)}, True),
        ({"start_date": days_ago(28)}, False),
        ({"start_date": days_ago(-5)}, True),
        ({"referral_date": days_ago(3)}, True),
        ({"referral_date": days_ago(3), "start_date": days_ago(90)}, False),
        ({}, False),
    ],
)
def test_a_case_is_new_for_the_weeks_of_the_policy(
    facts: dict[str, Any], recent: bool
) -> None:
    """Four weeks are 28 days; without any date a held case is not new."""
    one = case("H1", worker_id="W1", **facts)

    workload = weighted(team(worker("W1"), one))

    assert workload.is_recent(one) is recent
    assert workload.holdings["W1"].recent_cases == recent
    assert workload.holdings["W1"].recent == 3 * recent


def test_new_joint_work_is_recent_for_both() -> None:
    """A co-worker's share of a new case is new work, but no new case of theirs."""
    workload = weighted(
        team(
            worker("W1"),
            worker("W2"),
            case("H1", "eight", worker_id="W1", co_worker_id="W2", start_date=DAY),
        )
    )

    helper = workload.holdings["W2"]
    assert (helper.recent, helper.recent_cases) == (4, 0)


def test_a_longer_horizon_thins_the_same_leave() -> None:
    """Two weeks away are half of four weeks and a quarter of eight."""
    away = Reduction(worker_id="W1", percent=100, start=DAY, end=days_ago(-13))
    facts = team(worker("W1", hours=8), reductions=(away,))

    capacities = [
        weighted(facts, small_policy(priorities=small_priorities(horizon_weeks=weeks)))
        .holdings["W1"]
        .capacity.quanta
        for weeks in (4, 8)
    ]

    assert capacities == [4, 6]


def test_what_siblings_held_ask_does_not_hang_on_a_rule() -> None:
    """A rule decides who may hold what; that it is off makes nobody's held cases heavier."""
    facts = team(
        worker("W1"),
        case("H1", "eight", worker_id="W1", group_id="G"),
        case("H2", "eight", worker_id="W1", group_id="G"),
    )

    on = weighted(facts, siblings())
    off = weighted(facts, siblings().without("household_together"))

    assert off.holdings["W1"].held == on.holdings["W1"].held == 12


def test_siblings_placed_one_by_one_weigh_as_they_were_weighed() -> None:
    """What the problem adds for each is what the workload shows for both."""
    facts = team(
        worker("W1"),
        case("H1", "two", worker_id="W1", group_id="G"),
        case("C1", "eight", group_id="G"),
        case("C2", "eight", group_id="G"),
    )
    before = weighted(facts, siblings().without("household_together"))

    after = before.after(place(("C1", "W1"), ("C2", "W1")))

    added = sum(before.adds([facts.case[c]], facts.workers[0]) for c in ("C1", "C2"))
    assert after.holdings["W1"].held == before.holdings["W1"].held + added
