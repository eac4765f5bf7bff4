import datetime
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from allocator.domain.case import Case, Pin
from allocator.domain.team import Team
from allocator.domain.worker import Reduction
from allocator.errors import Impossible
from allocator.explain.clashes import clashes, too_much_pinned
from allocator.explain.suspects import suspects
from allocator.policy.policy import Policy
from allocator.policy.rules import ALWAYS_ON
from allocator.problem.pose import pose
from allocator.solvers.answer import Limits
from allocator.solvers.catalogue import solve
from allocator.workload.measure import Workload
from tests.brute_force import best
from tests.builders import (
    DAY,
    case,
    small_competency,
    small_policy,
    team,
    weighted,
    worker,
)
from tests.strategies import policies, teams

NEXT_WEEK = DAY + datetime.timedelta(days=7)
LEAVE = Reduction(worker_id="W1", percent=100, start=NEXT_WEEK, end=NEXT_WEEK)
SUPERVISED = small_policy(
    competency=small_competency(supervision={"minutes_medium": 40})
)


def must(case_id: str, worker_id: str = "W1") -> Pin:
    """A person has decided who holds a case."""
    return Pin(case_id=case_id, worker_id=worker_id)


def never(case_id: str, worker_id: str = "W1") -> Pin:
    """A person has decided who does not."""
    return Pin(case_id=case_id, worker_id=worker_id, kind="never")


def rule(name: str, said: str = "") -> str:
    """A rule as it is told, with what it says of the pins."""
    return f"Rule: Rule {name}." + (f" {said}" if said else "")


def sibling(case_id: str, **facts: Any) -> Case:
    """A case of household G."""
    return case(case_id, group_id="G", **facts)


CLASHES = {
    "a pin and a conflict of interest": (
        team(worker(), case(barred_worker_ids=("W1",)), pins=(must("C1"),)),
        small_policy(),
        {
            str(must("C1")),
            rule(
                "no_conflict_of_interest",
                "W1: Is barred from C1 (conflict of interest).",
            ),
        },
    ),
    "a pin and leave": (
        team(
            worker(),
            case(due_date=NEXT_WEEK),
            pins=(must("C1"),),
            reductions=(LEAVE,),
        ),
        small_policy(),
        {
            str(must("C1")),
            rule(
                "available_when_due",
                "W1: Is away on 21 September 2026, when C1 is due.",
            ),
        },
    ),
    "a pin and the ceiling": (
        team(
            worker(),
            case("H1", "eight", worker_id="W1"),
            case("C1", "five"),
            pins=(must("C1"),),
        ),
        small_policy(),
        {
            str(must("C1")),
            rule(
                "within_ceiling",
                "W1: Would be at 130% of capacity; the ceiling is 110%.",
            ),
        },
    ),
    "two pins and the ceiling": (
        team(
            worker("W1"),
            worker("W2"),
            case("C1", "eight"),
            case("C2", "eight"),
            case("C3", "one"),
            pins=(must("C1"), must("C2"), must("C3", "W2")),
        ),
        small_policy(),
        {str(must("C1")), str(must("C2")), rule("within_ceiling")},
    ),
    "two pins and supervision": (
        team(
            worker("W1", supervisor_id="S1"),
            worker("W2", supervisor_id="S1"),
            worker("S1"),
            case("C1"),
            case("C2"),
            pins=(must("C1"), must("C2", "W2")),
        ),
        SUPERVISED,
        {str(must("C1")), str(must("C2", "W2")), rule("supervision_within_reach")},
    ),
    "siblings pinned apart": (
        team(
            worker("W1"),
            worker("W2"),
            sibling("C1"),
            sibling("C2"),
            pins=(must("C1"), must("C2", "W2")),
        ),
        small_policy(),
        {str(must("C1")), str(must("C2", "W2")), rule("household_together")},
    ),
    "a pin and a sibling held elsewhere": (
        team(
            worker("W1"),
            worker("W2"),
            sibling("H1", worker_id="W2"),
            sibling("C1"),
            pins=(must("C1"),),
        ),
        small_policy(),
        {
            str(must("C1")),
            rule("household_together", "W1: Others of group G are held by W2."),
        },
    ),
    "a pin and joint work nobody can share": (
        team(worker(), case(joint=True), pins=(must("C1"),)),
        small_policy(),
        {str(must("C1")), rule("joint_work_supported")},
    ),
    "a pin on somebody without capacity": (
        team(worker(hours=0), case(), pins=(must("C1"),)),
        small_policy(),
        {
            str(must("C1")),
            rule("within_ceiling", "W1: Has no capacity for cases in these weeks."),
        },
    ),
}


