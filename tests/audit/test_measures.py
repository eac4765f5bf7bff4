from decimal import Decimal
from typing import Any

import pytest

from allocator.audit.judge import judge
from allocator.domain.account import Measures
from allocator.domain.case import Case
from allocator.domain.proposal import Proposal
from allocator.domain.team import Team
from allocator.domain.worker import Worker
from allocator.policy.policy import Policy
from tests.builders import (
    DAY,
    case,
    place,
    small_policy,
    small_priorities,
    small_weighting,
    team,
    worker,
)


def measured(
    facts: Team, proposal: Proposal | None = None, policy: Policy | None = None
) -> Measures:
    """What a proposal amounts to; without one, what the team does as it stands."""
    return judge(facts, policy or small_policy(), DAY, proposal or place()).measures


def holding(*loads: str, by: str = "W1") -> list[Case]:
    """Cases somebody holds."""
    return [
        case(f"{by}-{n}", kind, worker_id=by) for n, kind in enumerate(loads, start=1)
    ]


def test_placed_and_waiting_are_counted() -> None:
    """Every waiting case is one or the other, and what waits is told by urgency, as assumed where none is given."""
    facts = team(
        worker(hours=40),
        case("C1", urgency="urgent"),
        case("C2", urgency="urgent"),
        case("C3", urgency="low"),
        case("C4"),
        *holding("one"),
    )

    found = measured(facts, place(("C1", "W1")))

    assert (found.placed, found.unplaced) == (1, 3)
    assert found.unplaced_by_urgency == {"urgent": 1, "high": 0, "medium": 1, "low": 1}


def test_utilisation_after_the_proposal() -> None:
    """30, 50 and 100 of a hundred: their ends, how far apart they are and how they scatter."""
    facts = team(
        worker("W1"),
        worker("W2"),
        worker("W3"),
        *holding("three", by="W1"),
        *holding("two", by="W2"),
        *holding("eight", "two", by="W3"),
        case(),
    )

    found = measured(facts, place(("C1", "W2")))

    assert (found.min_percent, found.max_percent) == (30.0, 100.0)
    assert found.spread_percent == 70.0
    # The mean is 60; 30, 10 and 40 away from it: the root of (900 + 100 + 1600) / 3.
    assert found.sd_percent == 29.44
    # 180 squared over 3 times (900 + 2500 + 10000).
    assert found.jain_index == round(32400 / 40200, 4)


@pytest.mark.parametrize(
    ("loads", "index"),
    [(("five", "five"), 1.0), (("five", ""), 0.5), (("", ""), 1.0)],
)
def test_jains_index_tells_how_even_work_is(
    loads: tuple[str, ...], index: float
) -> None:
    """1 where all are equally busy, or equally idle; one over their number where one holds everything."""
    held = [
        held_case
        for n, load in enumerate(loads, start=1)
        if load
        for held_case in holding(load, by=f"W{n}")
    ]

    assert measured(team(worker("W1"), worker("W2"), *held)).jain_index == index


def test_people_over_their_limits_are_counted() -> None:
    """At a limit is not over it: of 100%, 110% and 130%, two are over safe and one over the ceiling."""
    facts = team(
        worker("W1"),
        worker("W2"),
        worker("W3"),
        *holding("eight", "two", by="W1"),
        *holding("eight", "three", by="W2"),
        *holding("eight", "five", by="W3"),
    )

    found = measured(facts)

    assert (found.over_safe_limit, found.over_ceiling) == (2, 1)


def test_limits_are_those_of_the_policy() -> None:
    """A service that calls 80% safe and 90% the ceiling counts by that."""
    policy = small_policy(
        priorities=small_priorities(
            ceiling_percent=90, over_safe=[{"from_percent": 80, "weight": 1}]
        )
    )
    facts = team(
        worker("W1"),
        worker("W2"),
        *holding("eight", "one", by="W1"),
        *holding("eight", "two", by="W2"),
    )

    found = measured(facts, policy=policy)

    assert (found.over_safe_limit, found.over_ceiling) == (2, 1)


def test_no_capacity_is_full_not_idle() -> None:
    """Someone without capacity has no percentage, and is over every limit as soon as they hold anything."""
    away = worker("W2", hours=0)

    holds_nothing = measured(team(worker("W1"), away, *holding("five")))
    holds_something = measured(
        team(worker("W1"), away, *holding("five"), *holding("one", by="W2"))
    )

    for found in (holds_nothing, holds_something):
        assert found.min_percent == found.max_percent == 50.0
    assert (holds_nothing.over_safe_limit, holds_nothing.over_ceiling) == (0, 0)
    assert (holds_something.over_safe_limit, holds_something.over_ceiling) == (1, 1)


