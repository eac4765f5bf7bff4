from typing import Any

import pytest

from allocator.report.headline import first_sentence, what_proof_means
from allocator.report.outcome import Outcome
from tests.report.sample import account, outcome


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "18 of 20 waiting cases placed; best possible proven."),
        (
            {"status": "feasible", "improvement_closed_percent": 96.6},
            "18 of 20 waiting cases placed; good, not proven best: "
            "at most 4% of the improvement is left.",
        ),
        (
            {"status": "feasible", "improvement_closed_percent": 99.97},
            "18 of 20 waiting cases placed; good, not proven best: "
            "at most 1% of the improvement is left.",
        ),
        (
            {"status": "feasible", "improvement_closed_percent": 30.0},
            "18 of 20 waiting cases placed; not proven best: "
            "at most 70% of the improvement is left.",
        ),
        (
            {"status": "feasible", "improvement_closed_percent": -3.0},
            "18 of 20 waiting cases placed; not proven best: "
            "sharing by number of cases scores as well, so allow more time.",
        ),
        (
            {
                "status": "feasible",
                "improvement_closed_percent": None,
                "gap_percent": 2.2,
            },
            "18 of 20 waiting cases placed; good, not proven best: "
            "within 3% of the best possible.",
        ),
        ({"unallocated": ()}, "All 18 waiting cases placed; best possible proven."),
        ({"assignments": ()}, "0 of 2 waiting cases placed; best possible proven."),
        (
            {"assignments": (), "unallocated": ()},
            "No case is waiting, so there is nothing to propose.",
        ),
        (
            {"status": "impossible", "assignments": ()},
            "No proposal can satisfy every rule and every pin; people need to change a rule or a pin.",
        ),
    ],
)
def test_the_first_sentence_says_what_came_out(
    changes: dict[str, Any], said: str
) -> None:
    """How many are placed, and how good that is known to be; a rounded proof stays true."""
    assert first_sentence(_with(**changes)) == said


def test_an_interrupted_search_says_so() -> None:
    """A proposal saved at an interruption is told as the best so far."""
    assert first_sentence(outcome(interrupted=True)).endswith(
        "Stopped early: this is the best found so far."
    )


def test_what_is_left_is_explained_without_jargon() -> None:
    """The share of improvement reached is rounded down, so the claim is never too large."""
    said = what_proof_means(_with(status="feasible", improvement_closed_percent=96.6))

    assert "at least 96%" in said


def _with(**changes: Any) -> Outcome:
    return outcome(account=account(outcome().team, **changes))