@pytest.mark.parametrize("name", CLASHES)
def test_what_clashes_is_named(name: str) -> None:
    """Exactly the pins and rules that cannot all hold are named, with what the rules say of the pins."""
    facts, policy, named = CLASHES[name]

    assert set(clashes(weighted(facts, policy))) == named


def test_two_of_three_that_are_too_many_are_named() -> None:
    """Where any two of three pins clash, two are named, whichever they are, and not the third."""
    crowd = [case(f"C{n}", "one") for n in (1, 2, 3)]
    pins = tuple(must(one.case_id) for one in crowd)

    *named, limit = clashes(weighted(team(worker(max_cases=1), *crowd, pins=pins)))

    assert limit == rule("within_case_limit")
    assert len(named) == 2
    assert set(named) < {str(pin) for pin in pins}


@pytest.mark.parametrize("name", CLASHES)
def test_nothing_named_can_be_spared(name: str) -> None:
    """What is named cannot hold together, and could with any one of it left out."""
    facts, policy, named = CLASHES[name]

    assert not is_possible(facts, policy, named)
    for one in named:
        assert is_possible(facts, policy, named - {one}), one


def is_possible(facts: Team, policy: Policy, named: set[str]) -> bool:
    """Whether the whole batch can be proposed for under no more than the named pins and rules."""
    pins = tuple(pin for pin in facts.pins if str(pin) in named)
    off = [
        name
        for name in policy.rules
        if name not in ALWAYS_ON
        and not any(text.startswith(rule(name)) for text in named)
    ]
    workload = Workload(facts.changed(pins=pins), policy.without(*off), DAY)
    try:
        solve(pose(workload), Limits())
    except Impossible:
        return False
    return True


def test_a_reason_is_told_with_the_pin() -> None:
    """Why a person pinned a case is told again where the pin clashes, pins before rules."""
    pin = Pin(case_id="C1", worker_id="W1", reason="court order")
    facts = team(worker(), case(barred_worker_ids=("W1",)), pins=(pin,))

    assert clashes(weighted(facts))[0] == ("Pin: case C1 must go to W1 (court order).")


def test_waiting_cases_clash_with_nothing() -> None:
    """Cases that nobody pinned may wait, so they are never part of it."""
    crowd = [case(f"M{n}", "eight") for n in range(5)]
    barred = case("C1", barred_worker_ids=("W1",))

    found = clashes(weighted(team(worker(), *crowd, barred, pins=(must("C1"),))))

    assert len(found) == 2


def test_a_pin_on_a_held_case_clashes_with_nothing() -> None:
    """What was pinned and done is not named."""
    facts = team(
        worker(),
        case("H1", worker_id="W1"),
        case("C1", barred_worker_ids=("W1",)),
        pins=(must("H1"), must("C1")),
    )

    assert not any("H1" in text for text in clashes(weighted(facts)))


def test_a_rule_that_is_off_is_not_named() -> None:
    """Only rules the policy has can be in the way."""
    facts = team(worker(hours=0), case(), pins=(must("C1"),))

    found = clashes(weighted(facts, small_policy().without("within_ceiling")))

    assert found[1].startswith(rule("has_capacity"))


