import datetime
from dataclasses import dataclass, field

import pytest

from allocator.audit.breaches import CHECKS, Breach, breaches
from allocator.audit.review import Review
from allocator.domain.case import Pin
from allocator.domain.proposal import Proposal
from allocator.domain.team import Team
from allocator.domain.worker import Reduction
from allocator.policy.policy import Policy
from allocator.policy.rules import COMPETENCY_RULES, PRIORITIES_RULES
from tests.builders import (
    DAY,
    case,
    place,
    small_competency,
    small_policy,
    small_weighting,
    team,
    worker,
)

NEXT_WEEK = DAY + datetime.timedelta(days=7)
AWAY = (Reduction(worker_id="W2", percent=100, start=NEXT_WEEK),)


def found(facts: Team, proposal: Proposal, policy: Policy | None = None) -> set[Breach]:
    """Every breach of a proposal under the small policy or another."""
    return set(breaches(Review(facts, policy or small_policy(), DAY, proposal)))


def competency(**changes: object) -> Policy:
    """The small policy with something else said about who may hold what."""
    return small_policy(competency=small_competency(**changes))


@dataclass(frozen=True)
class Example:
    """The smallest proposal that keeps a rule, the smallest that breaks it, and what the judge says of that."""

    rule: str
    facts: Team
    keeps: Proposal
    breaks: Proposal
    about: str
    text: str
    policy: Policy = field(default_factory=small_policy)


ONE, TWO = worker("W1"), worker("W2")
TO_ONE, TO_TWO = place(("C1", "W1")), place(("C1", "W2"))

EXAMPLES = (
    Example(
        "one_worker_per_case",
        team(ONE, TWO, case()),
        TO_ONE,
        place(("C1", "W1"), ("C1", "W2")),
        "C1",
        "is placed 2 times",
    ),
    Example(
        "pins_hold",
        team(ONE, TWO, case(), pins=(Pin(case_id="C1", worker_id="W1"),)),
        TO_ONE,
        TO_TWO,
        "C1",
        "is pinned to W1",
    ),
    Example(
        "household_together",
        team(ONE, TWO, case("C1", group_id="G"), case("C2", group_id="G")),
        place(("C1", "W1"), ("C2", "W1")),
        place(("C1", "W1"), ("C2", "W2")),
        "group G",
        "is split",
    ),
    Example(
        "carries_cases",
        team(ONE, worker("W2", carries_cases=False), case()),
        TO_ONE,
        TO_TWO,
        "W2",
        "does not carry cases",
    ),
    Example(
        "within_team",
        team(ONE, worker("W2", team="South"), case(team="North")),
        TO_ONE,
        TO_TWO,
        "C1",
        "belongs to North, W2 works in South",
    ),
    Example(
        "no_conflict_of_interest",
        team(ONE, TWO, case(barred_worker_ids=("W2",))),
        TO_ONE,
        TO_TWO,
        "C1",
        "W2 is barred",
    ),
    Example(
        "qualification_covers",
        team(worker("W1", qualifications=frozenset({"court"})), TWO, case()),
        TO_ONE,
        TO_TWO,
        "C1",
        "W2 lacks a qualification",
        competency(types={"three": {"qualifications": ("court",)}}),
    ),
    Example(
        "skills_cover",
        team(
            worker("W1", skills={"court": 2}),
            worker("W2", skills={"court": 1}),
            case(skills_required={"court": 2}),
        ),
        TO_ONE,
        TO_TWO,
        "C1",
        "W2 is short of court",
    ),
    Example(
        "seniority_covers",
        team(ONE, worker("W2", seniority="lead"), case(kind="one")),
        TO_ONE,
        TO_TWO,
        "C1",
        "W2 may not hold one",
    ),
    Example(
        "joint_work_supported",
        team(ONE, TWO, case(joint=True)),
        place(("C1", "W1", "W2")),
        TO_ONE,
        "C1",
        "needs a co-worker",
    ),
    Example(
        "has_capacity",
        team(ONE, worker("W2", hours=0), case()),
        TO_ONE,
        TO_TWO,
        "W2",
        "has no capacity",
        small_policy().without("within_ceiling"),
    ),
    Example(
        "available_when_due",
        team(ONE, worker("W2", 40), case(due_date=NEXT_WEEK), reductions=AWAY),
        TO_ONE,
        TO_TWO,
        "C1",
        "W2 is away when it is due",
    ),
    Example(
        "within_ceiling",
        team(ONE, case("H1", "eight", worker_id="W1"), case("C1", "five")),
        place(),
        TO_ONE,
        "W1",
        "is taken to 130.0% of capacity",
    ),
    Example(
        "within_case_limit",
        team(worker(max_cases=1), case("C1"), case("C2")),
        TO_ONE,
        place(("C1", "W1"), ("C2", "W1")),
        "W1",
        "would hold 2 cases",
    ),
    Example(
        "within_new_case_limit",
        team(
            worker(seniority="new"),
            case("H1", "one", worker_id="W1", start_date=DAY),
            *(case(f"C{n}", "one") for n in range(3)),
        ),
        place(("C0", "W1"), ("C1", "W1")),
        place(("C0", "W1"), ("C1", "W1"), ("C2", "W1")),
        "W1",
        "would have 4 new cases",
    ),
    Example(
        "supervision_within_reach",
        team(worker("W1", supervisor_id="S1"), worker("S1"), case("C1"), case("C2")),
        TO_ONE,
        place(("C1", "W1"), ("C2", "W1")),
        "S1",
        "is asked for more supervision than they can give",
        competency(supervision={"minutes_medium": 60}),
    ),
)
by_rule = pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.rule)


