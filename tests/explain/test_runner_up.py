from typing import Any

import pytest
from hypothesis import given, settings

from allocator.domain.account import RunnerUp
from allocator.domain.case import Case, Pin
from allocator.domain.flag import Flag
from allocator.domain.team import Team
from allocator.domain.worker import Worker
from allocator.errors import Impossible
from allocator.explain.runner_up import runner_up
from allocator.policy.policy import Policy
from allocator.problem.ledger import Ledger
from allocator.problem.posed import Cost
from tests.builders import (
    case,
    small_competency,
    small_policy,
    small_priorities,
    team,
    worker,
)
from tests.explain.meeting import meet
from tests.strategies import policies, teams

COURT: dict[str, Any] = {"skills_required": {"court": 2}}
# Only the match counts, so that what gets worse is what the test is about.
EVEN = small_policy(
    priorities=small_priorities(
        balance={"step_percent": 50, "recent_intake_percent": 0, "recent_weeks": 4}
    )
)


def second(facts: Team, policy: Policy | None = None) -> RunnerUp | None:
    """The runner-up for the first group of the best proposal."""
    meeting = meet(facts, policy)
    return runner_up(meeting.verdict.review, meeting.ledger, 0)


def test_the_runner_up_is_the_cheapest_of_the_others() -> None:
    """Of those who hold 20%, 40% and 60%, the second is next in line."""
    facts = team(
        worker("W1"),
        worker("W2"),
        worker("W3"),
        case("H1", "two", worker_id="W1"),
        case("H3", "eight", worker_id="W3"),
        case("H2", "five", worker_id="W2"),
        case(),
    )

    found = second(facts)

    assert found == RunnerUp(
        worker_id="W2",
        cost_difference=(50 + 60 + 70) - (20 + 30 + 40),
        what_gets_worse=("Balance: W2 would go from 50% to 80% of capacity.",),
    )


def test_everything_else_stays_as_proposed() -> None:
    """What the runner-up holds in the proposal counts, not only what they held before."""
    facts = team(
        worker("W1"),
        worker("W2"),
        case("C1", "three", known_worker_ids=("W1",)),
        case("C2", "five", known_worker_ids=("W2",)),
    )

    found = second(facts)

    assert found is not None
    assert found.what_gets_worse[0] == (
        "Balance: W2 would go from 50% to 80% of capacity."
    )


@pytest.mark.parametrize(
    "facts",
    [
        team(worker(), case()),
        team(worker("W1"), worker("W2", carries_cases=False), case()),
        team(
            worker("W1"),
            worker("W2"),
            case(),
            pins=(Pin(case_id="C1", worker_id="W1"),),
        ),
        team(
            worker("W1"),
            worker("W2"),
            case("C1", "eight"),
            case("C2", "eight", barred_worker_ids=("W1",)),
        ),
    ],
)
def test_nobody_else_is_no_runner_up(facts: Team) -> None:
    """Where rules, pins or room leave nobody else there is no second."""
    assert second(facts) is None


def test_a_case_that_waits_has_no_runner_up() -> None:
    """Somebody has to be first before somebody can be second."""
    assert second(team(worker(carries_cases=False), case())) is None


def test_another_co_worker_is_not_another_worker() -> None:
    """The runner-up would hold the case; with whom is a detail."""
    people = (worker("W1"), worker("W2"), worker("W3"))
    pins = (Pin(case_id="C1", worker_id="W1"),)

    assert second(team(*people, case(joint=True), pins=pins)) is None


@settings(max_examples=30, deadline=None)
@given(facts=teams(), policy=policies())
def test_asking_leaves_the_proposal_as_it_was(facts: Team, policy: Policy) -> None:
    """The question is free, and its answer is the difference the other choice would make."""
    try:
        meeting = meet(facts, policy)
    except Impossible:
        return
    ledger = meeting.ledger

    for index, chosen in enumerate(meeting.solution.choices):
        found = runner_up(meeting.verdict.review, ledger, index)
        assert tuple(ledger.choices) == meeting.solution.choices
        assert ledger.added == meeting.ledger.added
        assert ledger.cost() == meeting.solution.cost
        if found is not None:
            assert chosen is not None
            dearer = [
                cost.minus(meeting.solution.cost).total
                for worker_id, cost in others(meeting.ledger, index)
                if worker_id == found.worker_id
            ]
            assert found.cost_difference == min(dearer)
            assert found.cost_difference >= 0


