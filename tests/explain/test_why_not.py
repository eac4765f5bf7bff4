from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from allocator.domain.account import Excluded, Priced
from allocator.domain.case import Pin
from allocator.domain.team import Team
from allocator.errors import Impossible
from allocator.explain.why_not import why_not
from allocator.policy.policy import Policy
from allocator.problem.ledger import Ledger
from allocator.problem.pose import pose
from allocator.problem.posed import Cost
from allocator.solvers.answer import Limits, Solution
from allocator.solvers.catalogue import solve
from allocator.workload.measure import Workload
from tests.builders import DAY, case, team, worker
from tests.explain.meeting import meet
from tests.strategies import policies, teams


def asked(
    facts: Team, case_id: str, worker_id: str, policy: Policy | None = None
) -> Priced:
    """What stands against giving a case to a worker."""
    meeting = meet(facts, policy)
    return why_not(
        meeting.verdict.review,
        meeting.problem,
        meeting.solution,
        case_id,
        worker_id,
        Limits(),
    )


def test_a_rule_answers_in_its_words() -> None:
    """Every rule in the way is told, and nothing is priced."""
    facts = team(worker("W1"), worker("W2", max_cases=0, carries_cases=False), case())

    assert asked(facts, "C1", "W2") == Priced(
        worker_id="W2",
        refusals=(
            Excluded(
                worker_id="W2", rule="carries_cases", reason="Does not carry cases."
            ),
            Excluded(
                worker_id="W2",
                rule="within_case_limit",
                reason="Would hold 1 of at most 0 cases.",
            ),
        ),
    )


def test_a_sibling_in_the_way_is_in_the_way_of_both() -> None:
    """What keeps a worker from one of a household keeps them from all of it."""
    facts = team(
        worker("W1"),
        worker("W2"),
        case("C1", group_id="G"),
        case("C2", group_id="G", barred_worker_ids=("W2",)),
    )

    assert [r.reason for r in asked(facts, "C1", "W2").refusals] == [
        "Is barred from C2 (conflict of interest)."
    ]


def test_the_want_of_a_co_worker_is_told() -> None:
    """A worker whom nobody could join is not refused by a rule of their own."""
    facts = team(
        worker("W1"),
        worker("W2", seniority="new"),
        worker("W3", seniority="new"),
        case(kind="eight", co_worker_id="W3"),
    )

    assert asked(facts, "C1", "W2") == Priced(
        worker_id="W2", clash="Nobody can be the co-worker this would need."
    )


def test_pins_that_leave_no_room_are_told() -> None:
    """What people have pinned elsewhere is not undone for the sake of a question."""
    facts = team(
        worker("W1"),
        worker("W2"),
        case("C1", "eight"),
        case("C2", "eight"),
        pins=(Pin(case_id="C2", worker_id="W2"),),
    )

    assert asked(facts, "C1", "W2") == Priced(
        worker_id="W2", clash="With the pins in place there is no room for it."
    )


def test_a_price_by_hand() -> None:
    """On five held instead of none: fifty points more on each of three steps."""
    facts = team(worker("W1"), worker("W2"), case("H2", "five", worker_id="W2"), case())

    assert asked(facts, "C1", "W2") == Priced(
        worker_id="W2",
        cost_difference=150,
        cost_at_least=150,
        points=50.0,
        proven=True,
        what_gets_worse=("W2 would be at 80% of capacity, not 50%.",),
    )


def test_what_else_would_move_is_told() -> None:
    """Where each has room for one case, the other case goes the other way."""
    facts = team(
        worker("W1", hours=8), worker("W2"), case("C1", "eight"), case("C2", "eight")
    )
    chosen = {c: meet(facts).holder(c) for c in ("C1", "C2")}

    found = asked(facts, "C1", chosen["C2"])

    assert found.also_moved == (f"C2 from {chosen['C2']} to {chosen['C1']}",)
    assert found.others_moved == 1


def test_a_case_that_would_have_to_wait_is_told() -> None:
    """Where the only room goes to a case of less urgency, the other is told to wait."""
    facts = team(
        worker(),
        case("C1", "eight", urgency="low"),
        case("C2", "eight", urgency="urgent"),
    )

    found = asked(facts, "C1", "W1")

    assert found.also_moved == ("C2 from W1 to waiting",)
    assert found.what_gets_worse == ("More cases, or more urgent ones, would wait.",)
    assert found.proven


def test_less_safety_is_told() -> None:
    """Work beyond the safe limit is what comes second."""
    facts = team(
        worker("W1"), worker("W2"), case("H2", "eight", worker_id="W2"), case()
    )

    assert asked(facts, "C1", "W2").what_gets_worse == (
        "More work would lie beyond people's safe limits.",
        "W2 would be at 110% of capacity, not 80%.",
    )


