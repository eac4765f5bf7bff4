from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from tests.builders import small_weighting

CASE = {"kind": "lookup", "name": "Case", "by": ["type"], "units": {"three": 3}}
PLACE = {"meaning": "Where.", "kind": "choice", "choices": ["home", "care"]}
COUNT = {"meaning": "How many.", "kind": "number"}


def refused(**changes: Any) -> str:
    """What is said of a weighting that does not hold together."""
    with pytest.raises(ValidationError) as error:
        small_weighting(**changes)
    return "; ".join(found["msg"] for found in error.value.errors())


@pytest.mark.parametrize(
    ("term", "told"),
    [
        (
            {"kind": "lookup", "name": "A", "by": ["place"], "units": {}},
            "term 'A' looks up by 'place', which is no column",
        ),
        (
            {"kind": "lookup", "name": "A", "by": ["type", "number"], "units": {}},
            "term 'A' looks up by 'number', which is a number; derive a band of it",
        ),
        (
            {"kind": "count", "name": "A", "column": "choice", "units_each": 1},
            "term 'A' counts 'choice', which is no number column",
        ),
        (
            {"kind": "multiply", "name": "A", "by": "x", "of": ["Case"], "percent": {}},
            "term 'A' multiplies by 'x', which is no column",
        ),
        (
            {"kind": "multiply", "name": "A", "by": "type", "of": ["A"], "percent": {}},
            "term 'A' multiplies 'A', which no earlier term is called",
        ),
        (CASE, "two terms are called 'Case'"),
    ],
)
def test_a_term_reads_only_what_there_is(term: dict[str, Any], told: str) -> None:
    """A term about a column or an earlier term that does not exist would silently weigh nothing."""
    columns = {"choice": PLACE, "number": COUNT}

    assert told in refused(terms=[CASE, term], columns=columns)


def test_every_dangling_reference_is_told() -> None:
    """All references that lead nowhere are told together."""
    told = refused(
        terms=[CASE, {**CASE, "name": "A", "by": ["x"]}, {**CASE, "by": ["y"]}],
        complexity={"by": "harm"},
    )

    for problem in (
        "term 'A' looks up by 'x'",
        "term 'Case' looks up by 'y'",
        "two terms are called 'Case'",
        "complexity is settled by 'harm', which is not derived",
    ):
        assert problem in told


@pytest.mark.parametrize("key", ["type", "stage", "complexity", "urgency", "place"])
def test_terms_look_up_by_what_every_case_has_and_by_own_choices(key: str) -> None:
    """The keys a case always has need no column; a choice of the service's own is one more."""
    term = {"kind": "lookup", "name": "A", "by": [key], "units": {}, "otherwise": 1}

    weighting = small_weighting(terms=[CASE, term], columns={"place": PLACE})

    assert len(weighting.terms) == 2


@pytest.mark.parametrize(
    ("column", "told"),
    [
        ({"meaning": "Where.", "kind": "choice"}, "a choice needs its choices"),
        ({**COUNT, "least": 3, "most": 2}, "least is above most"),
        ({**COUNT, "kind": "day"}, "'number', 'choice', 'items' or 'date'"),
    ],
)
def test_a_column_says_what_it_takes(column: dict[str, Any], told: str) -> None:
    """A column that no cell could satisfy is refused."""
    assert told in refused(columns={"own": column})


def test_meetings_leave_some_of_the_week() -> None:
    """A full-time worker has time for cases, else everyone would be full for ever."""
    capacity = {"full_time_hours": 10, "full_time_units": 10}

    assert "leave no time" in refused(
        capacity={**capacity, "meetings_and_admin_hours": 10}
    )


def test_the_mix_of_the_sizing_sum_is_a_whole() -> None:
    """An average caseload is made of all its cases."""
    sizing = {"caseload": 15.2, "source": "Tests.", "mix_percent": {"three": 99}}

    assert "mix_percent adds up to 99, not 100" in refused(sizing=sizing)


@pytest.mark.parametrize("number", ["round_to", "siblings_percent"])
def test_nothing_is_rounded_to_or_shared_by_less_than_nothing(number: str) -> None:
    """A negative step or share has no meaning."""
    assert "should be greater than" in refused(**{number: -1})


def test_types_are_known_where_a_table_has_no_number_for_the_rest() -> None:
    """The types of a table that has no number for the rest are all there are."""
    rest = {**CASE, "name": "C", "units": {"three": 1}, "otherwise": 2}

    assert small_weighting(terms=[CASE, rest]).known_types == frozenset({"three"})
    assert small_weighting(terms=[rest]).known_types is None


