from decimal import Decimal

import pytest

from tests.builders import case, small_weighting
from tests.workload.weighing import BY_TYPE, scale, weighed


@pytest.mark.parametrize(
    ("units", "step", "steps"),
    [
        ("2.4", "1", 2),
        ("2.5", "1", 3),
        ("3.5", "1", 4),
        ("122.5", "5", 25),
        ("122.4", "5", 24),
        ("0.05", "0.1", 1),
        ("1", "3", 0),
        ("1.5", "3", 1),
        ("15", "5", 3),
    ],
)
def test_a_half_is_rounded_up_and_the_difference_is_a_term(
    units: str, step: str, steps: int
) -> None:
    """What rounding adds or takes is stated, so that the terms always add up."""
    table = {**BY_TYPE, "units": {"three": Decimal(units)}}
    weighting = small_weighting(terms=[table], round_to=Decimal(step))

    asked = scale(weighting).alone(case())

    difference = steps * Decimal(step) - Decimal(units)
    assert asked.quanta == steps
    assert [tuple(term) for term in asked.terms[1:]] == (
        [("Rounding", difference, f"small: round_to {step}")] if difference else []
    )


def test_no_case_weighs_less_than_nothing() -> None:
    """However much a table takes off, a case never lightens the others, and the terms still add up."""
    term = {**BY_TYPE, "name": "Off", "units": {"three": -10}}

    asked = weighed(case(), term)

    assert asked.quanta == 0
    assert sum(term.value for term in asked.terms) == 0
