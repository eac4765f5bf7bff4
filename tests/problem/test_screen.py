import datetime
from dataclasses import dataclass, field

import pytest

from allocator.domain.case import Case, Pin
from allocator.domain.team import Team
from allocator.domain.worker import Reduction
from allocator.policy.policy import Policy
from allocator.problem.screen import (
    CHECKS,
    is_joint,
    may_help,
    may_lead,
    needs_lead,
    refusals,
)
from allocator.workload.measure import Workload
from tests.builders import (
    DAY,
    case,
    small_competency,
    small_policy,
    small_weighting,
    team,
    weighted,
    worker,
)

NEXT_WEEK = DAY + datetime.timedelta(days=7)


def refused(workload: Workload, worker_id: str = "W1") -> dict[str, str]:
    """Rule and reason of everything that keeps a worker from the waiting cases."""
    asked = workload.team.worker[worker_id]
    return {
        refusal.rule: refusal.reason
        for refusal in refusals(workload, workload.team.waiting, asked)
    }


def supervised(minutes: int) -> Policy:
    """A policy under which every case takes as many minutes of supervision; an ordinary worker gives 60."""
    return small_policy(
        competency=small_competency(supervision={"minutes_medium": minutes})
    )


def qualified(**needs: object) -> Policy:
    """A policy under which cases of three points ask for something."""
    return small_policy(competency=small_competency(types={"three": needs}))


def siblings(number: int) -> list[Case]:
    """Waiting cases of one point each that stay together."""
    return [case(f"C{n}", "one", group_id="G") for n in range(1, number + 1)]


@dataclass(frozen=True)
class Example:
    """The smallest team in which a rule lets W1 hold what waits, the smallest in which it does not, and its words."""

    rule: str
    allows: Team
    refuses: Team
    says: str
    policy: Policy = field(default_factory=small_policy)


EXAMPLES = (
    Example(
        "carries_cases",
        team(worker(), case()),
        team(worker(carries_cases=False), case()),
        "Does not carry cases.",
    ),
    Example(
        "no_conflict_of_interest",
        team(worker(), worker("W2"), case(barred_worker_ids=("W2",))),
        team(worker(), case(barred_worker_ids=("W1",))),
        "Is barred from C1 (conflict of interest).",
    ),
    Example(
        "pins_hold",
        team(worker(), case(), pins=(Pin(case_id="C1", worker_id="W1"),)),
        team(worker(), worker("W2"), case(), pins=(Pin(case_id="C1", worker_id="W2"),)),
        "A person has pinned C1 to W2.",
    ),
    Example(
        "within_team",
        team(worker(team="North"), case(team="North")),
        team(worker(team="North"), case(team="South")),
        "Works in North; the case belongs to South.",
    ),
    Example(
        "household_together",
        team(worker(), case("H1", worker_id="W1", group_id="G"), case(group_id="G")),
        team(
            worker(),
            worker("W2"),
            case("H1", worker_id="W2", group_id="G"),
            case(group_id="G"),
        ),
        "Others of group G are held by W2.",
    ),
    Example(
        "qualification_covers",
        team(worker(qualifications=frozenset({"court"})), case()),
        team(worker(), case()),
        "Does not have the qualification court.",
        qualified(qualifications=("court",)),
    ),
    Example(
        "skills_cover",
        team(worker(skills={"court": 2}), case(skills_required={"court": 2})),
        team(worker(skills={"court": 1}), case(skills_required={"court": 2})),
        "Skills fall short: court 1, asked 2.",
    ),
    Example(
        "seniority_covers",
        team(worker(seniority="lead"), case(kind="two")),
        team(worker(seniority="lead"), case(kind="one")),
        "Lead worker: may not hold one.",
    ),
    Example(
        "has_capacity",
        team(worker(hours=10), case()),
        team(worker(hours=0), case()),
        "Has no capacity for cases in these weeks.",
        small_policy().without("within_ceiling"),
    ),
    Example(
        "available_when_due",
        team(
            worker(),
            case(due_date=DAY),
            reductions=(Reduction(worker_id="W1", percent=100, start=NEXT_WEEK),),
        ),
        team(
            worker(),
            case(due_date=NEXT_WEEK),
            reductions=(Reduction(worker_id="W1", percent=100, start=NEXT_WEEK),),
        ),
        "Is away on 21 September 2026, when C1 is due.",
        small_policy().without("within_ceiling"),
    ),
    Example(
        "within_case_limit",
        team(worker(max_cases=1), case()),
        team(worker(max_cases=1), case("H1", worker_id="W1"), case()),
        "Would hold 2 of at most 1 cases.",
    ),
    Example(
        "within_new_case_limit",
        team(worker(seniority="new"), *siblings(3)),
        team(worker(seniority="new"), *siblings(4)),
        "Would have 4 new cases in 4 weeks; the limit of their grade is 3.",
    ),
    Example(
        "within_ceiling",
        team(worker(), case("H1", "eight", worker_id="W1"), case(kind="three")),
        team(worker(), case("H1", "eight", worker_id="W1"), case(kind="five")),
        "Would be at 130% of capacity; the ceiling is 110%.",
    ),
    Example(
        "supervision_within_reach",
        team(worker(supervisor_id="S1"), worker("S1"), *siblings(1)),
        team(worker(supervisor_id="S1"), worker("S1"), *siblings(2)),
        "S1 has no supervision time left for it.",
        supervised(minutes=60),
    ),
)
by_rule = pytest.mark.parametrize("example", EXAMPLES, ids=lambda found: found.rule)


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
