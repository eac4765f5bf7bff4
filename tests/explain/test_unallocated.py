import datetime
from dataclasses import dataclass, field
from typing import Any

import pytest

from allocator.audit.review import Review
from allocator.domain.account import Excluded, Unallocated
from allocator.domain.case import Pin
from allocator.domain.team import Team
from allocator.domain.worker import Reduction
from allocator.explain.changes import OFFERS
from allocator.explain.unallocated import unallocated
from allocator.policy.policy import Policy
from allocator.policy.rules import COMPETENCY_RULES, PRIORITIES_RULES
from tests.builders import (
    DAY,
    case,
    place,
    small_competency,
    small_policy,
    small_priorities,
    team,
    worker,
)
from tests.explain.meeting import meet

NEXT_WEEK = DAY + datetime.timedelta(days=7)
AWAY = Reduction(worker_id="W1", percent=100, start=NEXT_WEEK, end=NEXT_WEEK)


def levels(**new: Any) -> Policy:
    """The small policy with another new worker's grade."""
    grades = {
        "ordinary": {"title": "Worker", "gives_supervision_percent": 10},
        "new": {"title": "New worker", "only_jointly": ("eight",), **new},
    }
    return small_policy(competency=small_competency(levels=grades))


SUPERVISED = small_policy(
    competency=small_competency(supervision={"minutes_medium": 72})
)


EXPERT = {"court": 3, "direct_work": 1}
# Somebody who may have no more cases on two counts, and could still stand beside another.
BUSY_EXPERT = worker("W2", seniority="new", max_cases=0, skills=EXPERT)


@dataclass(frozen=True)
class Example:
    """A team in which C1 waits, the change that is suggested, and the team after it."""

    change: str
    text: str
    before: Team
    after: Team
    policy: Policy = field(default_factory=small_policy)
    policy_after: Policy | None = None


def full(*more: str) -> list[Any]:
    """W1 at the safe limit, and what they are asked on top."""
    return [
        case("H1", "eight", worker_id="W1"),
        *(case(f"M{n}", kind, worker_id="W1") for n, kind in enumerate(more)),
        case(),
    ]


EXAMPLES = (
    Example(
        "find_co_worker",
        "Find a co-worker for W1.",
        team(worker(), case(joint=True)),
        team(worker(), worker("New"), case(joint=True)),
    ),
    Example(
        "find_co_worker",
        "Find a co-worker for W1.",
        team(worker(seniority="new"), case(kind="eight")),
        team(worker(seniority="new"), worker("New", hours=4), case(kind="eight")),
    ),
    Example(
        "allow_new_case",
        "Allow W1 2 new cases in these weeks.",
        team(
            worker(seniority="new"),
            case("H1", worker_id="W1", start_date=DAY),
            case(),
        ),
        team(
            worker(seniority="new"),
            case("H1", worker_id="W1", start_date=DAY),
            case(),
        ),
        levels(new_cases=1),
        levels(new_cases=2),
    ),
    Example(
        "raise_case_limit",
        "Raise the case limit of W1 to 2.",
        team(worker(max_cases=1), case("H1", worker_id="W1"), case()),
        team(worker(max_cases=2), case("H1", worker_id="W1"), case()),
    ),
    Example(
        "add_supervision",
        "Find 72 more minutes a week of supervision for W1.",
        team(
            worker(supervisor_id="S1"),
            worker("S1", hours=0, carries_cases=False),
            case(),
        ),
        team(
            worker(supervisor_id="S1"),
            worker("S1", hours=12, carries_cases=False),
            case(),
        ),
        SUPERVISED,
    ),
    Example(
        "relieve_worker",
        "Take 2 points off W1, or accept 130% of capacity.",
        team(worker(), *full("two")),
        team(worker(), *full()),
    ),
    Example(
        "relieve_worker",
        "Take 2 points off W1, or accept 130% of capacity.",
        team(worker(), *full("two")),
        team(worker(), *full("two")),
        small_policy(),
        small_policy(priorities=small_priorities(ceiling_percent=130)),
    ),
    Example(
        "move_due_date",
        "Move the date it is due to when W1 is back.",
        team(worker(), case(due_date=NEXT_WEEK), reductions=(AWAY,)),
        team(
            worker(),
            case(due_date=NEXT_WEEK + datetime.timedelta(days=1)),
            reductions=(AWAY,),
        ),
    ),
    Example(
        "lend_worker",
        "Let W1 of South take it.",
        team(worker(team="South"), case(team="North")),
        team(worker(team="North"), case(team="North")),
    ),
    Example(
        "train_worker",
        "Train W1 in court from 1 to 3; direct work from 0 to 1.",
        team(worker(skills={"court": 1}), BUSY_EXPERT, case(skills_required=EXPERT)),
        team(worker(skills=EXPERT), BUSY_EXPERT, case(skills_required=EXPERT)),
        levels(new_cases=0),
    ),
    Example(
        "split_household",
        "Accept that siblings are held apart, with W1.",
        team(
            worker("W1"),
            worker("W2", carries_cases=False),
            case("H1", worker_id="W2", group_id="G"),
            case(group_id="G"),
        ),
        team(
            worker("W1"),
            worker("W2", carries_cases=False),
            case("H1", worker_id="W2", group_id="G"),
            case(group_id="G"),
        ),
        small_policy(),
        small_policy().without("household_together"),
    ),
    Example(
        "add_worker",
        "Nobody here is one change away: find a worker with court 2 who has 3 points.",
        team(
            worker(carries_cases=False, max_cases=0), case(skills_required={"court": 2})
        ),
        team(worker("New", 3, skills={"court": 2}), case(skills_required={"court": 2})),
    ),
)