def test_the_judge_checks_every_rule_there_is() -> None:
    """No rule a policy file can switch on goes unchecked, and each has its example here."""
    names = [check.__name__ for check in CHECKS]

    assert sorted(names) == sorted((*COMPETENCY_RULES, *PRIORITIES_RULES))
    assert [example.rule for example in EXAMPLES] == names


@by_rule
def test_what_keeps_a_rule_is_no_breach(example: Example) -> None:
    """The smallest proposal that keeps a rule keeps them all."""
    assert found(example.facts, example.keeps, example.policy) == set()


@by_rule
def test_what_breaks_a_rule_is_a_breach_of_it(example: Example) -> None:
    """The smallest proposal that breaks a rule is a breach of it alone, told with whom or what it is about."""
    assert found(example.facts, example.breaks, example.policy) == {
        Breach(example.rule, example.about, example.text)
    }


@by_rule
def test_a_rule_switched_off_is_not_reported(example: Example) -> None:
    """Nobody breaks a rule that the policy does not have."""
    policy = example.policy.without(example.rule)

    assert found(example.facts, example.breaks, policy) == set()


def test_nothing_placed_breaks_nothing() -> None:
    """Leaving everything waiting is always allowed, short of a pin."""
    assert found(team(ONE, case(joint=True)), place()) == set()


def test_a_held_case_is_not_placed_again() -> None:
    """A case that somebody holds is not the proposal's to give."""
    facts = team(ONE, TWO, case(worker_id="W1"))

    assert found(facts, TO_TWO) == {
        Breach("one_worker_per_case", "C1", "is held already")
    }


def test_a_pinned_case_does_not_wait() -> None:
    """A pin that says must is broken by leaving the case waiting."""
    facts = team(ONE, case(), pins=(Pin(case_id="C1", worker_id="W1"),))

    assert found(facts, place()) == {Breach("pins_hold", "C1", "is pinned to W1")}


@pytest.mark.parametrize("triple", [("C1", "W1", "W2"), ("C1", "W2", "W1")])
def test_a_never_pin_concerns_both_people(triple: tuple[str, ...]) -> None:
    """Whom a person ruled out neither holds nor co-works the case."""
    pins = (Pin(case_id="C1", worker_id="W1", kind="never"),)
    facts = team(ONE, TWO, case(joint=True), pins=pins)

    assert found(facts, place(triple)) == {
        Breach("pins_hold", "C1", "is pinned never to go to W1")
    }


def test_a_pin_on_a_held_case_asks_nothing() -> None:
    """What was pinned and done is not judged again."""
    facts = team(ONE, case(worker_id="W1"), pins=(Pin(case_id="C1", worker_id="W1"),))

    assert found(facts, place()) == set()


