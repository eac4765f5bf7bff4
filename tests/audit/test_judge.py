import datetime
from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.audit.breaches import CHECKS
from allocator.audit.judge import judge
from allocator.audit.review import Review
from allocator.domain.case import Pin
from allocator.domain.proposal import Placement, Proposal
from allocator.domain.team import Team
from allocator.domain.worker import Reduction
from allocator.policy.policy import Policy
from allocator.problem.proposing import proposed
from allocator.workload.measure import Workload
from tests.audit.situations import Situation, choices, situations
from tests.builders import DAY, case, place, small_policy, team, worker
from tests.strategies import policies, teams

LATER = DAY + datetime.timedelta(days=60)


def placed_twice(fine: Situation) -> Situation:
    """The first case placed once more."""
    twice = Proposal(placements=(*fine.proposal.placements, fine.placement))
    return Situation(fine.facts, fine.policy, twice)


def ruled_out(fine: Situation) -> Situation:
    """A person rules the first holder out."""
    at = fine.placement
    never = Pin(case_id=at.case_id, worker_id=at.worker_id, kind="never")
    return fine.with_facts(pins=(never,))


def with_a_sibling_elsewhere(fine: Situation) -> Situation:
    """Somebody else holds a sibling of the first case."""
    sibling = case("H9", "one", worker_id="W9", group_id="G")
    return fine.with_case(group_id="G").with_facts(
        workers=(worker("W9"),), cases=(sibling,)
    )


def in_another_team(fine: Situation) -> Situation:
    """The first case belongs to one team, its holder to another."""
    return fine.with_case(team="North").with_holder(team="South")


def asking_a_qualification(fine: Situation) -> Situation:
    """The work asks for a qualification nobody has."""
    kind = fine.facts.case[fine.placement.case_id].type
    return fine.with_competency(types={kind: {"qualifications": ("court",)}})


def of_a_grade(fine: Situation, **level: object) -> Situation:
    """The first holder is of a grade of its own."""
    levels = {"ordinary": {"title": "Worker"}, "odd": {"title": "Odd", **level}}
    return fine.with_holder(seniority="odd").with_competency(levels=levels)


def of_a_grade_that_may_not(fine: Situation) -> Situation:
    """The first holder's grade may not hold such cases."""
    return of_a_grade(fine, never=(fine.facts.case[fine.placement.case_id].type,))


def without_capacity(fine: Situation) -> Situation:
    """The first holder has no hours; the ceiling, which would say the same, is off."""
    policy = fine.policy.without("within_ceiling")
    return Situation(fine.facts, policy, fine.proposal).with_holder(contracted_hours=0)


def away_when_due(fine: Situation) -> Situation:
    """The first holder is away, long after the weeks that count for capacity, when the case is due."""
    leave = Reduction(
        worker_id=fine.placement.worker_id, percent=100, start=LATER, end=LATER
    )
    return fine.with_case(due_date=LATER).with_facts(reductions=(leave,))


def overloaded(fine: Situation) -> Situation:
    """The first holder is far over the ceiling."""
    heavy = (
        case(f"H{n}", "eight", worker_id=fine.placement.worker_id)
        for n in range(10, 15)
    )
    return fine.with_facts(cases=tuple(heavy))


def unsupervised(fine: Situation) -> Situation:
    """The first holder's supervisor has no time."""
    return (
        fine.with_holder(supervisor_id="S9")
        .with_facts(workers=(worker("S9", hours=0),))
        .with_competency(supervision={"minutes_medium": 1})
    )


SPOILT: dict[str, Callable[[Situation], Situation]] = {
    "one_worker_per_case": placed_twice,
    "pins_hold": ruled_out,
    "household_together": with_a_sibling_elsewhere,
    "carries_cases": lambda fine: fine.with_holder(carries_cases=False),
    "within_team": in_another_team,
    "no_conflict_of_interest": lambda fine: fine.with_case(
        barred_worker_ids=(fine.placement.worker_id,)
    ),
    "qualification_covers": asking_a_qualification,
    "skills_cover": lambda fine: fine.with_case(skills_required={"court": 4}),
    "seniority_covers": of_a_grade_that_may_not,
    "joint_work_supported": lambda fine: fine.with_case(joint=True),
    "has_capacity": without_capacity,
    "available_when_due": away_when_due,
    "within_ceiling": overloaded,
    "within_case_limit": lambda fine: fine.with_holder(max_cases=0),
    "within_new_case_limit": lambda fine: of_a_grade(fine, new_cases=0),
    "supervision_within_reach": unsupervised,
}


@pytest.mark.parametrize("rule", [check.__name__ for check in CHECKS])
def test_a_proposal_spoilt_in_one_way_is_found_out(rule: str) -> None:
    """Whatever was proposed, breaking one rule of all is noticed as that rule and no other."""

    @settings(max_examples=15, deadline=None)
    @given(fine=situations())
    def is_found_out(fine: Situation) -> None:
        spoilt = SPOILT[rule](fine)

        assert fine.verdict().breaches == ()
        assert {breach.rule for breach in spoilt.verdict().breaches} == {rule}

    is_found_out()


