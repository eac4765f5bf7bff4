import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings

from allocator.domain.case import Case, Pin
from allocator.domain.team import Team
from allocator.domain.worker import Worker
from allocator.policy.policy import Policy
from allocator.problem.ledger import Choice
from allocator.problem.pose import pose
from allocator.problem.posed import UNLIMITED, Helper, Pair, Problem, Support
from allocator.problem.proposing import proposed
from allocator.workload.measure import Workload
from tests.builders import (
    DAY,
    case,
    place,
    small_competency,
    small_policy,
    small_priorities,
    small_weighting,
    team,
    weighted,
    worker,
)
from tests.strategies import policies, teams

THRIFTY = small_policy(small_weighting(siblings_percent=50))


def posed(
    *records: Worker | Case, policy: Policy | None = None, pins: tuple[Pin, ...] = ()
) -> Problem:
    """The problem a small team poses."""
    return pose(weighted(team(*records, pins=pins), policy))


def sibling(case_id: str, kind: str = "three", **facts: object) -> Case:
    """A case of household G."""
    return case(case_id, kind, group_id="G", **facts)


def test_every_case_is_a_group_and_every_worker_a_post() -> None:
    """Workers and waiting cases keep their order; held cases pose no question."""
    found = posed(
        worker("W2"), worker("W1"), case("C2"), case("H1", worker_id="W1"), case("C1")
    )

    assert [post.worker_id for post in found.posts] == ["W2", "W1"]
    assert [group.case_ids for group in found.groups] == [("C2",), ("C1",)]


def test_a_household_is_one_group() -> None:
    """Waiting siblings are one choice, whose urgency is the sum of theirs."""
    found = posed(
        worker(),
        sibling("C1", urgency="urgent"),
        case("C2"),
        sibling("C3", urgency="low"),
    )

    assert [group.case_ids for group in found.groups] == [("C1", "C3"), ("C2",)]
    assert [group.urgency for group in found.groups] == [27 + 1, 3]


def test_siblings_may_part_where_no_rule_holds_them() -> None:
    """Without the rule about households each case is a choice of its own, at its full load."""
    policy = THRIFTY.without("household_together")

    found = posed(worker(), sibling("C1"), sibling("C2"), policy=policy)

    assert [group.case_ids for group in found.groups] == [("C1",), ("C2",)]
    assert [group.pairs[0].demand for group in found.groups] == [3, 3]


def test_siblings_of_a_held_case_go_to_its_holder_alone() -> None:
    """Somebody who holds part of a household is the only one who may have the rest."""
    found = posed(
        worker("W1"), worker("W2"), sibling("H1", worker_id="W2"), sibling("C1")
    )

    assert [pair.worker for pair in found.groups[0].pairs] == [1]


@pytest.mark.parametrize(
    ("held", "waiting", "adds"),
    [("eight", "five", 3), ("five", "eight", 6), ("three", "three", 2)],
)
def test_what_a_sibling_adds_is_the_difference(
    held: str, waiting: str, adds: int
) -> None:
    """The heaviest of a household counts in full and the rest by half, so a sibling adds what is left to add."""
    found = posed(
        worker(hours=20),
        sibling("H1", held, worker_id="W1"),
        sibling("C1", waiting),
        policy=THRIFTY,
    )

    assert found.groups[0].pairs[0].demand == adds


def test_a_household_weighs_less_than_its_cases() -> None:
    """Two of three points come to 3 and, by half and rounded up, 2."""
    found = posed(worker(), sibling("C1"), sibling("C2"), policy=THRIFTY)

    assert found.groups[0].pairs[0].demand == 5


def test_what_a_case_adds_depends_on_the_worker() -> None:
    """A grade that takes longer over the same work is asked for more."""
    levels = {
        "ordinary": {"title": "Worker"},
        "slow": {"title": "Slow worker", "time_percent": 200},
    }
    policy = small_policy(competency=small_competency(levels=levels))

    found = posed(worker("W1"), worker("W2", seniority="slow"), case(), policy=policy)

    assert [pair.demand for pair in found.groups[0].pairs] == [3, 6]


def test_a_mismatch_costs_its_percentage_of_the_case() -> None:
    """A known worker is worth ten percentage points, over a case of three points; halves round up."""
    priorities = small_priorities(
        trade_offs={
            "skill_level": 2,
            "known_worker": Decimal("10.5"),
            "locality": 3,
            "language": 8,
            "development": 4,
        }
    )

    found = posed(
        worker("W1"),
        worker("W2"),
        case(known_worker_ids=("W1",)),
        policy=small_policy(priorities=priorities),
    )

    assert [pair.cost for pair in found.groups[0].pairs] == [0, 32]


