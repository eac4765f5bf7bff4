from typing import Any

import pytest

from tests.builders import case, small_weighting, worker
from tests.workload.weighing import BY_TYPE, TRAVEL, days_ago, scale

POLICY = {
    "terms": [
        BY_TYPE,
        {
            "kind": "multiply",
            "name": "Complexity",
            "by": "complexity",
            "of": ["Type"],
            "percent": {"high": 150},
        },
        {
            "kind": "multiply",
            "name": "Stage",
            "by": "stage",
            "of": ["Type"],
            "percent": {"starting": 150},
        },
    ],
    "stages": {"starting_weeks": 6},
    "travel": TRAVEL,
}
WHOLE: dict[str, Any] = {
    "complexity": "low",
    "start_date": days_ago(90),
    "locality": "North",
}
SAID = {
    "complexity": "complexity is missing, medium assumed",
    "start_date": "start_date is missing, an established case assumed",
    "locality": "locality is missing, an average journey assumed",
}


@pytest.mark.parametrize("missing", [(), *((name,) for name in SAID), tuple(SAID)])
def test_exactly_what_a_default_stood_in_for_is_said(missing: tuple[str, ...]) -> None:
    """A whole case is not provisional; each blank that was filled is named, and nothing else."""
    facts = {key: fact for key, fact in WHOLE.items() if key not in missing}
    weights = scale(small_weighting(**POLICY))

    asked = weights.alone(case(worker_id="W1", **facts), worker("W1"))

    assert set(asked.provisional) == {SAID[name] for name in missing}


def test_travel_that_is_no_workload_misses_no_locality() -> None:
    """Where journeys are not counted, a blank locality changes nothing."""
    travel = {**TRAVEL, "counts_as_workload": False}
    weights = scale(small_weighting(**{**POLICY, "travel": travel}))
    facts = {**WHOLE, "locality": ""}

    assert weights.alone(case(worker_id="W1", **facts)).provisional == ()
