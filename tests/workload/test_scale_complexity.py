import pytest

from tests.builders import case, small_weighting
from tests.workload.weighing import BY_TYPE, HARM, scale, weighed

POLICY = {
    "columns": {"harm": HARM, "needs": HARM},
    "derive": [
        {"kind": "score", "name": "score", "of": ["harm", "needs"]},
        {
            "kind": "band",
            "name": "by_score",
            "of": "score",
            "bands": [
                {"label": "low", "up_to": 2},
                {"label": "medium", "up_to": 4},
                {"label": "high"},
            ],
        },
    ],
    "complexity": {"by": "by_score", "when_missing": "high"},
}
UNITS = {"low": 10, "medium": 20, "high": 30}
TERM = {"kind": "lookup", "name": "Level", "by": ["complexity"], "units": UNITS}
PART = "some criteria of complexity are missing, none assumed"
NONE = "complexity is missing, high assumed"


@pytest.mark.parametrize(
    ("criteria", "column", "level", "said"),
    [
        ({"harm": "0", "needs": "0"}, None, "low", ()),
        ({"harm": "2", "needs": "0"}, None, "low", ()),
        ({"harm": "2", "needs": "1"}, None, "medium", ()),
        ({"harm": "2", "needs": "2"}, "low", "medium", ()),
        ({"harm": "2", "needs": "2.5"}, "low", "high", ()),
        ({"harm": "3"}, "low", "low", ()),
        ({"harm": "3"}, None, "medium", (PART,)),
        ({"harm": "3", "needs": ""}, None, "medium", (PART,)),
        ({}, "low", "low", ()),
        ({}, None, "high", (NONE,)),
        ({"harm": "", "needs": " "}, None, "high", (NONE,)),
    ],
)
def test_criteria_settle_it_then_judgement_then_the_default(
    criteria: dict[str, str],
    column: str | None,
    level: str,
    said: tuple[str, ...],
) -> None:
    """Scores summed where all are given, else the column, else what is there, else what the policy assumes."""
    weights = scale(small_weighting(terms=[BY_TYPE, TERM], **POLICY))
    one = case(criteria=criteria, complexity=column)

    assert weights.complexity(one) == level
    assert weights.alone(one).quanta == 3 + UNITS[level]
    assert weights.alone(one).provisional == said


def test_a_weighting_without_complexity_misses_none() -> None:
    """Counting cases needs no complexity, so a blank one is not provisional."""
    assert weighed(case(), **POLICY).provisional == ()