@settings(max_examples=75, deadline=None)
@given(data=st.data(), facts=teams(), policy=policies())
def test_what_fits_is_legal_and_costs_what_it_is_said_to(
    data: st.DataObject, facts: Team, policy: Policy
) -> None:
    """Two arithmetics that share nothing agree on every proposal the ledger can make, pins left waiting aside."""
    ledger = data.draw(choices(Workload(facts, policy, DAY)))

    verdict = judge(facts, policy, DAY, proposed(ledger.problem, tuple(ledger.choices)))

    assert {breach.rule for breach in verdict.breaches} <= {"pins_hold"}
    assert tuple(verdict.cost) == tuple(ledger.cost())


@settings(max_examples=40, deadline=None)
@given(data=st.data(), facts=teams(most_waiting=2), policy=policies())
def test_what_does_not_fit_is_a_breach(
    data: st.DataObject, facts: Team, policy: Policy
) -> None:
    """On top of any legal proposal, whoever may have the next household is whoever breaks no rule by having it."""
    ledger = data.draw(choices(Workload(facts, policy, DAY)))
    posed, before = ledger.problem, tuple(ledger.choices)
    people = [post.worker_id for post in posed.posts]
    pins_waiting = set(judge(facts, policy, DAY, proposed(posed, before)).breaches)

    for index, group in enumerate(posed.groups):
        if before[index] is not None:
            continue
        fits = {
            (people[o.worker], "" if o.helper is None else people[o.helper])
            for o in ledger.options(index)
        }
        of_others = {b for b in pins_waiting if b.about not in group.case_ids}
        helpers = people if policy.holds("joint_work_supported") else []
        for holder, helper in product(people, ["", *helpers]):
            more = tuple(
                Placement(case_id=case_id, worker_id=holder, co_worker_id=helper)
                for case_id in group.case_ids
            )
            proposal = Proposal(placements=(*proposed(posed, before).placements, *more))
            broken = set(judge(facts, policy, DAY, proposal).breaches) - of_others
            assert (not broken) == ((holder, helper) in fits), (holder, helper, broken)


def test_a_verdict_counts_its_breaches() -> None:
    """The number told with the measures is the number of breaches found."""
    facts = team(worker(carries_cases=False, max_cases=0), case())

    verdict = judge(facts, small_policy(), DAY, place(("C1", "W1")))

    assert [breach.rule for breach in verdict.breaches] == [
        "carries_cases",
        "within_case_limit",
    ]
    assert verdict.measures.rule_breaches == 2


def test_a_review_gathers_placements_by_household() -> None:
    """Siblings with the same people are looked at together, else apart; alone where no rule binds them."""
    siblings = [case(f"C{n}", group_id="G") for n in range(3)]
    facts = team(worker("W1"), worker("W2"), *siblings)
    proposal = place(("C0", "W1"), ("C1", "W2"), ("C2", "W1"))

    def gathered(policy: Policy) -> list[list[str]]:
        review = Review(facts, policy, DAY, proposal)
        return [[c.case_id for c in placed.cases] for placed in review.placed]

    assert gathered(small_policy()) == [["C0", "C2"], ["C1"]]
    assert gathered(small_policy().without("household_together")) == [
        ["C0"],
        ["C1"],
        ["C2"],
    ]


def test_a_held_case_that_is_given_away_is_no_longer_held() -> None:
    """Even of a proposal that may not move it the load is told of whoever would hold the case."""
    facts = team(worker("W1"), worker("W2"), case("C1", worker_id="W1"))

    verdict = judge(facts, small_policy(), DAY, place(("C1", "W2")))

    held = {i: h.held for i, h in verdict.review.after.holdings.items()}
    assert held == {"W1": 0, "W2": 3}


def test_a_team_weighed_before_is_judged_the_same() -> None:
    """A workload measured by the caller saves weighing the team again, and changes nothing in the verdict."""
    facts = team(worker("W1"), worker("W2"), case("H1", worker_id="W1"), case())
    proposal = place(("C1", "W1"))
    measured = Workload(facts, small_policy(), DAY)

    verdict = judge(facts, small_policy(), DAY, proposal, measured)

    again = judge(facts, small_policy(), DAY, proposal)
    assert (verdict.breaches, verdict.cost) == (again.breaches, again.cost)
    assert verdict.measures == again.measures


def test_a_review_shows_the_team_before_and_after() -> None:
    """What is proposed is held afterwards, from today, and what was before stays as it was."""
    facts = team(worker("W1"), worker("W2"), case("C1", joint=True), case("C2"))

    review = Review(facts, small_policy(), DAY, place(("C1", "W1", "W2")))

    assert [h.held for h in review.before.holdings.values()] == [0, 0]
    assert [h.held for h in review.after.holdings.values()] == [3, 2]
    assert [h.recent_cases for h in review.after.holdings.values()] == [1, 0]
    assert review.after.team.case["C1"].start_date == DAY
    assert review.after.team.waiting == (facts.case["C2"],)