def test_interventions_are_known_where_no_number_stands_for_the_rest() -> None:
    """A weighting without a table of interventions, or with one for the rest, takes any."""
    each = {"kind": "each", "name": "D", "units": {"visit": 1}}

    for terms, known in (
        ([CASE, each], frozenset({"visit"})),
        ([CASE], None),
        ([CASE, {**each, "otherwise": 1}], None),
    ):
        assert small_weighting(terms=terms).known_interventions == known


@pytest.mark.parametrize(
    ("round_to", "steps", "units"),
    [("5", 3, 15), ("0.1", 152, 15.2), ("0.5", 2, 1), ("1", 0, 0)],
)
def test_steps_are_told_in_the_unit_of_the_weighting(
    round_to: str, steps: int, units: float
) -> None:
    """Whole numbers stay whole and tenths are tenths in every report."""
    found = small_weighting(round_to=Decimal(round_to)).units(steps)

    assert found == units
    assert isinstance(found, type(units))


@pytest.mark.parametrize("name", ["type", "complexity", "urgency", "stage", "locality"])
def test_an_own_column_has_a_name_of_its_own(name: str) -> None:
    """A column called like a standard one would never be read."""
    told = refused(columns={name: PLACE})

    assert f"column '{name}' is one of the batch's own" in told


@pytest.mark.parametrize(
    ("by", "key"),
    [
        (["type"], "Child in Need"),
        (["type"], "child-in-need"),
        (["type"], "child_in_need high"),
        (["type", "complexity"], "child_in_need"),
        (["type", "complexity"], "child_in_need, high"),
    ],
)
def test_keys_are_written_so_that_a_batch_can_meet_them(
    by: list[str], key: str
) -> None:
    """A key in capitals, or with a part too few or too many, would never be found, so it is refused."""
    told = refused(terms=[{**CASE, "by": by, "units": {key: 1}}])

    assert f"has the key '{key}', which no {' '.join(by)} could be" in told


def test_keys_of_own_choices_are_written_as_the_column_lists_them() -> None:
    """A service's own choices may hold capitals; its column says how they are spelt."""
    place = {"meaning": "Where.", "kind": "choice", "choices": ["Home"]}
    term = {**CASE, "name": "A", "by": ["type", "place"], "units": {"three Home": 1}}

    weighting = small_weighting(terms=[CASE, term], columns={"place": place})

    assert weighting.terms[1].name == "A"


@pytest.mark.parametrize(
    "changes",
    [
        {
            "terms": [
                CASE,
                {
                    "kind": "limit",
                    "name": "L",
                    "of": ["Case"],
                    "at_least": 2,
                    "at_most": 1,
                },
            ]
        },
        {"stages": {"starting_weeks": 9, "long_standing_weeks": 8}},
    ],
)
def test_limits_run_from_low_to_high(changes: dict[str, Any]) -> None:
    """Two limits typed the wrong way round would leave no medium and no established case."""
    assert refused(**changes)


@pytest.mark.parametrize("key", ["complexity", "urgency", "stage", "place"])
def test_a_table_has_a_number_for_every_level_of_its_scale(key: str) -> None:
    """A case on a level the table forgot would weigh nothing, so the file is refused."""
    term = {"kind": "lookup", "name": "A", "by": [key], "units": {"low": 1, "home": 1}}

    assert refused(terms=[CASE, term], columns={"place": PLACE})


@pytest.mark.parametrize(
    "term",
    [
        {"kind": "lookup", "by": ["complexity"], "units": {"hihg": 1}, "otherwise": 1},
        {"kind": "multiply", "by": "stage", "of": ["Case"], "percent": {"strting": 1}},
        {"kind": "multiply", "by": "place", "of": ["Case"], "percent": {"hoem": 1}},
    ],
)
def test_a_table_names_only_levels_of_its_scale(term: dict[str, Any]) -> None:
    """A misspelt level would silently do nothing, as a misspelt key would."""
    assert refused(terms=[CASE, {"name": "A", **term}], columns={"place": PLACE})


@pytest.mark.parametrize(
    "changes",
    [
        {"round_to": Decimal("1e-999999")},
        {"round_to": Decimal("1e300")},
        {"terms": [{**CASE, "units": {"three": Decimal("1e300")}}]},
        {"capacity": {"full_time_hours": 10, "full_time_units": Decimal("1e300")}},
    ],
)
def test_numbers_stay_within_what_can_be_reckoned_with(changes: dict[str, Any]) -> None:
    """A number of hundreds of digits is a slip, and no solver could use it."""
    assert refused(**changes)
