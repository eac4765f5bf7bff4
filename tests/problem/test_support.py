import pytest

from allocator.domain.case import Pin
from allocator.domain.team import Team
from allocator.policy.policy import Policy
from allocator.problem.support import is_joint, may_help, may_lead, needs_lead
from tests.builders import (
    case,
    small_policy,
    team,
    weighted,
    worker,
)
from tests.problem.examples import EXAMPLES, Example, siblings, supervised

SMALLEST = {found.rule: found for found in EXAMPLES}
HELPED = (
    SMALLEST["carries_cases"],
    SMALLEST["no_conflict_of_interest"],
    SMALLEST["within_team"],
    SMALLEST["has_capacity"],
    SMALLEST["available_when_due"],
    SMALLEST["seniority_covers"],
    Example(
        "within_ceiling",
        team(worker(), case("H1", "eight", worker_id="W1"), case(kind="five")),
        team(worker(), case("H1", "eight", worker_id="W1"), case(kind="eight")),
        "",
    ),
)
by_helper_rule = pytest.mark.parametrize(
    "example", HELPED, ids=lambda found: found.rule
)


def helps(facts: Team, policy: Policy | None = None) -> bool:
    """Whether W1 may co-work what waits."""
    return may_help(weighted(facts, policy), facts.waiting, facts.worker["W1"])


@by_helper_rule
def test_a_co_worker_keeps_the_rules_that_concern_both(example: Example) -> None:
    """A co-worker is screened for conflicts, presence, team, grade and room, at half the load of a holder."""
    assert helps(example.allows, example.policy)
    assert not helps(example.refuses, example.policy)


@by_helper_rule
def test_a_rule_switched_off_keeps_no_co_worker_away(example: Example) -> None:
    """A service that does not want a rule does not hold co-workers to it either."""
    assert helps(example.refuses, example.policy.without(example.rule))


def test_nobody_co_works_what_a_person_ruled_out() -> None:
    """A pin that says never means not as a co-worker either."""
    pins = (Pin(case_id="C1", worker_id="W1", kind="never"),)

    assert not helps(team(worker(), case(), pins=pins))


def test_a_household_is_co_worked_whole() -> None:
    """Being ruled out for one sibling, or short of what one asks, concerns the whole household."""
    pins = (Pin(case_id="C2", worker_id="W1", kind="never"),)
    asking = case("C3", "one", group_id="G", skills_required={"court": 2})
    facts = team(worker(), *siblings(2), asking, pins=pins)

    assert not helps(facts)
    assert not may_lead(weighted(facts), facts.waiting, facts.worker["W1"])
    assert needs_lead(weighted(facts), facts.waiting, facts.worker["W1"])


@pytest.mark.parametrize(
    ("grade", "second"),
    [("lead", {"kind": "one"}), ("", {"kind": "two", "co_worker_id": "W2"})],
)
def test_one_sibling_may_keep_a_co_worker_away(
    grade: str, second: dict[str, str]
) -> None:
    """A grade that may not work one sibling, or another co-worker named for it, is enough."""
    facts = team(
        worker(seniority=grade),
        worker("W2"),
        case("C1", "two", group_id="G"),
        case("C2", group_id="G", **second),
    )

    assert not helps(facts)


def test_one_sibling_may_be_too_much_for_a_grade() -> None:
    """A household of which one case is held only jointly is held only jointly."""
    facts = team(
        worker(seniority="new"),
        case("C1", "one", group_id="G"),
        case("C2", "eight", group_id="G"),
    )

    assert not may_lead(weighted(facts), facts.waiting, facts.worker["W1"])
    assert needs_lead(weighted(facts), facts.waiting, facts.worker["W1"])


def test_a_named_co_worker_is_the_only_one() -> None:
    """Where the batch names the co-worker nobody else is asked."""
    facts = team(worker(), worker("W2"), case(co_worker_id="W2"))

    assert not helps(facts)
    assert may_help(weighted(facts), facts.waiting, facts.worker["W2"])


def test_limits_of_the_holder_do_not_bind_a_co_worker() -> None:
    """Case limits, siblings held elsewhere and supervision are the holder's."""
    facts = team(
        worker("W1", seniority="new", max_cases=0, supervisor_id="S1"),
        worker("W2"),
        worker("S1", hours=0),
        case("H1", worker_id="W2", group_id="G"),
        case("C1", group_id="G"),
    )

    assert helps(facts, supervised(minutes=60))


@pytest.mark.parametrize(
    "example",
    [
        Example(
            "seniority_covers",
            team(worker(), case(kind="eight")),
            team(worker(seniority="new"), case(kind="eight")),
            "",
        ),
        SMALLEST["qualification_covers"],
        SMALLEST["skills_cover"],
    ],
    ids=lambda found: found.rule,
)
def test_who_leads_could_hold_the_case_alone(example: Example) -> None:
    """A lead has the grade, the qualifications and the skills, as far as the rules ask for them."""

    def leads(facts: Team, policy: Policy) -> bool:
        return may_lead(weighted(facts, policy), facts.waiting, facts.worker["W1"])

    assert leads(example.allows, example.policy)
    assert not leads(example.refuses, example.policy)
    assert leads(example.refuses, example.policy.without(example.rule))


@pytest.mark.parametrize(
    ("rule", "alone", "beside"),
    [
        (
            "seniority_covers",
            team(worker(seniority="new"), case(kind="five")),
            team(worker(seniority="new"), case(kind="eight")),
        ),
        (
            "skills_cover",
            team(worker(skills={"court": 2}), case(skills_required={"court": 2})),
            team(worker(skills={"court": 1}), case(skills_required={"court": 2})),
        ),
    ],
)
def test_who_could_not_hold_a_case_alone_needs_a_lead(
    rule: str, alone: Team, beside: Team
) -> None:
    """Grade and skills decide who needs someone beside them, while their rules are on."""

    def lacks(facts: Team, policy: Policy | None = None) -> bool:
        return needs_lead(weighted(facts, policy), facts.waiting, facts.worker["W1"])

    assert not lacks(alone)
    assert lacks(beside)
    assert not lacks(beside, small_policy().without(rule))


def test_a_household_is_joint_when_one_of_it_is() -> None:
    """A case asks for two workers by saying so or by naming the second."""
    assert not is_joint([case("C1"), case("C2")])
    assert is_joint([case("C1"), case("C2", joint=True)])
    assert is_joint([case("C1", co_worker_id="W2")])
