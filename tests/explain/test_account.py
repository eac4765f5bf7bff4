from typing import Any

from allocator.audit.judge import judge
from allocator.domain.account import Assignment, WorkerAccount
from allocator.explain.account import assignments, left_waiting, provisional, workers
from tests.builders import (
    DAY,
    case,
    place,
    small_policy,
    small_weighting,
    team,
    worker,
)
from tests.explain.meeting import meet


def test_every_placed_case_is_told_with_its_household() -> None:
    """Cases are told in the order of the batch's households, each with people, units, reasons and the next best."""
    facts = team(
        worker("W1"),
        worker("W2"),
        case("C1", "two", group_id="G", known_worker_ids=("W1",)),
        case("C2", "one", known_worker_ids=("W2",)),
        case("C3", "two", group_id="G", joint=True),
    )
    meeting = meet(facts, small_policy(small_weighting(siblings_percent=50)))

    found = list(assignments(meeting.verdict, meeting.problem, meeting.ledger))

    told = [
        (a.case_id, a.group_id, a.worker_id, a.co_worker_id, a.units) for a in found
    ]
    assert told == [
        ("C1", "G", "W1", "W2", 2),
        ("C3", "G", "W1", "W2", 1),
        ("C2", "", "W2", "", 1),
    ]
    assert all(a.reasons for a in found)
    assert found[0].runner_up == found[1].runner_up
    assert found[0].runner_up is not None
    assert found[0].runner_up.worker_id == "W2"


def test_an_assignment_by_hand() -> None:
    """Everything that is told of the one case there is."""
    facts = team(worker("W1", skills={"court": 1}), case(skills_required={"court": 1}))
    meeting = meet(facts)

    assert list(assignments(meeting.verdict, meeting.problem, meeting.ledger)) == [
        Assignment(
            case_id="C1",
            group_id="",
            worker_id="W1",
            co_worker_id="",
            units=3,
            skill_match_percent=100.0,
            reasons=(
                "Has the skills looked for: court 1.",
                "Takes W1 from 0% to 30% of capacity.",
                "The only worker the rules allow.",
            ),
            runner_up=None,
        )
    ]


def test_placed_and_waiting_are_everything() -> None:
    """Each waiting case is either assigned or accounted for, in the order of households."""
    facts = team(
        worker(),
        case("C1", "eight"),
        case("C2", "eight", urgency="urgent"),
        case("C3", "five", group_id="G"),
        case("C4", "five", group_id="G"),
    )
    meeting = meet(facts)

    placed = list(assignments(meeting.verdict, meeting.problem, meeting.ledger))

    assert [a.case_id for a in placed] == ["C2"]
    assert [u.case_id for u in left_waiting(meeting.verdict)] == ["C1", "C3", "C4"]


def test_every_worker_is_told_before_and_after() -> None:
    """Load, cases and new cases on either side of the proposal; co-working is load but no case."""
    facts = team(
        worker("W1", team="North", seniority="ordinary", skills={"court": 1}),
        worker("W2", hours=20),
        worker("W3", hours=0),
        case("H1", "two", worker_id="W1"),
        case("C1", "three", joint=True),
    )
    verdict = judge(facts, small_policy(), DAY, place(("C1", "W1", "W2")))

    def told(worker_id: str, **facts: Any) -> WorkerAccount:
        return WorkerAccount(worker_id=worker_id, **facts)

    assert list(workers(verdict)) == [
        told(
            "W1",
            team="North",
            capacity=10,
            units_before=2,
            units_after=5,
            percent_before=20.0,
            percent_after=50.0,
            cases_before=1,
            cases_after=2,
            new_cases=1,
            provisional=False,
        ),
        told(
            "W2",
            team="",
            capacity=20,
            units_before=0,
            units_after=2,
            percent_before=0.0,
            percent_after=10.0,
            cases_before=0,
            cases_after=0,
            new_cases=0,
            provisional=True,
        ),
        told(
            "W3",
            team="",
            capacity=0,
            units_before=0,
            units_after=0,
            percent_before=None,
            percent_after=None,
            cases_before=0,
            cases_after=0,
            new_cases=0,
            provisional=True,
        ),
    ]


def test_provisional_data_is_gathered_by_what_is_missing() -> None:
    """Each default is told once, with everyone and everything it stands in for."""
    by_complexity = small_weighting(
        terms=[
            {
                "kind": "lookup",
                "name": "Complexity",
                "by": ["complexity"],
                "units": {"low": 1, "medium": 3, "high": 5},
            }
        ]
    )
    facts = team(
        worker("W1", skills={"court": 1}),
        worker("W2", seniority="new"),
        case("C1", skills_required={"court": 1}),
        case("C2", complexity="low"),
    )
    verdict = judge(facts, small_policy(by_complexity), DAY, place())

    assert provisional(verdict) == (
        "Seniority is missing, worker assumed: W1.",
        "No skills are recorded, level 0 assumed in each: W2.",
        "Complexity is missing, medium assumed: C1.",
    )
