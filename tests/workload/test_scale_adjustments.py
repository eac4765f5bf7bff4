from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.workload.scale import Asked
from tests.builders import case, small_weighting
from tests.workload.weighing import BY_TYPE, parts, scale, weighed

WORK: dict[str, Any] = {
    "kind": "each",
    "name": "Work",
    "units": {"visit": 2, "plan": 5, "handed_over": -9},
}
LIMIT: dict[str, Any] = {
    "kind": "limit",
    "name": "Limits",
    "of": ["Type", "Work"],
    "at_least": 4,
    "at_most": 8,
}


@pytest.mark.parametrize(
    ("interventions", "terms"),
    [
        ((), [("Type", 3), ("Limits", 1)]),
        (("visit",), [("Type", 3), ("Work", 2)]),
        (("plan",), [("Type", 3), ("Work", 5)]),
        (("visit", "plan"), [("Type", 3), ("Work", 2), ("Work", 5), ("Limits", -2)]),
        (("handed_over",), [("Type", 3), ("Work", -9), ("Limits", 10)]),
    ],
)
def test_terms_together_keep_to_a_floor_and_a_cap(
    interventions: tuple[str, ...], terms: list[tuple[str, float]]
) -> None:
    """What has to be added or taken off is a term of its own, so that the sum shows it."""
    assert parts(weighed(case(interventions=interventions), WORK, LIMIT)) == terms


def test_only_the_named_terms_are_limited() -> None:
    """A cap on the type leaves the rest alone."""
    term = {**LIMIT, "of": ["Type"], "at_least": None, "at_most": 2}

    asked = weighed(case(interventions=("plan",)), WORK, term)

    assert parts(asked) == [("Type", 3), ("Work", 5), ("Limits", -1)]


@given(
    units=st.decimals(-1000, 1000, places=3),
    least=st.none() | st.decimals(-500, 500, places=2),
    most=st.none() | st.decimals(-500, 500, places=2),
)
def test_a_limited_sum_lies_between_its_limits(
    units: Decimal, least: Decimal | None, most: Decimal | None
) -> None:
    """Within its limits a sum stays as it is, and beyond one it is that limit."""
    if least is None and most is None:
        least = Decimal(0)
    if least is not None and most is not None:
        least, most = sorted((least, most))
    table = {**BY_TYPE, "name": "Sum", "units": dict.fromkeys(BY_TYPE["units"], units)}
    limit = {**LIMIT, "of": ["Sum"], "at_least": least, "at_most": most}

    asked = weighed(case(), table, limit)

    found = sum(term.value for term in asked.terms if term.term in {"Sum", "Limits"})
    known = [bound for bound in (least, units, most) if bound is not None]
    if least is not None and units < least:
        assert found == least
    elif most is not None and units > most:
        assert found == most
    else:
        assert found == units
    assert found in known


def of_a_case(*terms: dict[str, Any]) -> Asked:
    """What a case asks when it is weighed by these terms alone."""
    return scale(small_weighting(terms=terms)).alone(case())


def rounding(to: Any, how: str, *of: str) -> dict[str, Any]:
    """A term that rounds what the type, or these, come to."""
    return {
        "kind": "round",
        "name": "Step",
        "of": [*(of or ["Type"])],
        "to": to,
        "how": how,
    }


@pytest.mark.parametrize(
    ("units", "to", "how", "more"),
    [
        ("3.5", "1", "half_up", "0.5"),
        ("3.49", "1", "half_up", "-0.49"),
        ("3.99", "1", "down", "-0.99"),
        ("7.5", "5", "half_up", "2.5"),
        ("9.9", "5", "down", "-4.9"),
        ("-3.5", "1", "half_up", "-0.5"),
        ("-3.9", "1", "down", "0.9"),
        ("4", "1", "down", "0"),
    ],
)
def test_a_sum_is_rounded_where_the_file_says_so(
    units: str, to: str, how: str, more: str
) -> None:
    """Halves away from nothing, or everything beyond the step cut off; what it comes to is a term of its own."""
    table = {**BY_TYPE, "units": dict.fromkeys(BY_TYPE["units"], Decimal(units))}

    asked = of_a_case(table, rounding(Decimal(to), how))

    assert sum(t.value for t in asked.terms if t.term == "Step") == Decimal(more)