def test_a_mismatch_of_siblings_costs_by_what_each_asks() -> None:
    """The sibling who counts by half costs by half."""
    found = posed(
        worker("W1"),
        worker("W2"),
        sibling("C1", known_worker_ids=("W1",)),
        sibling("C2", known_worker_ids=("W1",)),
        policy=THRIFTY,
    )

    assert [pair.cost for pair in found.groups[0].pairs] == [0, 30 + 20]


def test_a_must_pin_leaves_one_worker_and_no_waiting() -> None:
    """A pinned case is required, as is all of its household, and only its worker may hold it."""
    pins = (Pin(case_id="C2", worker_id="W2"),)

    found = posed(
        worker("W1"),
        worker("W2"),
        sibling("C1"),
        sibling("C2"),
        case("C3"),
        pins=pins,
    )

    assert [group.required for group in found.groups] == [True, False]
    assert [pair.worker for pair in found.groups[0].pairs] == [1]


def test_a_never_pin_leaves_the_others() -> None:
    """A worker whom a person ruled out is no choice, and the case may wait."""
    pins = (Pin(case_id="C1", worker_id="W1", kind="never"),)

    found = posed(worker("W1"), worker("W2"), case(), pins=pins).groups[0]

    assert not found.required
    assert [pair.worker for pair in found.pairs] == [1]


def test_a_case_for_one_needs_no_helper() -> None:
    """Ordinary work names no co-workers at all."""
    found = posed(worker("W1"), worker("W2"), case()).groups[0]

    assert {pair.support for pair in found.pairs} == {Support.NONE}
    assert found.helpers == ()


def test_joint_work_needs_a_companion() -> None:
    """A case for two may be held by anyone whom anyone else can join, at half the load."""
    found = posed(worker("W1"), worker("W2"), case(kind="eight", joint=True)).groups[0]

    assert [pair.support for pair in found.pairs] == [Support.COMPANION] * 2
    assert found.helpers == (Helper(0, 4, True), Helper(1, 4, True))


def test_a_grade_that_holds_only_jointly_needs_a_lead() -> None:
    """A new worker may hold the heavy case beside the ordinary one; the ordinary one holds it alone."""
    found = posed(worker("W1", seniority="new"), worker("W2"), case(kind="eight"))

    assert {pair.worker: pair.support for pair in found.groups[0].pairs} == {
        0: Support.LEAD,
        1: Support.NONE,
    }
    assert {h.worker: h.leads for h in found.groups[0].helpers} == {0: False, 1: True}


@pytest.mark.parametrize(
    "facts",
    [
        team(worker(), case(joint=True)),
        team(worker(), worker("W2", carries_cases=False), case(joint=True)),
        team(worker(seniority="new"), case(kind="eight")),
        team(
            worker("W1", seniority="new"),
            worker("W2", seniority="new"),
            case(kind="eight"),
        ),
        team(worker(), case(co_worker_id="W1")),
    ],
)
def test_a_pair_nobody_can_join_does_not_exist(facts: Team) -> None:
    """Where no possible co-worker is left there is nothing to choose."""
    assert pose(weighted(facts)).groups[0].pairs == ()


def test_without_the_rule_joint_work_needs_nobody() -> None:
    """A service that does not ask for co-workers gives joint work to one."""
    policy = small_policy().without("joint_work_supported")

    found = posed(worker(), case(joint=True), policy=policy).groups[0]

    assert found.pairs == (Pair(0, 3, 0, 0, Support.NONE),)


def test_room_is_what_is_left_below_the_ceiling() -> None:
    """With a ceiling of 110% three held points leave 8 of 10 and 19 of 20; nobody has less room than none."""
    found = posed(
        worker("W1"),
        worker("W2"),
        worker("W3", hours=20),
        case("H0", worker_id="W3"),
        case("H1", worker_id="W1"),
        case("H2", "eight", worker_id="W2"),
        case("H3", "five", worker_id="W2"),
    )

    assert [post.room for post in found.posts] == [8, 0, 19]


def test_limits_on_cases_leave_what_is_left_of_them() -> None:
    """Held cases count against the case limit, recent ones against that of the grade."""
    found = posed(
        worker("W1", seniority="new", max_cases=5),
        worker("W2", max_cases=0),
        worker("W3"),
        case("H1", "one", worker_id="W1", start_date=DAY),
        case("H2", "one", worker_id="W1"),
        case("H3", "one", worker_id="W2"),
    )

    assert [(post.case_room, post.new_case_room) for post in found.posts] == [
        (3, 2),
        (0, UNLIMITED),
        (UNLIMITED, UNLIMITED),
    ]
    assert [(post.cases, post.recent_cases) for post in found.posts] == [
        (2, 1),
        (1, 0),
        (0, 0),
    ]


