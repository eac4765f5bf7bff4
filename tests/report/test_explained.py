import pytest

from allocator.domain.account import Explanation, Priced
from allocator.report.explained import text


def told(**facts: object) -> str:
    """What is said of a price, in one line."""
    priced = Priced.model_validate({"worker_id": "W2", **facts})
    said = text(
        Explanation(case_id="C1", units=3, unit="points", terms=(), why_not=priced)
    )
    return " ".join(said.split("Why not W2?")[1].split("It asks")[0].split())


@pytest.mark.parametrize(
    ("price", "sentence"),
    [
        (
            {"cost_difference": 9, "cost_at_least": 9, "proven": True, "points": 3.0},
            "- In all it is as if someone 3.0 percentage points busier took it. - No other case would have to move.",
        ),
        (
            {"cost_difference": 9, "cost_at_least": 4, "points": 3.0},
            "- In all it is at most as if someone 3.0 percentage points busier took it. "
            "- No other case would have to move. - Not proven: it may be had for less, though never for nothing.",
        ),
        (
            {"cost_difference": 9, "cost_at_least": -1},
            "- No other case would have to move. "
            "- Not proven: the search ended before it was known whether it can be had for less.",
        ),
        (
            {"cost_difference": 9, "cost_at_least": 9},
            "- No other case would have to move. "
            "- It cannot be had for less, but the proposal itself is not proven best.",
        ),
        (
            {"cost_difference": 0, "cost_at_least": 0, "proven": True},
            "- No reason: it would do exactly as well.",
        ),
        (
            {"cost_difference": -4, "cost_at_least": -9, "points": -2.0},
            "- No reason: it was not tried when the proposal was made, and would do better. "
            "- No other case would have to move. "
            "- Not proven: the search ended before it was known whether it can be had for less.",
        ),
        (
            {
                "cost_difference": 0,
                "cost_at_least": 0,
                "proven": True,
                "others_moved": 2,
                "also_moved": ("C2, C3 from W2 to W1",),
            },
            "- No reason: it would do exactly as well. "
            "- 2 other cases would then best change hands: C2, C3 from W2 to W1.",
        ),
        ({"clash": "No room."}, "- No room."),
    ],
)
def test_a_price_says_what_it_is_and_how_sure(
    price: dict[str, object], sentence: str
) -> None:
    """Exactly, at most, at least or unknown: each has its words, and so has what else would move."""
    assert told(**price) == sentence