@pytest.mark.parametrize(
    ("better", "asks", "sentence"),
    [
        (
            {},
            {"known_worker_ids": ("W1",)},
            "Continuity: the family of C1 would lose a worker it knows.",
        ),
        (
            {"languages": frozenset({"urdu"})},
            {"languages": frozenset({"urdu"})},
            "Language: W2 does not speak the language of C1.",
        ),
    ],
)
def test_a_worse_match_is_told(
    better: dict[str, Any], asks: dict[str, Any], sentence: str
) -> None:
    """What the proposed worker has over the one asked about is said for every case."""
    facts = team(worker("W1", **better), worker("W2"), case(**asks))

    assert sentence in asked(facts, "C1", "W2").what_gets_worse


def test_what_is_proposed_anyway_costs_nothing() -> None:
    """Asking about the worker who is proposed finds no difference and moves nobody."""
    found = asked(team(worker("W1"), worker("W2"), case()), "C1", "W1")

    assert found.cost_difference == 0
    assert found.also_moved == ()


def test_what_is_proposed_anyway_makes_nothing_worse() -> None:
    """A share of capacity that stays the same is not among what gets worse."""
    facts = team(worker("W1"), worker("W2", carries_cases=False), case())

    assert asked(facts, "C1", "W1").what_gets_worse == ()


def test_a_price_is_proven_only_if_both_proposals_are() -> None:
    """Against a proposal that can be bettered the price is a guess, and says so."""
    meeting = meet(team(worker("W1"), worker("W2"), case(), case("C2")))
    first = meeting.solution.choices[0]
    assert first is not None
    both = (first, first)
    worse = Solution(both, Ledger(meeting.problem, both).cost(), Cost(0, 0, -1), 0.0)

    found = why_not(
        meeting.verdict.review,
        meeting.problem,
        worse,
        "C1",
        meeting.problem.posts[1 - first.worker].worker_id,
        Limits(),
    )

    assert found.cost_difference is not None
    assert found.cost_difference < 0
    assert found.cost_at_least == found.cost_difference
    assert not found.proven


def test_a_proposal_without_proof_is_proven_where_the_question_needs_it() -> None:
    """A bound that was never raised does not stand in the way of a price that can be proven."""
    meeting = meet(team(worker("W1"), worker("W2"), case()))
    unproven = replace(meeting.solution, bound=Cost(0, 0, -1))

    found = why_not(
        meeting.verdict.review, meeting.problem, unproven, "C1", "W2", Limits()
    )

    assert found.proven


def test_a_price_without_proof_has_a_floor() -> None:
    """With no work allowed beyond a first answer, what is told is at least and at most."""
    crowd = [case(f"C{n}", kind) for n, kind in enumerate(["one", "two", "five"] * 4)]
    meeting = meet(team(*(worker(f"W{n}") for n in range(4)), *crowd))
    wanted = next(w for w in ("W1", "W2") if meeting.holder("C2") != w)

    def price(work: float) -> Priced:
        return why_not(
            meeting.verdict.review,
            meeting.problem,
            meeting.solution,
            "C2",
            wanted,
            Limits(work=work),
        )

    exact, rough = price(10.0), price(0.003)
    assert exact.proven
    assert exact.cost_difference is not None
    assert rough.cost_at_least is not None
    assert rough.cost_difference is not None
    assert 0 <= rough.cost_at_least <= exact.cost_difference <= rough.cost_difference


@settings(max_examples=40, deadline=None)
@given(data=st.data(), facts=teams(), policy=policies())
def test_a_price_is_what_a_pin_would_cost(
    data: st.DataObject, facts: Team, policy: Policy
) -> None:
    """The price is the difference to the best proposal that has the case pinned so; proven, it is never below 0."""
    free = [c.case_id for c in facts.waiting if c.case_id not in facts.must]
    assume(free)
    wanted = data.draw(st.sampled_from(free))
    worker_id = data.draw(st.sampled_from(facts.workers)).worker_id
    try:
        found = asked(facts, wanted, worker_id, policy)
    except Impossible:
        return
    best = solve(pose(Workload(facts, policy, DAY)), Limits()).cost

    pinned = facts.changed(pins=(*facts.pins, Pin(case_id=wanted, worker_id=worker_id)))
    try:
        forced = solve(pose(Workload(pinned, policy, DAY)), Limits())
    except Impossible:
        assert found.refusals or found.clash
        return
    assert found.refusals == ()
    assert found.clash == ""
    assert found.cost_difference == forced.cost.total - best.total
    assert found.proven
    assert found.cost_difference >= 0