def test_limits_that_are_switched_off_leave_all_the_room_there_is() -> None:
    """Without the rules no number of cases is too many, and everybody has room for all that waits."""
    policy = small_policy().without(
        "within_ceiling", "within_case_limit", "within_new_case_limit"
    )

    found = posed(
        worker(seniority="new", max_cases=0),
        case("H1", "eight", worker_id="W1"),
        case("H2", "eight", worker_id="W1"),
        *(case(f"C{n}", "five") for n in range(4)),
        policy=policy,
    )

    assert found.posts[0].room >= 20
    assert found.posts[0].case_room == found.posts[0].new_case_room == UNLIMITED


def test_without_a_ceiling_a_slow_worker_has_room_too() -> None:
    """Somebody who takes three times as long still has room for the case where no ceiling is wanted."""
    levels = {"ordinary": {"title": "Slow worker", "time_percent": 300}}
    policy = small_policy(competency=small_competency(levels=levels))

    found = posed(worker(), case(), policy=policy.without("within_ceiling"))

    assert found.posts[0].room >= found.groups[0].pairs[0].demand


def test_without_a_ceiling_room_is_for_what_waits() -> None:
    """Nobody can be given what others hold already: room for it only makes every curve long and every pose slow."""
    held = (case(f"H{n}", "eight", worker_id="W2") for n in range(50))
    policy = small_policy().without("within_ceiling")

    found = posed(worker("W1"), worker("W2"), *held, case(), policy=policy)

    assert 3 <= found.posts[0].room <= 2 * 3


def test_what_load_costs_is_counted_from_what_is_held() -> None:
    """One more point on 9 of 10 lands on 90%; on new work of 3 it lands on 30%, worth a fifth of that."""
    found = posed(
        worker(),
        case("H1", "five", worker_id="W1"),
        case("H2", "one", worker_id="W1"),
        case("H3", "three", worker_id="W1", start_date=DAY),
    ).posts[0]

    assert [found.uneven(added) for added in (0, 1, 2)] == [0, 90 + 6, 190 + 6 + 8]
    assert [found.unsafe(added) for added in (0, 1, 2)] == [0, 0, 1]


def test_a_supervisor_has_what_is_left_of_their_time() -> None:
    """Ten hours at 10% are 60 minutes; one held case at 20 leaves 40, and nobody has less than none."""
    minutes = {"minutes_medium": 20, "minutes_high": 90}
    policy = small_policy(competency=small_competency(supervision=minutes))

    found = posed(
        worker("W1", supervisor_id="S1"),
        worker("W2", supervisor_id="S1"),
        worker("S1", supervisor_id="elsewhere"),
        worker("W3", supervisor_id="S2"),
        worker("S2"),
        case("H1", worker_id="W1"),
        case("H2", worker_id="W3", complexity="high"),
        case("C1"),
        policy=policy,
    )

    assert [(s.worker_id, s.room, s.workers) for s in found.supervisors] == [
        ("S1", 4000, (0, 1)),
        ("S2", 0, (3,)),
    ]
    assert {pair.supervision for pair in found.groups[0].pairs} == {2000}


def test_supervisors_without_the_rule_are_not_asked() -> None:
    """A service that does not count supervision has no limit to it."""
    policy = small_policy().without("supervision_within_reach")

    assert not posed(
        worker("W1", supervisor_id="S1"), worker("S1"), policy=policy
    ).supervisors


def test_choices_read_back_as_placements() -> None:
    """Every case of a group goes to its worker, with the co-worker beside."""
    found = posed(
        worker("W1"), worker("W2"), sibling("C1", joint=True), case("C2"), sibling("C3")
    )

    assert proposed(found, (Choice(1, 0), None)) == place(
        ("C1", "W2", "W1"), ("C3", "W2", "W1")
    )


def test_a_month_makes_a_case_old() -> None:
    """New work held for four weeks no longer counts as new."""
    month_ago = DAY - datetime.timedelta(days=28)

    found = posed(
        worker("W1"),
        worker("W2"),
        case("H1", "eight", worker_id="W1", start_date=month_ago),
        case("H2", "eight", worker_id="W2", start_date=DAY),
    )

    assert [post.uneven(1) for post in found.posts] == [80, 80 + 16]


@settings(max_examples=60, deadline=None)
@given(facts=teams(), policy=policies())
def test_whatever_is_posed_can_be_chosen(facts: Team, policy: Policy) -> None:
    """No pair exists that could not be placed if everything else waited."""
    found = pose(Workload(facts, policy, DAY))

    for group in found.groups:
        for pair in group.pairs:
            assert 0 <= pair.demand <= found.posts[pair.worker].room
            assert pair.support is Support.NONE or any(
                helper.worker != pair.worker
                and helper.demand <= found.posts[helper.worker].room
                for helper in group.helpers
            )
