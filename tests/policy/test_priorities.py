from typing import Any

import pytest
from pydantic import ValidationError

from tests.builders import small_priorities
from tests.problem.test_rebalance import MOVES


def limits(*steps: tuple[int, int]) -> dict[str, Any]:
    """Limits beyond which each unit counts so much."""
    return {
        "over_safe": [
            {"from_percent": percent, "weight": weight} for percent, weight in steps
        ]
    }


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (limits((105, 1), (100, 2)), "from low to high"),
        (limits((100, 1), (100, 2)), "from low to high"),
        (limits((100, 2), (105, 2)), "grow steeper"),
        (limits((100, 2), (105, 1)), "grow steeper"),
        (limits(), "at least 1 item"),
        ({"horizon_weeks": 0}, "horizon_weeks"),
        ({"horizon_weeks": 53}, "horizon_weeks"),
        ({"ceiling_percent": 0}, "ceiling_percent"),
        ({"default_urgency": "soon"}, "default_urgency"),
        ({"moves": {**MOVES, "long_held_weeks": 0}}, "moves.long_held_weeks"),
        ({"moves": {**MOVES, "handover": -1}}, "moves.handover"),
        ({"moves": {**MOVES, "hand_over": 1}}, "moves.hand_over"),
        (
            {"unplaced": {"urgent": 27, "high": 9, "medium": 3, "low": 0}},
            "unplaced.low",
        ),
    ],
)
def test_priorities_that_make_no_sense_are_refused(
    changes: dict[str, Any], told: str
) -> None:
    """Penalties rise, every case counts, and the weeks ahead are within a year."""
    with pytest.raises(ValidationError, match=told):
        small_priorities(**changes)


def test_the_safe_limit_is_where_the_penalties_begin() -> None:
    """One number says both, so that the two cannot disagree."""
    assert small_priorities(**limits((95, 1), (105, 2))).safe_percent == 95


def test_the_ceiling_is_no_lower_than_the_safe_limit() -> None:
    """A hard stop below what is safe is a slip."""
    with pytest.raises(ValidationError):
        small_priorities(ceiling_percent=90, **limits((100, 1)))


def test_moves_may_be_left_out() -> None:
    """A file written before held cases could move is complete; one that has the table says everything in it."""
    assert small_priorities().moves is None
    assert small_priorities(moves=MOVES).moves is not None
    with pytest.raises(ValidationError, match="stays_types"):
        small_priorities(moves={k: v for k, v in MOVES.items() if k != "stays_types"})