def told(facts: Team, policy: Policy | None = None) -> Unallocated:
    """What is said of C1, which the best proposal leaves waiting."""
    meeting = meet(facts, policy)
    assert meeting.holder("C1") == ""
    return unallocated(meeting.verdict.review, [facts.case["C1"]])[0]


def suggested(facts: Team, policy: Policy | None = None) -> list[str]:
    """The changes that would place C1, by name."""
    return [unblock.change for unblock in told(facts, policy).unblock]


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=[f"{n}-{e.change}" for n, e in enumerate(EXAMPLES)]
)
def test_a_suggested_change_works(example: Example) -> None:
    """What is suggested is said in one sentence; once it is made the case is placed."""
    found = told(example.before, example.policy).unblock[0]
    changed = meet(example.after, example.policy_after or example.policy)

    assert (found.change, found.text) == (example.change, example.text)
    assert changed.holder("C1")


def test_everyone_is_told_why_not() -> None:
    """Each worker is excluded by the first rule that keeps them away, in the order of the batch."""
    facts = team(
        worker("W2", carries_cases=False, max_cases=0),
        worker("W1", max_cases=0),
        worker("W3"),
        case(barred_worker_ids=("W3",), urgency="high"),
    )

    found = told(facts)

    assert (found.case_id, found.urgency) == ("C1", "high")
    assert found.excluded == (
        Excluded(worker_id="W2", rule="carries_cases", reason="Does not carry cases."),
        Excluded(
            worker_id="W1",
            rule="within_case_limit",
            reason="Would hold 1 of at most 0 cases.",
        ),
        Excluded(
            worker_id="W3",
            rule="no_conflict_of_interest",
            reason="Is barred from C1 (conflict of interest).",
        ),
    )


def test_urgency_is_told_as_assumed() -> None:
    """A case without urgency waits at the one the policy assumes."""
    assert told(team(case())).urgency == "medium"


def test_what_is_proposed_to_others_counts() -> None:
    """Who is full because of this very proposal is told as full, and by how much."""
    facts = team(
        worker(), case("C0", "eight", urgency="urgent"), case("C1", "five"), case("C2")
    )

    found = told(facts)

    assert found.excluded[0].reason == (
        "Is at 110% of capacity already; the ceiling is 110%."
    )
    assert found.unblock[0].text == "Take 5 points off W1, or accept 160% of capacity."


def test_siblings_are_told_each() -> None:
    """Every case of a household that waits has its account, with the same reasons."""
    facts = team(
        worker(max_cases=1),
        case("C1", group_id="G", urgency="low"),
        case("C2", group_id="G", urgency="high"),
    )
    review = meet(facts).verdict.review

    found = unallocated(review, facts.waiting)

    assert [(u.case_id, u.urgency) for u in found] == [("C1", "low"), ("C2", "high")]
    assert found[0].excluded == found[1].excluded
    assert found[0].unblock == found[1].unblock
    assert found[0].unblock[0].text == "Raise the case limit of W1 to 2."


@pytest.mark.parametrize(
    ("facts", "policy"),
    [
        (team(worker(), case(barred_worker_ids=("W1",))), None),
        (team(worker(carries_cases=False), case()), None),
        (team(worker(hours=0), case()), None),
        (team(worker(seniority="lead"), case(kind="one")), None),
        (
            team(worker(), case()),
            small_policy(
                competency=small_competency(
                    types={"three": {"qualifications": ("court",)}}
                )
            ),
        ),
        (
            team(
                worker(),
                case(),
                pins=(Pin(case_id="C1", worker_id="W1", kind="never"),),
            ),
            None,
        ),
    ],
)
def test_rules_that_protect_people_are_never_lifted(
    facts: Team, policy: Policy | None
) -> None:
    """Conflicts, grades, qualifications, capacity and what a person ruled out are not up for change."""
    assert suggested(facts, policy) == ["add_worker"]


