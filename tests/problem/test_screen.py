import datetime

import pytest

from allocator.domain.case import Pin
from allocator.domain.worker import Reduction
from allocator.problem.screen import CHECKS
from tests.builders import (
    DAY,
    case,
    small_policy,
    small_weighting,
    team,
    weighted,
    worker,
)
from tests.problem.examples import (
    EXAMPLES,
    NEXT_WEEK,
    Example,
    by_rule,
    refused,
    supervised,
)


def test_every_rule_has_an_example() -> None:
    """No rule about who may hold what goes without its smallest pair."""
    assert [found.rule for found in EXAMPLES] == [check.__name__ for check in CHECKS]


@by_rule
def test_what_keeps_a_rule_is_not_refused(example: Example) -> None:
    """The smallest team that keeps a rule meets no refusal at all."""
    assert refused(weighted(example.allows, example.policy)) == {}


@by_rule
def test_what_breaks_a_rule_is_refused_in_words(example: Example) -> None:
    """The smallest team that breaks a rule is refused by that rule alone, and told what matters."""
    assert refused(weighted(example.refuses, example.policy)) == {
        example.rule: example.says
    }


@by_rule
def test_a_rule_switched_off_refuses_nobody(example: Example) -> None:
    """A service that does not want a rule is not held to it."""
    policy = example.policy.without(example.rule)

    assert refused(weighted(example.refuses, policy)) == {}


def test_refusals_come_in_the_order_people_ask() -> None:
    """What can never be stands before what is only full."""
    facts = team(
        worker(hours=0, carries_cases=False, max_cases=0),
        case(barred_worker_ids=("W1",)),
    )

    assert list(refused(weighted(facts))) == [
        "carries_cases",
        "no_conflict_of_interest",
        "has_capacity",
        "within_case_limit",
        "within_ceiling",
    ]


def test_a_pin_rules_a_worker_out() -> None:
    """A worker whom a person has ruled out is told so."""
    pins = (Pin(case_id="C1", worker_id="W1", kind="never"),)

    found = refused(weighted(team(worker(), case(), pins=pins)))

    assert found == {"pins_hold": "A person has ruled this worker out for C1."}


@pytest.mark.parametrize(("mine", "theirs"), [("", "North"), ("North", "")])
def test_a_blank_team_belongs_everywhere(mine: str, theirs: str) -> None:
    """A worker or case without a team is in nobody's way."""
    assert refused(weighted(team(worker(team=mine), case(team=theirs)))) == {}


def test_any_holder_of_a_split_household_may_take_the_rest() -> None:
    """Where siblings are held apart already, each of their workers may have the next."""
    facts = team(
        worker("W1"),
        worker("W2"),
        worker("W3"),
        case("H1", "one", worker_id="W1", group_id="G"),
        case("H2", "one", worker_id="W2", group_id="G"),
        case("C1", "one", group_id="G"),
    )

    found = {person: refused(weighted(facts), person) for person in facts.worker}

    assert found["W1"] == found["W2"] == {}
    assert found["W3"] == {
        "household_together": "Others of group G are held by W1 and W2."
    }


def test_a_stretch_on_the_development_plan_is_no_shortage() -> None:
    """One level short is allowed to someone developing the skill, because a co-worker will have it."""
    asked = case(skills_required={"court": 2})
    keen = worker(skills={"court": 1}, developing=frozenset({"court"}))
    policy = small_policy()

    assert refused(weighted(team(keen, asked))) == {}
    assert refused(weighted(team(keen, asked), policy.without("joint_work_supported")))


def test_a_stretch_has_its_limit() -> None:
    """Two levels short is too far where the policy allows one."""
    keen = worker(skills={"court": 1}, developing=frozenset({"court"}))

    found = refused(weighted(team(keen, case(skills_required={"court": 3}))))

    assert found == {"skills_cover": "Skills fall short: court 1, asked 3."}


def test_each_skill_is_told_once() -> None:
    """Siblings who ask for the same skill do not repeat the reason."""
    asks = {"direct_work": 2}
    facts = team(
        worker(skills={"court": 1}),
        case("C1", "one", group_id="G", skills_required=asks),
        case("C2", "one", group_id="G", skills_required=asks),
    )

    assert refused(weighted(facts)) == {
        "skills_cover": "Skills fall short: direct work 0, asked 2."
    }


def test_a_grade_that_holds_only_jointly_needs_joint_work() -> None:
    """Without joint work nobody can stand beside the new worker, so the case is refused."""
    facts = team(worker(seniority="new"), case(kind="eight"))

    assert refused(weighted(facts)) == {}
    assert refused(weighted(facts, small_policy().without("joint_work_supported"))) == {
        "seniority_covers": "New worker: may hold eight only jointly."
    }


def test_being_partly_there_is_not_leave() -> None:
    """Someone on reduced hours is still there on the day a case is due."""
    reductions = (Reduction(worker_id="W1", percent=99, start=NEXT_WEEK),)
    facts = team(worker(hours=40), case(due_date=NEXT_WEEK), reductions=reductions)

    assert refused(weighted(facts)) == {}


@pytest.mark.parametrize(("days", "is_refused"), [(27, True), (28, False)])
def test_a_case_is_new_for_four_weeks(days: int, is_refused: bool) -> None:
    """A held case counts as new until the day its weeks are over."""
    started = DAY - datetime.timedelta(days=days)
    held = (
        case(f"H{n}", "one", worker_id="W1", start_date=started if n else DAY)
        for n in range(3)
    )

    found = refused(weighted(team(worker(seniority="new"), *held, case(kind="one"))))

    assert bool(found) is is_refused


@pytest.mark.parametrize(("more", "percent"), [("three", 110), ("five", 130)])
def test_who_is_at_the_ceiling_already_is_told_so(more: str, percent: int) -> None:
    """Someone already at the ceiling hears where they stand, not where one more case would take them."""
    facts = team(
        worker(),
        case("H1", "eight", worker_id="W1"),
        case("H2", more, worker_id="W1"),
        case(kind="one"),
    )

    assert refused(weighted(facts)) == {
        "within_ceiling": f"Is at {percent}% of capacity already; the ceiling is 110%."
    }


def test_siblings_weigh_less_against_the_ceiling() -> None:
    """What counts is what a household adds to a worker who holds part of it."""
    policy = small_policy(small_weighting(siblings_percent=50))
    held = case("H1", "eight", worker_id="W1", group_id="G")

    assert refused(weighted(team(worker(), held, case("C1", "five")), policy))
    assert not refused(
        weighted(team(worker(), held, case("C1", "five", group_id="G")), policy)
    )


def test_supervision_already_taken_leaves_less() -> None:
    """What a supervisor gives to held cases is not there for new ones."""
    people = (worker("W1", supervisor_id="S1"), worker("S1"))
    held = case("H1", worker_id="W1")

    assert not refused(weighted(team(*people, held, case()), supervised(minutes=30)))
    assert refused(weighted(team(*people, held, case()), supervised(minutes=31)))


def test_a_supervisor_outside_the_batch_sets_no_limit() -> None:
    """Nothing is known of the time of a supervisor who is not in the batch."""
    facts = team(worker(supervisor_id="elsewhere"), case())

    assert refused(weighted(facts, supervised(minutes=1000))) == {}