def test_each_rounding_is_where_it_stands() -> None:
    """A half rounded up before it is doubled makes one more than one rounded after."""
    half = {**BY_TYPE, "units": dict.fromkeys(BY_TYPE["units"], Decimal("2.5"))}
    twice = {
        "kind": "multiply",
        "name": "Twice",
        "by": "type",
        "percent": {"three": 200},
    }
    before = [half, rounding(1, "half_up"), {**twice, "of": ["Type", "Step"]}]
    after = [half, {**twice, "of": ["Type"]}, rounding(1, "half_up", "Type", "Twice")]

    assert of_a_case(*before).quanta == 6
    assert of_a_case(*after).quanta == 5


@given(
    units=st.decimals(-1000, 1000, places=4),
    to=st.sampled_from(["0.1", "0.5", "1", "5", "7", "0.003"]),
    how=st.sampled_from(["half_up", "down"]),
)
def test_a_rounded_sum_is_a_whole_number_of_steps(
    units: Decimal, to: str, how: str
) -> None:
    """As decimals are rounded: half a step away from nothing, or towards nothing."""
    table = {**BY_TYPE, "units": dict.fromkeys(BY_TYPE["units"], units)}

    asked = of_a_case(table, rounding(Decimal(to), how))

    rounded = sum(term.value for term in asked.terms if term.term != "Rounding")
    mode = {"half_up": ROUND_HALF_UP, "down": ROUND_DOWN}[how]
    step = Decimal(to)
    assert rounded == (units / step).quantize(Decimal(1), mode) * step


EXTRA: dict[str, Any] = {"kind": "constant", "name": "Extra", "units": 4}
PLACE = {"meaning": "Where.", "kind": "choice", "choices": ["home", "care"]}


def test_a_constant_counts_for_every_case() -> None:
    """The same for everyone, key and all."""
    asked = weighed(case(), EXTRA)

    assert parts(asked) == [("Type", 3), ("Extra", 4)]
    assert asked.terms[1].source == "small: Extra, 4"


@pytest.mark.parametrize(
    ("place", "complexity", "units"),
    [("care", "high", 4), ("care", "low", 0), ("home", "high", 0)],
)
def test_a_term_counts_when_all_it_asks_is_so(
    place: str, complexity: str, units: int
) -> None:
    """Of several conditions every one must hold; of several values one."""
    term = {**EXTRA, "when": {"place": ["care"], "complexity": ["medium", "high"]}}

    asked = weighed(
        case(complexity=complexity, criteria={"place": place}),
        term,
        columns={"place": PLACE},
    )

    assert asked.quanta == 3 + units
    assert asked.provisional == ()


@pytest.mark.parametrize(
    ("when", "units", "is_provisional"),
    [
        ({"place": ["care"]}, 0, True),
        ({"place": ["care", "blank"]}, 4, True),
        ({"place": ["care", "home"]}, 4, False),
        ({"place": ["care"], "complexity": ["low"]}, 0, False),
    ],
)
def test_a_condition_on_something_missing_is_said(
    when: dict[str, list[str]], units: int, is_provisional: bool
) -> None:
    """A term that would count, or would not, if the blank were filled in makes the weight provisional."""
    asked = weighed(
        case(complexity="high"), {**EXTRA, "when": when}, columns={"place": PLACE}
    )

    assert asked.quanta == 3 + units
    assert asked.provisional == (("place is missing",) if is_provisional else ())


def test_a_percentage_by_something_missing_is_said() -> None:
    """A blank changes nothing, but filled in it might."""
    term = {
        "kind": "multiply",
        "name": "Harder",
        "by": "place",
        "of": ["Type"],
        "percent": {"care": 200},
    }

    asked = weighed(case(), term, columns={"place": PLACE})

    assert asked.quanta == 3
    assert asked.provisional == ("place is missing",)


def test_a_term_that_does_not_count_gives_later_ones_nothing() -> None:
    """What multiplies or limits it finds nothing there, rather than failing."""
    terms = [
        {**EXTRA, "when": {"complexity": ["high"]}},
        {**LIMIT, "of": ["Extra"], "at_least": None, "at_most": 2},
    ]

    assert weighed(case(complexity="low"), *terms).quanta == 3
    assert weighed(case(complexity="high"), *terms).quanta == 3 + 4 - 2