def test_nobody_is_suggested_who_would_need_two_changes() -> None:
    """One change is what is asked; somebody two changes away is not near."""
    assert suggested(team(worker(max_cases=0, team="A"), case(team="B"))) == [
        "add_worker"
    ]


def test_the_least_disruptive_changes_come_first() -> None:
    """Of five kinds of change three are told, a higher limit before relief, relief before training."""
    facts = team(
        worker("W1", skills={"court": 1}),
        worker("W2", skills={"court": 2}, team="A"),
        worker("W3", skills={"court": 2}, max_cases=0),
        worker("W4", skills={"court": 2}),
        case("H1", "eight", worker_id="W4"),
        case("H2", "three", worker_id="W4"),
        case(skills_required={"court": 2}, team="B"),
    )

    assert suggested(facts) == ["raise_case_limit", "relieve_worker", "lend_worker"]


def test_the_smallest_change_of_a_kind_is_told() -> None:
    """Of two who are too full the one who is less so is named."""
    facts = team(
        worker("W1"),
        worker("W2"),
        case("H1", "eight", worker_id="W1"),
        case("H2", "three", worker_id="W1"),
        case("H3", "eight", worker_id="W2"),
        case("H4", "one", worker_id="W2"),
        case(),
    )

    assert told(facts).unblock[0].text == (
        "Take 1 points off W2, or accept 120% of capacity."
    )


def test_how_far_over_counts_by_capacity() -> None:
    """One point over 11 is less to ask than three over 20, though the share reached is higher."""
    facts = team(
        worker("W1"),
        worker("W2", hours=19),
        case("H1", "eight", worker_id="W1"),
        case("H2", "one", worker_id="W1"),
        *(case(f"H{n}", "eight", worker_id="W2") for n in (3, 4)),
        case("H5", "three", worker_id="W2"),
        case("H6", "one", worker_id="W2"),
        case(),
    )

    assert told(facts).unblock[0].text == (
        "Take 1 points off W1, or accept 120% of capacity."
    )


def test_relief_is_counted_from_the_ceiling() -> None:
    """With capacity 20 the ceiling is 22, so 24 is two too many."""
    facts = team(
        worker(hours=20),
        *(case(f"H{n}", "eight", worker_id="W1") for n in range(2)),
        case("C1", "eight"),
    )

    assert told(facts).unblock[0].text == (
        "Take 2 points off W1, or accept 120% of capacity."
    )


def test_of_two_who_could_be_lent_the_less_busy_is() -> None:
    """Somebody with nothing to do is lent before somebody at half their capacity."""
    facts = team(
        worker("W1", team="South"),
        worker("W2", team="South"),
        case("H1", "five", worker_id="W1"),
        case(team="North"),
    )

    assert told(facts).unblock[0].text == "Let W2 of South take it."


def test_of_two_with_whom_siblings_could_part_the_less_busy_is_told() -> None:
    """A household is split, if at all, towards whoever has most room."""
    facts = team(
        worker("W1"),
        worker("W2"),
        worker("W3", carries_cases=False),
        case("H1", "five", worker_id="W1"),
        case("H3", worker_id="W3", group_id="G"),
        case(group_id="G"),
    )

    assert told(facts).unblock[0].text == (
        "Accept that siblings are held apart, with W2."
    )


def test_a_new_case_more_comes_before_a_case_more() -> None:
    """What a grade is spared for a few weeks is the lighter of the two to lift."""
    facts = team(
        worker("W1", max_cases=0),
        worker("W2", seniority="new"),
        case(),
    )

    assert suggested(facts, levels(new_cases=0)) == [
        "allow_new_case",
        "raise_case_limit",
    ]


def test_training_is_suggested_where_nobody_has_the_skill() -> None:
    """Where one worker is one skill away, that is the change, whoever else there is."""
    facts = team(worker(skills={"court": 1}), case(skills_required={"court": 3}))

    assert suggested(facts) == ["train_worker"]


def test_supervision_asked_for_is_enough() -> None:
    """Half a minute of supervision is not told as none."""
    half = small_competency(
        supervision={"minutes_medium": 1},
        levels={"ordinary": {"title": "Worker", "consumes_supervision_percent": 50}},
    )
    facts = team(worker(supervisor_id="S1"), worker("S1", carries_cases=False), case())

    found = told(facts, small_policy(competency=half))

    assert found.unblock[0].text == "Find 1 more minutes a week of supervision for W1."