def test_siblings_do_not_part_by_waiting() -> None:
    """One placed and one left waiting is a household split."""
    facts = team(ONE, case("C1", group_id="G"), case("C2", group_id="G"))

    assert found(facts, TO_ONE) == {Breach("household_together", "group G", "is split")}


def test_a_sibling_goes_to_who_holds_the_others() -> None:
    """A household that somebody holds is not split by giving the next to someone else."""
    facts = team(
        ONE, TWO, case("H1", worker_id="W2", group_id="G"), case("C1", group_id="G")
    )

    assert found(facts, TO_TWO) == set()
    assert found(facts, TO_ONE) == {
        Breach("household_together", "group G", "is held by W2 already")
    }


@pytest.mark.parametrize(
    ("helper", "facts", "rule"),
    [
        (worker("W2", carries_cases=False), {}, "carries_cases"),
        (worker("W2", team="South"), {"team": "North"}, "within_team"),
        (TWO, {"barred_worker_ids": ("W2",)}, "no_conflict_of_interest"),
        (worker("W2", seniority="lead"), {"kind": "one"}, "seniority_covers"),
        (TWO, {"due_date": NEXT_WEEK}, "available_when_due"),
    ],
)
def test_a_co_worker_is_judged_like_the_holder(
    helper: object, facts: dict[str, object], rule: str
) -> None:
    """Conflicts, teams, grades and leave concern everyone who works the case."""
    asked = case(**{"joint": True, **facts})  # type: ignore[arg-type]
    people = team(ONE, helper, asked, reductions=AWAY)  # type: ignore[arg-type]
    policy = small_policy().without("within_ceiling", "has_capacity")

    broken = found(people, place(("C1", "W1", "W2")), policy)

    assert {breach.rule for breach in broken} == {rule}


def test_a_co_worker_has_capacity() -> None:
    """Nobody without capacity co-works either."""
    facts = team(ONE, worker("W2", hours=0), case(joint=True))
    policy = small_policy().without("within_ceiling")

    assert found(facts, place(("C1", "W1", "W2")), policy) == {
        Breach("has_capacity", "W2", "has no capacity")
    }


def test_co_working_counts_against_the_ceiling() -> None:
    """Half a case too much is too much."""
    facts = team(
        ONE,
        TWO,
        case("H1", "eight", worker_id="W2"),
        case("H2", "two", worker_id="W2"),
        case(kind="three", joint=True),
    )

    assert found(facts, place(("C1", "W1", "W2"))) == {
        Breach("within_ceiling", "W2", "is taken to 120.0% of capacity")
    }


@pytest.mark.parametrize(
    ("asked", "triple", "text"),
    [
        ({"joint": True}, ("C1", "W1", "W1"), "has its own holder as co-worker"),
        (
            {"co_worker_id": "W3"},
            ("C1", "W1", "W2"),
            "asks for W3 as co-worker",
        ),
        ({}, ("C1", "W1", "W2"), "has a co-worker without need"),
    ],
)
def test_a_co_worker_is_someone_else_and_needed(
    asked: dict[str, object], triple: tuple[str, ...], text: str
) -> None:
    """A co-worker is another person, the one who was named, and only where the work asks for one."""
    facts = team(ONE, TWO, worker("W3"), case(**asked))  # type: ignore[arg-type]

    assert Breach("joint_work_supported", "C1", text) in found(facts, place(triple))


@pytest.mark.parametrize(
    ("holder", "asked", "rule"),
    [
        (worker("W1", seniority="new"), {"kind": "eight"}, "seniority_covers"),
        (
            worker("W1", skills={"court": 1}, developing=frozenset({"court"})),
            {"skills_required": {"court": 2}},
            "skills_cover",
        ),
    ],
)
def test_who_may_not_hold_a_case_alone_does_so_beside_a_lead(
    holder: object, asked: dict[str, object], rule: str
) -> None:
    """A new grade, or a stretch of skill, is allowed beside someone who could hold the case, while joint work is."""
    able = worker("W2", skills={"court": 2})
    unable = worker("W3", seniority="new", skills={"court": 0})
    facts = team(holder, able, unable, case(**asked))  # type: ignore[arg-type]
    beside_a_lead, beside_another = ("C1", "W1", "W2"), ("C1", "W1", "W3")
    policy = small_policy().without("joint_work_supported")

    def rules(triple: tuple[str, ...], policy: Policy | None = None) -> set[str]:
        return {breach.rule for breach in found(facts, place(triple), policy)}

    assert rules(beside_a_lead) == set()
    assert rules(beside_another) == {rule}
    assert rules(("C1", "W1")) == {rule}
    assert rules(beside_a_lead, policy) == {rule}


