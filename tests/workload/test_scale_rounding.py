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
    term = {**BY_TYPE, "name": "Off", "units": dict.fromkeys(BY_TYPE["units"], -10)}

    asked = weighed(case(), term)

    assert asked.quanta == 0
    assert sum(term.value for term in asked.terms) == 0


@pytest.mark.parametrize(
    ("how", "units", "to", "asked_for"),
    [
        ("half_up", "2.5", "1", "3"),
        ("half_up", "2.49", "1", "2"),
        ("down", "2.99", "1", "2"),
        ("down", "14.9", "5", "10"),
        ("none", "2.99", "0.01", "2.99"),
        # Nothing is finer than the step everything is counted in.
        ("none", "2.995", "0.01", "3"),
    ],
)
def test_a_case_is_rounded_as_the_file_says(
    how: str, units: str, to: str, asked_for: str
) -> None:
    """Halves upwards, everything beyond the step cut off, or not at all."""
    table = {**BY_TYPE, "units": dict.fromkeys(BY_TYPE["units"], Decimal(units))}
    weighting = small_weighting(terms=[table], round_to=Decimal(to), rounding=how)

    asked = scale(weighting).alone(case())

    assert asked.quanta * Decimal(to) == Decimal(asked_for)
    assert sum(term.value for term in asked.terms) == Decimal(asked_for)