def others(ledger: Ledger, index: int) -> list[tuple[str, Cost]]:
    """What the whole proposal would cost with a group somewhere else."""
    found = []
    ledger.take_back(index)
    for option in list(ledger.options(index)):
        ledger.place(index, option)
        found.append((ledger.problem.posts[option.worker].worker_id, ledger.cost()))
        ledger.take_back(index)
    return found


@pytest.mark.parametrize(
    ("better", "worse", "asks", "sentence"),
    [
        (
            {"skills": {"court": 4}},
            {"skills": {"court": 2}},
            {"kind": "five"},
            "Match: C1 would have 50% of the skills looked for, not 100%.",
        ),
        (
            {},
            {},
            {"known_worker_ids": ("W1",)},
            "Continuity: the family of C1 would lose a worker it knows.",
        ),
        (
            {"localities": frozenset({"North"})},
            {"localities": frozenset({"South"})},
            {"locality": "North"},
            "Place: C1 is in North, where W2 does not usually work.",
        ),
        (
            {"languages": frozenset({"urdu"})},
            {},
            {"languages": frozenset({"urdu"})},
            "Language: W2 does not speak the language of C1.",
        ),
        (
            {"skills": {"court": 2}, "developing": frozenset({"court"})},
            {"skills": {"court": 2}},
            COURT,
            "Development: W1 would lose practice their plan asks for.",
        ),
    ],
)
def test_what_gets_worse_is_told(
    better: dict[str, Any], worse: dict[str, Any], asks: dict[str, Any], sentence: str
) -> None:
    """What the chosen worker has over the runner-up is said in the words of the goal."""
    wanting = small_competency(types={"five": {"wanted": {"court": 4}}})
    policy = small_policy(competency=wanting, priorities=EVEN.priorities)
    facts = team(worker("W1", 40, **better), worker("W2", 40, **worse), case(**asks))

    found = second(facts, policy)

    assert found is not None
    assert found.worker_id == "W2"
    assert found.cost_difference > 0
    assert found.what_gets_worse == (sentence,)


def test_an_unsafe_workload_is_told_before_balance() -> None:
    """Beyond the safe limit what matters is how far, not how even."""
    facts = team(
        worker("W1"), worker("W2"), case("H2", "eight", worker_id="W2"), case()
    )

    found = second(facts)

    assert found is not None
    assert found.what_gets_worse == (
        "Safety: W2 would be at 110% of capacity; the safe limit is 100%.",
    )


def test_a_tie_is_told_as_one() -> None:
    """Where the other would do as well, nothing is made up."""
    found = second(team(worker("W1"), worker("W2"), case()))

    assert found is not None
    assert found.cost_difference == 0
    assert found.what_gets_worse == ("Nothing: it would do as well.",)


def test_a_price_is_never_for_nothing() -> None:
    """A runner-up who is a level shorter in all is not said to do as well, though the percentages say so."""
    asks: dict[str, Any] = {"skills_required": {"court": 1, "play": 4}}
    people: list[Worker | Case] = [
        worker("W1", 40, skills={"play": 4}),
        worker("W2", 40, skills={"court": 1, "play": 2}),
    ]

    found = second(team(*people, case(**asks)), EVEN.without("skills_cover"))

    assert found is not None
    assert found.cost_difference > 0
    assert found.what_gets_worse != ("Nothing: it would do as well.",)


def test_the_runner_up_may_be_someone_to_be_spared() -> None:
    """Five points on a case of three make the one whose flag is agreed the dearer of two equals."""
    flag = Flag(worker_id="W1", flag="high_strain", stage="agreed", agreed_by="W1, M1")
    facts = team(worker("W1"), worker("W2"), case(), flags=(flag,))

    found = second(facts, EVEN)

    assert found is not None
    assert (found.worker_id, found.cost_difference) == ("W1", 3 * 5)
    assert found.what_gets_worse == ("Care: W1 is to be spared, as agreed with them.",)
