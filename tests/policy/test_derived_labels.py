import pytest
from pydantic import ValidationError

from allocator.policy.columns import BLANK
from tests.builders import small_weighting
from tests.policy.derived import COLUMNS, Step, label, refused

TABLE: Step = {
    "kind": "label",
    "name": "care_team",
    "by": ["place"],
    "table": {"home": "visiting", "care": "residential"},
}


def test_a_label_is_found_in_a_table() -> None:
    """One key, one label."""
    assert label(TABLE, place="care") == ("residential", {"residential"})


def test_several_keys_are_joined_by_a_space() -> None:
    """A table by two columns has a label for every pair."""
    table = {"home home": "a", "home care": "b", "care home": "c", "care care": "d"}
    step = {**TABLE, "by": ["place", "sure"], "table": table}

    assert label(step, place="home", sure="care").name == "b"
    assert label(step, place="care").name == "c"


@pytest.mark.parametrize(
    ("more", "name", "could_be"),
    [
        ({}, BLANK, {"visiting", "residential"}),
        (
            {"table": {**TABLE["table"], "blank": "visiting"}},
            "visiting",
            {"visiting", "residential"},
        ),
        (
            {"table": {"home": "a", "care": "a", "blank": "a"}},
            "a",
            {"a"},
        ),
        ({"table": {"home": "a"}, "otherwise": "b"}, "b", {"a", "b"}),
    ],
)
def test_a_blank_key_could_be_any(more: Step, name: str, could_be: set[str]) -> None:
    """What stands for a blank is only assumed, unless every value comes to the same."""
    assert label({**TABLE, **more}) == (name, could_be)


def test_a_blank_that_means_something_is_not_missing() -> None:
    """Where the column says what a blank means, the label is certain."""
    assert label({**TABLE, "by": ["sure"]}) == ("visiting", {"visiting"})


def test_what_the_table_leaves_out_has_no_label() -> None:
    """A value without a key has the label for the rest, which nothing missing could change."""
    step = {**TABLE, "table": {"home": "visiting"}, "otherwise": "other"}

    assert label(step, place="care") == ("other", {"other"})


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"by": ["x"]}, "looks up by 'x', which is no column"),
        ({"by": ["need"]}, "looks up by 'need', which is a number; derive a band"),
        ({"by": ["stage"]}, "looks up by 'stage', which is no column"),
        ({"by": ["complexity"]}, "looks up by 'complexity', which is no column"),
        ({"table": {"home": "a"}}, "has no label for care and no otherwise"),
        (
            {"table": {**TABLE["table"], "cair": "a"}},
            "has the key 'cair', which no place could be",
        ),
        ({"by": ["sure"], "table": {"blank": "a"}}, "has the key 'blank', which no"),
        ({"by": ["place", "place"]}, "looks up by 'place' twice"),
        ({"name": "harm"}, "'harm' is derived under a name that is taken"),
        ({"name": "given"}, "'given' is derived under a name that is taken"),
        ({"name": "since"}, "'since' is derived under a name that is taken"),
        ({"name": "urgency"}, "'urgency' is derived under a name that is taken"),
        ({"name": "locality"}, "'locality' is derived under a name that is taken"),
        ({"name": "Team A"}, "must be in lower case with underscores"),
    ],
)
def test_a_table_that_could_not_be_used_is_refused(more: Step, told: str) -> None:
    """Keys that nothing meets, that are missing, or of columns that are not there, are told."""
    assert told in refused({**TABLE, **more})


def test_a_key_that_could_be_read_in_two_ways_is_refused() -> None:
    """'a b c' could be 'a' and 'b c', or 'a b' and 'c': whichever was meant, one of them would be wrong."""
    choice = {"meaning": "x", "kind": "choice"}
    step = {
        **TABLE,
        "by": ["one", "two"],
        "table": {"a b c": "x", "a c": "y", "a b b c": "z"},
    }

    told = refused(
        step,
        one={**choice, "choices": ["a", "a b"]},
        two={**choice, "choices": ["b c", "c"]},
    )

    assert "has a key that could be read in two ways" in told


FIRST: Step = {
    "kind": "first",
    "name": "route",
    "rules": [
        {"label": "unknown", "blank": ["need"]},
        {"label": "urgent", "when": {"urgency": ["urgent"]}},
        {"label": "far", "when": {"place": ["care"], "sure": ["care"]}},
    ],
    "otherwise": "care_team",
}


@pytest.mark.parametrize(
    ("texts", "name", "could_be"),
    [
        ({"urgency": "urgent"}, "unknown", {"unknown"}),
        ({"need": "1", "urgency": "urgent", "place": "care"}, "urgent", {"urgent"}),
        ({"need": "1", "place": "care", "sure": "care"}, "far", {"far"}),
        ({"need": "1", "place": "care"}, "residential", {"residential"}),
        ({"need": "1", "place": "home"}, "visiting", {"visiting"}),
        (
            {"need": "1", "sure": "care"},
            BLANK,
            {"far", "visiting", "residential"},
        ),
        ({"need": "1"}, BLANK, {"visiting", "residential"}),
    ],
)
def test_the_first_line_that_applies_decides(
    texts: dict[str, str], name: str, could_be: set[str]
) -> None:
    """Lines are read from the top; one that may apply leaves open what comes below."""
    assert label(TABLE, FIRST, **texts) == (name, could_be)


