"""Small batches and pairs of policies to try on them."""

from decimal import Decimal
from typing import Any

from allocator.policy.policy import Policy
from allocator.tables.batch import Batch
from tests.builders import (
    case,
    small_competency,
    small_policy,
    small_priorities,
    small_weighting,
    team,
    worker,
)

POINTS = {"one": 1, "two": 2, "three": 3, "five": 5, "eight": 8}


def counting() -> Policy:
    """Every case counts two, whatever it is; all else as in the small policy."""
    term = {
        "kind": "lookup",
        "name": "Type",
        "by": ["type"],
        "units": dict.fromkeys(POINTS, 2),
    }
    policy = small_policy(small_weighting(title="Counting", terms=[term]))
    return policy.changed(name="counting", title="Counting")


def two_workers(**facts: Any) -> Batch:
    """Two workers of ten points each and four waiting cases that differ in weight."""
    return Batch(
        team(
            worker("W1", name="Ana Zoë", team="North"),
            worker("W2", name="Ben Łuk", team="North"),
            case("H1", "two", worker_id="W1"),
            case("C1", "eight", urgency="high"),
            case("C2", "one"),
            case("C3", "one"),
            case("C4", "two"),
            **facts,
        ),
        inputs={"cases.csv": "c" * 64},
    )


def newcomer() -> Batch:
    """One newly qualified worker, who may hold an 'eight' only jointly, and nobody to share it with."""
    return Batch(
        team(worker("W1", seniority="new"), case("C1", "eight"), case("C2", "one"))
    )


def skilled_and_free() -> Batch:
    """A case that looks for court work: W1 has the skill and holds three points, W2 has neither.

    In steps of one percentage point, the case costs 35 in W1's hands and 5 in W2's, and new work
    as much in either's; so W1 is chosen where a level of skill is worth more than 30 points.
    """
    return Batch(
        team(
            worker("W1", skills={"court": 1}),
            worker("W2"),
            case("H1", "three", worker_id="W1"),
            case("C1", "one", skills_required={}, interventions=("court_statement",)),
        )
    )


def fine(worth: int) -> Policy:
    """The small policy in steps of one point, with a level of skill worth so much and wanted, never required."""
    base = small_priorities()
    return small_policy(
        competency=small_competency(
            interventions={"court_statement": {"wanted": {"court": 1}}}
        ),
        priorities=base.changed(
            balance=base.balance.changed(step_percent=1),
            trade_offs=base.trade_offs.changed(skill_level=Decimal(worth)),
        ),
    )