def test_a_pin_that_says_never_is_named_too() -> None:
    """One sibling pinned to a worker and the other pinned away from the same worker clash, and both are told."""
    facts = team(
        worker(),
        sibling("C1"),
        sibling("C2"),
        pins=(must("C1"), never("C2")),
    )

    assert set(clashes(weighted(facts))) == {
        str(must("C1")),
        str(never("C2")),
        rule("household_together"),
    }


def test_what_is_named_clashes_while_joint_work_is_allowed() -> None:
    """A new worker may hold the case beside another: that the other is full is part of the clash."""
    facts = team(
        worker("W1", seniority="new"),
        worker("W2"),
        case("H1", "eight", worker_id="W2"),
        case("H2", "three", worker_id="W2"),
        case("C1", "eight"),
        pins=(must("C1"),),
    )

    found = clashes(weighted(facts))

    assert any(text.startswith(rule("within_ceiling")) for text in found)


def test_what_a_rule_says_of_a_sibling_is_told() -> None:
    """Where the sibling of a pinned case is what is in the way, the rule says so."""
    facts = team(
        worker(),
        sibling("C1"),
        sibling("C2", barred_worker_ids=("W1",)),
        pins=(must("C1"),),
    )

    assert any("Is barred from C2" in text for text in clashes(weighted(facts)))


@settings(max_examples=20, deadline=None)
@given(facts=teams(most_workers=2), policy=policies(), data=st.data())
def test_what_is_named_is_a_smallest_set(
    facts: Team, policy: Policy, data: st.DataObject
) -> None:
    """Random batches with pins that clash: no proposal keeps all that is named, some keeps all but any one."""
    pins = tuple(
        must(one.case_id, data.draw(st.sampled_from(facts.workers)).worker_id)
        for one in facts.waiting
    )
    facts = facts.changed(pins=pins)
    assume(pins and best(facts, policy) is None)

    found = set(clashes(weighted(facts, policy)))

    assert best(*_under(facts, policy, found)) is None
    for one in found - {_JOINTLY}:
        assert best(*_under(facts, policy, found - {one})) is not None, one


_JOINTLY = rule("joint_work_supported")


def _under(facts: Team, policy: Policy, named: set[str]) -> tuple[Team, Policy]:
    """A batch with no more than the named pins, and a policy with no more than the named rules."""
    off = [
        name
        for name in policy.rules
        if name not in ALWAYS_ON
        and not any(text.startswith(rule(name)) for text in named)
    ]
    pins = tuple(pin for pin in facts.pins if str(pin) in named)
    return facts.changed(pins=pins), policy.without(*off)


def test_many_pins_are_narrowed_to_the_few_that_clash() -> None:
    """Among many pins that go together only the worker with too much is looked at."""
    people = [worker(f"W{n}") for n in range(12)]
    crowd = [case(f"C{n}", "eight") for n in range(12)]
    pins = (*(must(f"C{n}", f"W{n}") for n in range(11)), must("C11", "W3"))
    workload = weighted(team(*people, *crowd, pins=pins))

    assert suspects(workload, pins, Limits()) == [pins[3], pins[11]]
    assert too_much_pinned(workload) == (
        "2 waiting cases weigh at least 16 points and can only go to 1 worker (W3), "
        "with 11 left below the ceiling."
    )
    assert set(clashes(workload)) == {
        str(pins[3]),
        str(pins[11]),
        rule("within_ceiling"),
    }


def test_a_clash_that_no_sum_shows_is_narrowed_too() -> None:
    """Supervision is no matter of room: those who ask too much of one supervisor are found among others."""
    people = [worker(f"W{n}", supervisor_id=f"S{n // 2}") for n in range(8)]
    leads = [worker(f"S{n}") for n in range(4)]
    crowd = [case(f"C{n}") for n in range(8)]
    pins = tuple(must(f"C{n}", f"W{n}") for n in (0, 2, 3, 4))
    workload = weighted(team(*people, *leads, *crowd, pins=pins), SUPERVISED)

    assert suspects(workload, pins, Limits()) == [pins[1], pins[2]]
    assert too_much_pinned(workload) == ""
