"""Slips that would change nothing, or something else than was meant, are told."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from tests.builders import small_weighting
from tests.policy.files import POLICY, edited, faults_in, policy_file, text_of

TYPE: dict[str, Any] = {
    "kind": "lookup",
    "name": "Type",
    "by": ["type"],
    "units": {"one": 1, "two": 2},
}
PLACE = {"meaning": "Where.", "kind": "choice", "choices": ["home", "care"]}
ITEMS = {"meaning": "What.", "kind": "items"}
VISITS = {"visit": 2, "call": 1}


def told(*terms: dict[str, Any], **more: Any) -> str:
    """What is said of a weighting with these terms after its types."""
    with pytest.raises(ValidationError) as error:
        small_weighting(terms=[TYPE, *terms], **more)
    return "; ".join(found["msg"] for found in error.value.errors())


@pytest.mark.parametrize(
    "term",
    [
        {**TYPE, "name": "A", "units": {"one": 1, "tow": 1}, "otherwise": 0},
        {
            "kind": "multiply",
            "name": "A",
            "by": "type",
            "of": ["Type"],
            "percent": {"tow": 50},
        },
        {
            "kind": "recurring",
            "name": "A",
            "by": ["type"],
            "every": {"tow": {"every_weeks": 1, "units_each": 1}},
        },
        {
            "kind": "lookup",
            "name": "A",
            "by": ["type", "complexity"],
            "units": {"one high": 1, "tow high": 1},
            "otherwise": 0,
        },
    ],
)
def test_a_type_that_no_batch_may_use_is_told(term: dict[str, Any]) -> None:
    """A misspelt type in one table would silently leave the right one as it is."""
    assert "term 'A' has the key 'tow" in told(term)


def test_a_condition_on_a_type_that_no_batch_may_use_is_told() -> None:
    """It would never hold."""
    term = {"kind": "constant", "name": "A", "units": 1, "when": {"type": ["tow"]}}

    assert "term 'A' depends on type being 'tow', which it never is" in told(term)


@pytest.mark.parametrize(
    ("more", "key"),
    [
        (
            {
                "travel": {
                    "visits_per_week": {"tow": 1},
                    "minutes_within_locality": 1,
                    "minutes_beyond_locality": 1,
                    "minutes_unknown_locality": 1,
                }
            },
            "travel.visits_per_week has the key 'tow'",
        ),
        (
            {"sizing": {"caseload": 1, "source": "x", "mix_percent": {"tow": 100}}},
            "sizing has the key 'tow'",
        ),
    ],
)
def test_types_beside_the_terms_are_checked_too(more: dict[str, Any], key: str) -> None:
    """Visits to a misspelt type would be those of the rest."""
    assert f"{key}, which no type could be" in told(**more)


def test_every_table_by_type_names_every_type() -> None:
    """A type that one table has and another forgot would weigh less than was meant."""
    term = {**TYPE, "name": "A", "units": {"one": 1}}

    assert "term 'A' has no number for two and no otherwise" in told(term)


def test_types_of_several_keys_are_types_too() -> None:
    """A table by type and complexity says which types there are as much as one by type alone."""
    levels = ("low", "medium", "high")
    both = {f"one {level}": 1 for level in levels}
    term = {**TYPE, "name": "A", "by": ["type", "complexity"], "units": both}

    assert "term 'A' has no number for two low, two medium, two high" in told(term)
    assert small_weighting(terms=[term]).known_types == frozenset({"one"})


def test_a_label_by_type_says_which_types_there_are() -> None:
    """A type that a table of labels forgot would have none."""
    any_type = {"kind": "constant", "name": "One", "units": 1}
    step = {"kind": "label", "name": "kind", "by": ["type"], "table": {"one": "a"}}

    weighting = small_weighting(terms=[any_type], derive=[step])

    assert weighting.known_types == frozenset({"one"})
    assert "'kind' has no label for two and no otherwise" in told(derive=[step])
    rest = {**step, "otherwise": "b"}
    assert small_weighting(terms=[any_type], derive=[rest]).known_types is None


def test_a_table_for_some_types_says_so() -> None:
    """With a condition on the types it is for, a table needs no others, and may have none."""
    term = {**TYPE, "name": "A", "units": {"one": 1}, "when": {"type": ["one"]}}
    other = {**term, "name": "B", "units": {"one": 1, "two": 2}}

    assert small_weighting(terms=[TYPE, term]).known_types == frozenset({"one", "two"})
    assert "term 'B' has the key 'two', which no type could be" in told(other)


def test_every_table_of_interventions_names_every_intervention() -> None:
    """One that a table forgot would weigh less than was meant, and one misspelt would never count."""
    each = {"kind": "each", "name": "A", "units": VISITS}
    fewer = {"kind": "each", "name": "B", "units": {"visit": 1}}
    misspelt = {**fewer, "units": {"vist": 1}, "otherwise": 0}

    assert "term 'B' has no number for call and no otherwise" in told(each, fewer)
    assert "term 'B' has the key 'vist', which no intervention could be" in told(
        each, misspelt
    )


def test_items_of_cases_and_of_workers_are_told_apart() -> None:
    """Two columns of one name, one of each table, have each their own items."""
    term = {"kind": "each", "name": "A", "column": "given"}
    weighting = small_weighting(
        columns={"given": ITEMS},
        worker_columns={"given": ITEMS},
        terms=[TYPE, {**term, "units": {"visit": 1}}],
        worker_terms=[{**term, "units": {"call": 1}}],
    )

    assert weighting.known_items("given") == frozenset({"visit"})
    assert weighting.known_items("given", of_workers=True) == frozenset({"call"})
    assert weighting.known_interventions is None


def test_a_table_that_no_term_uses_is_told() -> None:
    """Changing its numbers would change nothing."""
    tables = {"contacts": VISITS, "spare": {"visit": 9}}
    term = {"kind": "each", "name": "A", "units": "contacts"}

    assert told(term, tables=tables).endswith(
        "table 'spare' is used by no term; one uses it by units = \"spare\""
    )


def test_a_term_takes_over_a_table_of_the_file() -> None:
    """Two terms may share one table, and it is as if each had it."""
    terms = [
        TYPE,
        {"kind": "each", "name": "A", "units": "contacts"},
        {"kind": "lookup", "name": "B", "by": ["place"], "units": "places"},
    ]
    tables = {"contacts": VISITS, "places": {"home": 1, "care": 2}}
    columns = {"place": PLACE}

    shared = small_weighting(terms=terms, tables=tables, columns=columns)

    apart = [
        TYPE,
        {**terms[1], "units": tables["contacts"]},
        {**terms[2], "units": tables["places"]},
    ]
    assert shared.terms == small_weighting(terms=apart, columns=columns).terms


def test_a_table_that_is_not_in_the_file_is_told() -> None:
    """The name of a table is no table."""
    term = {"kind": "each", "name": "A", "units": "contats"}

    said = told(term, tables={"contacts": VISITS})

    assert "'contats' is no table of this file; write it as [tables.contats]" in said


@pytest.mark.parametrize(
    ("term", "said"),
    [
        (
            {"kind": "multiply", "by": "type", "of": ["Type", "Type"], "percent": {}},
            "term 'A' multiplies 'Type' twice",
        ),
        (
            {"kind": "limit", "of": ["Type", "Type"], "at_most": 1},
            "term 'A' limits 'Type' twice",
        ),
        (
            {"kind": "round", "of": ["Type", "Type"], "to": 1, "how": "down"},
            "term 'A' rounds 'Type' twice",
        ),
        (
            {"kind": "round", "of": ["Tpye"], "to": 1, "how": "down"},
            "term 'A' rounds 'Tpye', which no earlier term is called",
        ),
        (
            {"kind": "limit", "of": ["Type"]},
            "give at_least, at_most or both",
        ),
        (
            {"kind": "each", "column": "place", "units": {}},
            "term 'A' counts 'place', which is no column of items",
        ),
        (
            {"kind": "count", "column": "given", "units_each": 1},
            "term 'A' counts 'given', which is no number column",
        ),
        (
            {"kind": "recurring", "by": ["type"], "every": {}},
            "at least 1 item",
        ),
    ],
)
def test_a_term_that_would_count_wrongly_is_told(
    term: dict[str, Any], said: str
) -> None:
    """A term named twice would count twice; one misspelt would not count at all."""
    columns = {"place": PLACE, "given": ITEMS}

    assert said in told({"name": "A", **term}, columns=columns)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            {"worker_total_rounding": "down", "worker_total_round_to": "1.5"},
            "worker_total_round_to is 1.5, which is no whole number of round_to, 1",
        ),
        (
            {
                "capacity": {
                    "full_time_hours": 10,
                    "full_time_units": 10,
                    "round_to": "0.5",
                }
            },
            "capacity.round_to is 0.5, which is no whole number of round_to, 1",
        ),
        (
            {"complexity": {"by": "place"}, "columns": {"place": PLACE}},
            "complexity is settled by 'place', which is not a label of low, medium",
        ),
        (
            {"reported": {"column": "says", "differs_by_percent": 10}},
            "reported reads 'says', which is no number among worker_columns",
        ),
    ],
)
def test_parts_that_do_not_fit_the_rest_are_told(
    more: dict[str, Any], said: str
) -> None:
    """Steps that nothing is counted in, labels that are no complexity, columns that are not there."""
    assert said in told(**more)


def test_what_nothing_goes_by_is_known() -> None:
    """A column or label that no term depends on, however indirectly, can be told to whoever owns the file."""
    band = {"kind": "band", "bands": [{"label": "low"}]}
    weighting = small_weighting(
        columns={
            "read": {"meaning": "x", "kind": "number"},
            "harm": {"meaning": "x", "kind": "number"},
            "spare": {"meaning": "x", "kind": "number"},
            "place": PLACE,
            "other": PLACE,
        },
        worker_columns={"says": {"meaning": "x", "kind": "number"}, "unsaid": ITEMS},
        derive=[
            {**band, "name": "level", "of": "harm"},
            {**band, "name": "unused", "of": "spare"},
            {
                "kind": "label",
                "name": "route",
                "by": ["place"],
                "table": {"home": "a", "care": "b"},
            },
        ],
        complexity={"by": "level"},
        reported={"column": "says", "differs_by_percent": 10},
        terms=[
            TYPE,
            {"kind": "count", "name": "A", "column": "read", "units_each": 1},
            {
                "kind": "constant",
                "name": "B",
                "units": 1,
                "when": {"route": ["a"]},
            },
        ],
    )

    assert weighting.unread == ("spare", "other", "unused", "unsaid")


def test_every_slip_is_a_fault_of_its_own(tmp_path: Path) -> None:
    """What is wrong with a weighting as a whole is told line by line, beside faults in its keys."""
    slips = (
        '[[terms]]\nkind = "round"\nname = "A"\nof = ["Complexty"]\nto = 1\nhow = "down"\n'
        '[[terms]]\nkind = "count"\nname = "B"\ncolumn = "agencies"\nunits_each = 3\n'
    )
    counting = text_of("weighting", "caseload-three-point")
    text = counting.replace("[capacity]", f"{slips}[capacity]")

    assert faults_in(policy_file(tmp_path, weighting=text)) == [
        "weighting.toml: term 'A' rounds 'Complexty', which no earlier term is called (did you mean 'Complexity'?).",
        "weighting.toml: term 'B' counts 'agencies', which is no number column.",
    ]


@pytest.mark.parametrize(
    ("kind", "old", "new", "told"),
    [
        (
            "competency",
            "[types.looked_after]",
            "[types.looked_aftr]",
            "competency.toml, types: 'looked_aftr' is no type of case in the weighting."
            " Did you mean 'looked_after'?",
        ),
        (
            "competency",
            "[interventions.safety_plan]",
            "[interventions.safty_plan]",
            "weighting.toml, terms: 'safety_plan' is no intervention of the competency file."
            " Did you mean 'safty_plan'?",
        ),
        (
            "weighting",
            "life_story_work =",
            "life_storywork =",
            "weighting.toml, terms: 'life_storywork' is no intervention of the competency file."
            " Did you mean 'life_story_work'?",
        ),
    ],
)
def test_names_that_only_one_part_knows_are_told(
    tmp_path: Path, kind: str, old: str, new: str, told: str
) -> None:
    """A misspelt name would take its needs, or its number, from the case it was meant for."""
    text = edited(kind, (old, new))

    assert faults_in(policy_file(tmp_path, **{kind: text})) == [told]


def test_a_grade_the_competency_file_does_not_have_is_told(tmp_path: Path) -> None:
    """Its hours would be nobody's, and those it was meant for would have the ordinary ones."""
    grade = "[capacity.grades.advnced]\nfull_time_hours = 30\nfull_time_units = 1800\n"
    terms = (
        '[[worker_terms]]\nkind = "lookup"\nname = "Mentoring"\nby = ["seniority"]\n'
        "units = { advnced = 60 }\notherwise = 0\n"
    )
    text = text_of("weighting") + grade + terms

    assert faults_in(policy_file(tmp_path, POLICY, weighting=text)) == [
        "weighting.toml, capacity.grades: 'advnced' is no level of the competency file."
        " Did you mean 'advanced'?",
        "weighting.toml, worker_terms: term 'Mentoring' has the key 'advnced', which no seniority could be.",
    ]