@pytest.mark.parametrize(
    ("column", "text"),
    [("place", "home"), ("since", "2026-01-01"), ("given", "a:1"), ("need", "0")],
)
def test_any_column_may_be_asked_whether_it_is_blank(column: str, text: str) -> None:
    """A blank says something there, and is nothing missing."""
    step = {**FIRST, "rules": [{"label": "unknown", "blank": [column]}]}

    assert label(TABLE, step) == ("unknown", {"unknown"})
    assert label(TABLE, step, **{"place": "care", column: text}).name != "unknown"


def test_what_was_worked_out_may_be_asked_whether_it_is_blank() -> None:
    """A score of nothing, and a label that no key gave, are blank."""
    score = {"kind": "score", "name": "score", "of": ["need", "harm"]}
    step = {
        **FIRST,
        "rules": [
            {"label": "no score", "blank": ["score"]},
            {"label": "no team", "blank": ["care_team"]},
        ],
    }

    assert label(score, TABLE, step).name == "no score"
    assert label(score, TABLE, step, need="1").name == "no team"
    assert label(score, TABLE, step, need="1", place="care").name == "residential"


def test_all_that_a_line_asks_must_be_so() -> None:
    """Blanks and values of one line hold together."""
    rules = [{"label": "x", "blank": ["need", "since"], "when": {"place": ["home"]}}]
    step = {**FIRST, "rules": rules}

    assert label(TABLE, step, place="home").name == "x"
    assert label(TABLE, step, place="home", since="2026-01-01").name == "visiting"
    assert label(TABLE, step, place="care").name == "residential"


def test_a_value_that_is_bound_to_be_met_is_met() -> None:
    """Where every value would do, it does not matter that the value is missing."""
    rules = [{"label": "x", "when": {"place": ["home", "care"]}}]

    assert label(TABLE, {**FIRST, "rules": rules}) == ("x", {"x"})


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"otherwise": "x"}, "falls back on 'x', which is no label"),
        ({"rules": [{"label": "x"}]}, "gives 'x' always; say when"),
        (
            {"rules": [{"label": "x", "blank": ["y"]}]},
            "asks whether 'y' is blank, which is no column",
        ),
        (
            {"rules": [{"label": "x", "when": {"y": ["a"]}}]},
            "depends on 'y', which is no column or label",
        ),
        (
            {"rules": [{"label": "x", "when": {"need": ["1"]}}]},
            "depends on 'need', which is a number; derive a band of it",
        ),
        (
            {"rules": [{"label": "x", "when": {"place": []}}]},
            "depends on place being nothing at all; say which values",
        ),
        ({"rules": []}, "at least 1 item"),
    ],
)
def test_lines_that_could_not_be_read_are_refused(more: Step, told: str) -> None:
    """Lines about columns or values that do not exist, or that always apply, are told."""
    assert told in refused(TABLE, {**FIRST, **more})


def test_a_list_of_lines_does_not_fall_back_on_just_anything() -> None:
    """Where a batch may name any type, nobody knows what labels there are."""
    step = {**FIRST, "rules": FIRST["rules"][:1], "otherwise": "type"}
    any_type = {"kind": "constant", "name": "One", "units": 1}

    with pytest.raises(ValidationError, match="'type', which may be anything"):
        small_weighting(columns=COLUMNS, derive=[step], terms=[any_type])
    assert label(step, need="1") == ("three", {"three"})


HIGHEST: Step = {
    "kind": "highest",
    "name": "top",
    "of": ["place", "care_team"],
    "order": ["visiting", "home", "residential", "care"],
}


@pytest.mark.parametrize(
    ("texts", "name", "could_be"),
    [
        ({"place": "home"}, "home", {"home"}),
        ({"place": "care"}, "care", {"care"}),
        ({}, "visiting", {"home", "residential", "care"}),
    ],
)
def test_the_highest_step_counts(
    texts: dict[str, str], name: str, could_be: set[str]
) -> None:
    """Of several labels the one furthest along the order; blank ones count lowest until they are known."""
    assert label(TABLE, HIGHEST, **texts) == (name, could_be)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"of": ["x"]}, "takes the highest of 'x', which is no label"),
        ({"of": ["care_team", "care_team"]}, "takes 'care_team' twice"),
        (
            {"order": ["visiting", "residential", "home", "home", "care"]},
            "in its order 'home' twice",
        ),
        (
            {"order": ["visiting", "home", "care"]},
            "no place in its order for 'residential'",
        ),
    ],
)
def test_steps_without_a_place_in_the_order_are_refused(more: Step, told: str) -> None:
    """Every label of every step has one place."""
    assert told in refused(TABLE, {**HIGHEST, **more})