def test_supervision_asked_for_is_what_is_missing() -> None:
    """Where a supervisor has 60 of 72 minutes, 12 more are enough."""
    facts = team(worker(supervisor_id="S1"), worker("S1", carries_cases=False), case())

    found = told(facts, SUPERVISED)

    assert found.unblock[0].text == "Find 12 more minutes a week of supervision for W1."


def test_supervision_asked_for_makes_up_for_what_is_overdrawn() -> None:
    """A supervisor asked for 30 minutes more than they have needs 72 and those 30."""
    people = (worker(supervisor_id="S1"), worker("S1", carries_cases=False))
    overdrawn = small_competency(supervision={"minutes_medium": 72, "minutes_high": 90})
    held = case("H1", worker_id="W1", complexity="high")

    found = told(team(*people, held, case()), small_policy(competency=overdrawn))

    assert found.unblock[0].text == (
        "Find 102 more minutes a week of supervision for W1."
    )


def test_training_reaches_what_the_household_asks() -> None:
    """Where siblings ask for different levels of a skill the highest is what is needed."""
    facts = team(
        worker(skills={"court": 1}),
        case("C1", group_id="G", skills_required={"court": 3}),
        case("C2", group_id="G", skills_required={"court": 2}),
    )

    found = unallocated(meet(facts).verdict.review, facts.waiting)[0]

    assert found.unblock[0].text == "Train W1 in court from 1 to 3."


def test_a_new_worker_has_what_the_household_asks() -> None:
    """Who is looked for can hold every sibling."""
    facts = team(
        case("C1", "one", group_id="G", skills_required={"court": 3}),
        case("C2", "one", group_id="G", skills_required={"court": 2}),
    )

    found = unallocated(meet(facts).verdict.review, facts.waiting)[0]

    assert "with court 3" in found.unblock[0].text


def test_a_new_worker_has_the_qualification() -> None:
    """Who is looked for has the qualification the work requires."""
    qualified = small_competency(types={"three": {"qualifications": ("court",)}})

    found = told(team(worker(), case()), small_policy(competency=qualified))

    assert "court" in found.unblock[0].text


def test_joint_work_with_nobody_here_looks_for_two() -> None:
    """Where nobody here could hold or share a case for two, one more worker does not place it, and is not said to."""
    nobody = worker(carries_cases=False)
    joint = case(joint=True)

    found = told(team(nobody, joint)).unblock[0]

    assert meet(team(nobody, worker("New"), joint)).holder("C1") == ""
    assert "co-work" in found.text


def test_a_named_co_worker_is_freed_or_another_named() -> None:
    """Where the batch names a co-worker who has no room, another is of no use unless they are named."""
    people = (worker("W1"), worker("W2", hours=0))
    facts = team(*people, case(co_worker_id="W2"))

    found = told(facts).unblock[0]
    more_people = meet(team(*people, worker("W3"), case(co_worker_id="W2")))
    another_named = meet(team(*people, worker("W3"), case(co_worker_id="W3")))

    assert found.change == "change_co_worker"
    assert found.text == "Free W2 to co-work it, or name another co-worker."
    assert more_people.holder("C1") == ""
    assert another_named.holder("C1") == "W1"


def test_a_search_cut_short_is_told() -> None:
    """A case that somebody could take, in a proposal that was not finished, asks for more time before anything else."""
    facts = team(worker("W1"), worker("W2", max_cases=0), case(), case("C2"))
    review = Review(facts, small_policy(), DAY, place(("C2", "W1")))

    found = unallocated(review, [facts.case["C1"]])[0]

    assert [(e.worker_id, e.rule) for e in found.excluded] == [
        ("W1", ""),
        ("W2", "within_case_limit"),
    ]
    assert found.excluded[0].reason == (
        "Could take it; the search ended before it was placed."
    )
    assert [unblock.change for unblock in found.unblock] == [
        "search_longer",
        "raise_case_limit",
    ]


def test_only_rules_that_may_be_lifted_have_a_change() -> None:
    """A change answers a rule, and none lifts what protects people from harm."""
    rules = {*COMPETENCY_RULES, *PRIORITIES_RULES}

    assert set(OFFERS) - {""} == rules - {
        "one_worker_per_case",
        "pins_hold",
        "carries_cases",
        "no_conflict_of_interest",
        "qualification_covers",
        "seniority_covers",
        "has_capacity",
    }