def test_work_beside_cases_makes_nobody_a_case_holder() -> None:
    """A manager whose own work counts a point is not the least loaded of those who hold cases."""
    own = {"kind": "constant", "name": "Stable", "units": 1}
    policy = small_policy(small_weighting(worker_terms=[own]))
    facts = team(
        worker("W1"), worker("M", carries_cases=False), *holding("five", "three")
    )

    found = measured(facts, policy=policy)

    assert (found.max_percent, found.min_percent) == (90, 90)


def test_who_shares_a_case_is_a_case_holder() -> None:
    """A manager who co-works a case carries part of the work."""
    shared = case("C1", "eight", worker_id="W1", co_worker_id="M")
    facts = team(worker("W1"), worker("M", carries_cases=False), shared)

    policy = small_policy(small_weighting(co_working_percent=50))

    assert measured(facts, policy=policy).min_percent == 40


def test_who_carries_no_cases_is_left_out() -> None:
    """A manager without cases is no idle worker; one who holds some all the same is measured."""
    manager = worker("W2", carries_cases=False)

    without = measured(team(worker("W1"), manager, *holding("five")))
    holding_one = measured(
        team(worker("W1"), manager, *holding("five"), *holding("one", by="W2"))
    )

    assert without.min_percent == 50.0
    assert holding_one.min_percent == 10.0


@pytest.mark.parametrize(
    "facts", [team(), team(worker(carries_cases=False)), team(worker(hours=0))]
)
def test_nobody_measures_nothing(facts: Team) -> None:
    """With nobody to measure there is no percentage, not a 0 that looks like one."""
    found = measured(facts)

    assert found == Measures(
        placed=0,
        unplaced=0,
        unplaced_by_urgency={"urgent": 0, "high": 0, "medium": 0, "low": 0},
        max_percent=None,
        min_percent=None,
        spread_percent=None,
        sd_percent=None,
        over_safe_limit=0,
        over_ceiling=0,
        jain_index=None,
        mean_skill_match_percent=None,
        continuity_kept=0,
        continuity_possible=0,
        travel_minutes=0,
        rule_breaches=0,
    )


def test_the_match_is_a_mean_over_placed_cases() -> None:
    """One of two levels is 50%, one of four 25%, nothing looked for 100%; what waits does not count."""
    facts = team(
        worker(hours=40, skills={"court": 1}),
        case("C1", skills_required={"court": 2}),
        case("C2"),
        case("C3", skills_required={"court": 4}),
    )
    policy = small_policy().without("skills_cover")

    two = measured(facts, place(("C1", "W1"), ("C2", "W1")), policy)
    all_three = measured(facts, place(("C1", "W1"), ("C2", "W1"), ("C3", "W1")), policy)

    assert two.mean_skill_match_percent == 75.0
    assert all_three.mean_skill_match_percent == 58.3


@pytest.mark.parametrize(
    ("known", "proposal", "kept", "possible"),
    [
        ((), place(("C1", "W1")), 0, 0),
        (("W1",), place(("C1", "W1")), 1, 1),
        (("W1", "W2"), place(("C1", "W2")), 1, 1),
        (("W2",), place(("C1", "W1")), 0, 1),
        (("W2",), place(), 0, 1),
        (("elsewhere",), place(("C1", "W1")), 0, 0),
        (("M1",), place(("C1", "W1")), 0, 0),
    ],
)
def test_continuity_is_counted_where_it_is_possible(
    known: tuple[str, ...], proposal: Proposal, kept: int, possible: int
) -> None:
    """Possible where someone the family knows is here and carries cases; kept where one of them gets the case."""
    people: list[Worker | Case] = [worker("W1"), worker("W2")]
    facts = team(
        *people, worker("M1", carries_cases=False), case(known_worker_ids=known)
    )

    found = measured(facts, proposal)

    assert (found.continuity_kept, found.continuity_possible) == (kept, possible)


@pytest.mark.parametrize(
    ("place_of_work", "minutes"),
    [({"North"}, 12.5), ({"South"}, 37.5), (set(), 18.8)],
)
def test_travel_is_counted_for_what_is_placed(
    place_of_work: set[str], minutes: int
) -> None:
    """Five visits in four weeks, near, far or nobody knows how far; what waits is not travelled to."""
    travel: dict[str, Any] = {
        "visits_per_week": {"three": Decimal("1.25")},
        "minutes_within_locality": 10,
        "minutes_beyond_locality": 30,
        "minutes_unknown_locality": 15,
        "counts_as_workload": False,
    }
    facts = team(
        worker(localities=frozenset(place_of_work)),
        case("C1", locality="North"),
        case("C2", locality="North"),
    )

    found = measured(
        facts, place(("C1", "W1")), small_policy(small_weighting(travel=travel))
    )

    assert found.travel_minutes == minutes


def test_breaches_are_told_with_the_measures() -> None:
    """A proposal that breaks rules is not told as if it broke none."""
    facts = team(worker(max_cases=0), case())

    assert measured(facts, place(("C1", "W1"))).rule_breaches == 1