def test_a_stretch_has_its_limit_beside_a_lead() -> None:
    """Two levels short is too far even with help."""
    holder = worker("W1", skills={"court": 1}, developing=frozenset({"court"}))
    facts = team(
        holder, worker("W2", skills={"court": 3}), case(skills_required={"court": 3})
    )

    assert found(facts, place(("C1", "W1", "W2"))) == {
        Breach("skills_cover", "C1", "W1 is short of court")
    }


def test_who_is_over_a_limit_already_is_left_alone() -> None:
    """Somebody beyond a ceiling or limit who is given nothing breaks nothing."""
    people = (
        worker("W1", max_cases=1, supervisor_id="S1", seniority="new"),
        worker("S1"),
        TWO,
    )
    held = [case(f"H{n}", "five", worker_id="W1", start_date=DAY) for n in range(4)]
    policy = competency(supervision={"minutes_medium": 31})

    assert found(team(*people, *held, case()), TO_TWO, policy) == set()
    assert {b.rule for b in found(team(*people, *held, case()), TO_ONE, policy)} == {
        "within_ceiling",
        "within_case_limit",
        "within_new_case_limit",
        "supervision_within_reach",
    }


def test_the_ceiling_is_a_share_of_capacity() -> None:
    """With capacity 20 a ceiling of 110% is 22, and not one point more."""
    held = [case(f"H{n}", "eight", worker_id="W1") for n in range(2)]
    roomy = worker("W1", hours=20)

    assert not found(team(roomy, *held, case("C1", "five")), TO_ONE)
    assert not found(
        team(roomy, *held, case("C1", "five"), case("C2", "one")),
        place(("C1", "W1"), ("C2", "W1")),
    )
    assert found(
        team(roomy, *held, case("C1", "five"), case("C2", "two")),
        place(("C1", "W1"), ("C2", "W1")),
    ) == {Breach("within_ceiling", "W1", "is taken to 115.0% of capacity")}


def test_one_sibling_makes_a_household_joint() -> None:
    """Where one of a household asks for two workers, or may not be held alone, both are justified for all of it."""
    jointly = place(("C1", "W1", "W2"), ("C2", "W1", "W2"))
    alone = place(("C1", "W1"), ("C2", "W1"))
    plain = case("C1", "one", group_id="G")
    joint = case("C2", "one", group_id="G", joint=True)
    heavy = case("C2", "eight", group_id="G")
    new = worker("W1", seniority="new")

    assert not found(team(ONE, TWO, plain, joint), jointly)
    assert found(team(ONE, TWO, plain, joint), alone) == {
        Breach("joint_work_supported", "C1", "needs a co-worker")
    }
    assert not found(team(new, TWO, plain, heavy), jointly)


def test_a_lead_could_hold_the_whole_household() -> None:
    """Somebody who could hold one sibling but not the other is no lead."""
    facts = team(
        worker("W1", seniority="new"),
        worker("W2", skills={"play": 1}),
        case("C1", "eight", group_id="G"),
        case("C2", "one", group_id="G", skills_required={"court": 1}),
    )
    policy = small_policy().without("within_ceiling")

    broken = found(facts, place(("C1", "W1", "W2"), ("C2", "W1", "W2")), policy)

    assert {(breach.rule, breach.about) for breach in broken} == {
        ("seniority_covers", "C1"),
        ("skills_cover", "C2"),
    }


def test_the_ceiling_counts_siblings_as_they_weigh() -> None:
    """A sibling that adds half its weight may fit where a stranger would not."""
    held = case("H1", "eight", worker_id="W1", group_id="G")
    policy = small_policy(small_weighting(siblings_percent=50))

    sibling = team(ONE, held, case("C1", "five", group_id="G"))
    stranger = team(ONE, held, case("C1", "five"))

    assert not found(sibling, TO_ONE, policy)
    assert found(stranger, TO_ONE, policy)
