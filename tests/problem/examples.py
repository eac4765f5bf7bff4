"""For every rule, the smallest team that keeps it and the smallest that breaks it."""

import datetime
from dataclasses import dataclass, field

import pytest

from allocator.domain.case import Case, Pin
from allocator.domain.team import Team
from allocator.domain.worker import Reduction
from allocator.policy.policy import Policy
from allocator.problem.screen import refusals
from allocator.workload.measure import Workload
from tests.builders import (
    DAY,
    case,
    small_competency,
    small_policy,
    team,
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
        "Would have 4 new cases in 4 weeks; the limit is 3.",
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
