from decimal import Decimal

import pytest

from allocator.domain.team import Team
from allocator.workload.scale import Scale
from allocator.workload.standing import Standing
from tests.builders import DAY, case, small_policy, small_priorities, small_weighting
from tests.workload.weighing import BY_TYPE, parts, scale, weighed


def test_a_type_is_worth_its_number() -> None:
    """A case weighs what the table says of its type, and the term says where that stands."""
    asked = weighed(case(kind="five"))

    assert asked.quanta == 5
    assert asked.provisional == ()
    assert [tuple(term) for term in asked.terms] == [
        ("Type", Decimal(5), "small: Type, five")
    ]


def test_several_keys_are_joined_by_a_space() -> None:
    """A table by type and complexity is looked up by both."""
    term = {
        "kind": "lookup",
        "name": "Both",
        "by": ["type", "complexity"],
        "units": {"three high": 4, "three low": 1},
        "otherwise": 2,
    }

    assert weighed(case(complexity="high"), term).quanta == 3 + 4
    assert weighed(case(kind="five", complexity="high"), term).quanta == 5 + 2


def test_a_stand_in_for_a_missing_number_is_said() -> None:
    """A type that the table has no number for gets the number for the rest, marked provisional."""
    term = {**BY_TYPE, "name": "Rest", "units": {"five": 1}, "otherwise": 2}

    asked = weighed(case(), term)

    assert parts(asked) == [("Type", 3), ("Rest", 2)]
    assert asked.provisional == ("three is not in the table Rest, 2 assumed",)


def test_a_table_without_keys_is_no_stand_in() -> None:
    """Where no type is told apart from another, the one number is what the policy says, not a default."""
    term = {**BY_TYPE, "name": "Any", "units": {}, "otherwise": 2}

    asked = weighed(case(), term)

    assert asked.quanta == 5
    assert asked.provisional == ()


def test_urgency_is_looked_up_as_it_is_or_as_the_policy_assumes() -> None:
    """A blank urgency weighs what the default urgency weighs."""
    units = {"urgent": 9, "high": 7, "medium": 4, "low": 1}
    term = {"kind": "lookup", "name": "Soon", "by": ["urgency"], "units": units}

    assert weighed(case(urgency="high"), term).quanta == 3 + 7
    assert weighed(case(), term).quanta == 3 + 4


def test_an_urgency_the_batch_leaves_blank_is_the_policys() -> None:
    """The priorities file says what a blank urgency means to the weighting too."""
    units = {"urgent": 9, "high": 7, "medium": 4, "low": 1}
    term = {"kind": "lookup", "name": "Soon", "by": ["urgency"], "units": units}
    policy = small_policy(
        small_weighting(terms=[term]),
        priorities=small_priorities(default_urgency="low"),
    )

    weights = Scale(policy, Standing(Team(), policy.competency, DAY), DAY)

    assert weights.alone(case()).quanta == 1


def test_an_assumed_urgency_is_said() -> None:
    """A default that stood in for a blank urgency makes the weight provisional."""
    term = {
        "kind": "lookup",
        "name": "Soon",
        "by": ["urgency"],
        "units": {"medium": 4},
        "otherwise": 2,
    }

    assert weighed(case(), term).provisional


def test_a_missing_number_is_never_silently_nothing() -> None:
    """A case that a table forgot is marked, so that nobody takes it for light."""
    term = {**BY_TYPE, "name": "By place", "by": ["place"], "units": {"home": 4}}
    place = {"meaning": "Where.", "kind": "choice", "choices": ["home"]}

    assert weighed(case(), term, columns={"place": place}).provisional


EACH = {"kind": "each", "name": "Work", "units": {"visit": 2, "plan": 5}}


def test_every_intervention_counts() -> None:
    """Three for the type, two for visits and five for a plan make ten."""
    asked = weighed(case(interventions=("visit", "plan")), EACH)

    assert asked.quanta == 10
    assert parts(asked) == [("Type", 3), ("Work", 2), ("Work", 5)]
    assert [term.source for term in asked.terms[1:]] == [
        "small: Work, visit",
        "small: Work, plan",
    ]


def test_a_case_without_interventions_is_whole() -> None:
    """No intervention is nothing missing."""
    asked = weighed(case(), EACH)

    assert asked.quanta == 3
    assert asked.provisional == ()


def test_an_intervention_without_a_number_gets_the_one_for_the_rest() -> None:
    """A service may give all it has not listed one number."""
    term = {**EACH, "otherwise": 4}

    assert weighed(case(interventions=("play",)), term).quanta == 7


def test_a_stand_in_for_a_missing_intervention_is_said() -> None:
    """An intervention that the table has no number for makes the weight provisional."""
    term = {**EACH, "otherwise": 4}

    assert weighed(case(interventions=("play",)), term).provisional


COUNT = {
    "kind": "count",
    "name": "Agencies",
    "column": "agencies",
    "units_each": 2,
    "at_most": 3,
}
COLUMNS = {"agencies": {"meaning": "Agencies.", "kind": "number"}}


@pytest.mark.parametrize(
    ("given", "units"),
    [
        ({}, 0),
        ({"agencies": ""}, 0),
        ({"agencies": "0"}, 0),
        ({"agencies": "2"}, 4),
        ({"agencies": "3"}, 6),
        ({"agencies": "4"}, 6),
        ({"agencies": "0.5"}, 1),
    ],
)
def test_each_one_counts_up_to_a_limit(given: dict[str, str], units: int) -> None:
    """Two points for each of at most three agencies, and none where nobody counted."""
    asked = weighed(case(criteria=given), COUNT, columns=COLUMNS)

    assert asked.quanta == 3 + units
    assert asked.provisional == ()


MORE = {
    "kind": "multiply",
    "name": "Harder",
    "by": "complexity",
    "of": ["Type"],
    "percent": {"low": 50, "high": 150},
}


@pytest.mark.parametrize(
    ("complexity", "units"), [("low", 5), ("medium", 10), ("high", 15)]
)
def test_a_share_more_or_less_of_earlier_terms(complexity: str, units: int) -> None:
    """Ten points become five or fifteen; a level without a percentage leaves them at ten."""
    ten = {**BY_TYPE, "units": {"three": 10}}
    policy = small_weighting(terms=[ten, MORE])

    asked = scale(policy).alone(case(complexity=complexity))

    assert asked.quanta == units
    assert parts(asked) == [("Type", 10.0)] + (
        [("Harder", units - 10.0)] if units != 10 else []
    )


def test_only_the_named_terms_are_multiplied() -> None:
    """Twice the type and the same interventions: 3 + 3 + 5."""
    terms = [
        {"kind": "each", "name": "Work", "units": {"plan": 5}},
        {**MORE, "percent": {"high": 200}},
    ]

    asked = weighed(case(complexity="high", interventions=("plan",)), *terms)

    assert parts(asked) == [("Type", 3), ("Work", 5), ("Harder", 3)]


def test_multiplying_what_was_multiplied_compounds() -> None:
    """A term may build on one that multiplies: half of 8, then twice that change."""
    terms = [
        {**MORE, "percent": {"low": 50}},
        {
            **MORE,
            "name": "Again",
            "of": ["Type", "Harder"],
            "percent": {"low": 150},
        },
    ]

    asked = weighed(case(kind="eight", complexity="low"), *terms)

    assert parts(asked) == [("Type", 8), ("Harder", -4), ("Again", 2)]
