from pathlib import Path

import pytest

from allocator.errors import InvalidPolicy
from allocator.policy import toml
from tests.policy.files import edited, faults_in, policy_file

NUMBER = "round_to = 5 "
TERMS = (
    "'lookup', 'each', 'count', 'recurring', 'constant', 'multiply', 'limit', 'round'"
)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\xff\xfet\x00", "is not UTF-8 text."),
        ("title = 'Gesch\u00fctzt'".encode("cp1252"), "is not UTF-8 text."),
        (b"title = ", "is not valid TOML: Invalid value (at end of document)."),
        (
            b"a = 1\na = 2",
            "is not valid TOML: Cannot overwrite a value (at ",
        ),
        (b"\x00", "is not valid TOML: "),
        (b"#" * 2_000_001, "is too large for such a file."),
        (b"a = " + b"[" * 50_000, "nests tables or lists too deeply."),
        (b"a = " + b"9" * 5_000, "holds a number of too many digits."),
        (b"a = 1e99999999999999999999", "holds a number of too many digits."),
    ],
)
def test_a_file_that_is_no_policy_is_told_in_one_line(
    content: bytes, problem: str, tmp_path: Path
) -> None:
    """Whatever is handed in as a policy file, the answer names the file and what is wrong with it."""
    told = faults_in(policy_file(tmp_path, content))

    assert len(told) == 1
    assert told[0].startswith(f"own.toml: {problem}")


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    """A file deleted while it is looked at is no traceback."""
    with pytest.raises(InvalidPolicy, match=r"gone\.toml: cannot be read: "):
        toml.read(tmp_path / "gone.toml")


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    """Windows editors put a mark in front of UTF-8; it is not part of the first key."""
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbftitle = 'A'")

    assert toml.read(path) == {"title": "A"}


def test_numbers_are_kept_as_written(tmp_path: Path) -> None:
    """A tenth is a tenth, not the nearest binary fraction of it."""
    path = tmp_path / "a.toml"
    path.write_text("tenth = 0.1", encoding="utf-8")

    assert str(toml.read(path)["tenth"]) == "0.1"


@pytest.mark.parametrize(
    ("kind", "old", "new", "key", "nearest"),
    [
        ("weighting", "round_to =", "round_too =", "round_too", "round_to"),
        ("weighting", "[travel]", "[travell]", "travell", "travel"),
        (
            "weighting",
            "units_each = 3",
            "unit_each = 3",
            "terms.10.unit_each",
            "units_each",
        ),
        ("weighting", "at_most =", "at_mst =", "terms.10.at_mst", "at_most"),
        ("weighting", "percent = {", "percents = {", "terms.4.percents", "percent"),
        ("weighting", "most = 3", "moost = 3", "columns.harm.moost", "most"),
        ("weighting", "caseload =", "caselod =", "sizing.caselod", "caseload"),
        (
            "competency",
            "until_months = 12",
            "until_month = 12",
            "levels.newly_qualified.first_months.2.until_month",
            "until_months",
        ),
        (
            "competency",
            "time_percent = 95",
            "time_percnt = 95",
            "levels.experienced.time_percnt",
            "time_percent",
        ),
        (
            "competency",
            "[types.adoption]\nwanted",
            "[types.adoption]\nwantd",
            "types.adoption.wantd",
            "wanted",
        ),
        ("priorities", "weight = 2", "weigth = 2", "over_safe.2.weigth", "weight"),
        ("priorities", "language =", "languages =", "trade_offs.languages", "language"),
        (
            "priorities",
            "[rules.pins_hold]\nsentence",
            "[rules.pins_hold]\nsentense",
            "rules.pins_hold.sentense",
            "sentence",
        ),
    ],
)
def test_an_unknown_key_is_told_with_its_place_and_the_nearest(
    kind: str, old: str, new: str, key: str, nearest: str, tmp_path: Path
) -> None:
    """A misspelt key is never a setting that silently does nothing, however deep it lies."""
    told = faults_in(policy_file(tmp_path, **{kind: edited(kind, (old, new))}))

    assert (
        f"{kind}.toml, {key}: is not a known key. Did you mean '{nearest}'?"
    ) in told


def test_a_key_like_no_other_is_told_with_all_that_are_known(tmp_path: Path) -> None:
    """Where nothing is near, the few keys that may stand there are listed."""
    text = edited("priorities", ("[unplaced]\n", '[unplaced]\n"" = 1\n'))

    assert faults_in(policy_file(tmp_path, priorities=text)) == [
        "priorities.toml, unplaced.'': is not a known key. Known: high, low, medium, urgent."
    ]


@pytest.mark.parametrize(
    ("kind", "old", "key"),
    [
        ("weighting", "round_to = 5 ", "round_to"),
        ("weighting", 'kind = "lookup"', "terms.2.kind"),
        ("weighting", 'name = "Stage" ', "terms.5.name"),
        (
            "weighting",
            "minutes_unknown_locality = 40",
            "travel.minutes_unknown_locality",
        ),
        ("competency", 'ordinary = "social_worker"', "ordinary"),
        ("competency", 'title = "Team manager"', "levels.manager.title"),
        ("priorities", "urgent = 27", "unplaced.urgent"),
        ("priorities", "weight = 4", "over_safe.3.weight"),
    ],
)
def test_a_missing_key_is_told_with_its_place(
    kind: str, old: str, key: str, tmp_path: Path
) -> None:
    """What a file has to say and does not is named as it would be written."""
    text = edited(kind, (old, "#"))

    assert faults_in(policy_file(tmp_path, **{kind: text})) == [
        f"{kind}.toml, {key}: is missing."
    ]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ('"many"', "is 'many'; it must be a number."),
        ("true", "is true; it must be a number."),
        ("[5]", "is a list; it must be a number."),
        ("{ a = 5 }", "is a table; it must be a number."),
        ("2026-09-14", "is 2026-09-14; it must be a number."),
        ("nan", "is NaN; it must be a number."),
        ("-inf", "is -Infinity; it must be a number."),
        ("0", "is 0; it must be at least 0.001."),
        ('"' + "x y" * 50 + '"', f"is '{('x y' * 50)[:59]}...; it must be a number."),
        ('"""two\nlines"""', "is 'two lines'; it must be a number."),
    ],
)
def test_a_wrong_number_is_told_with_what_would_be_right(
    given: str, told: str, tmp_path: Path
) -> None:
    """What was written is shown, in one line, beside what belongs there."""
    text = edited("weighting", (NUMBER, f"round_to = {given} "))

    assert faults_in(policy_file(tmp_path, weighting=text)) == [
        f"weighting.toml, round_to: {told}"
    ]


@pytest.mark.parametrize(
    ("kind", "old", "new", "told"),
    [
        (
            "weighting",
            'kind = "lookup"',
            'kind = "look up"',
            f"terms.2.kind: is 'look up'; it must be one of {TERMS}.",
        ),
        (
            "weighting",
            'kind = "lookup"',
            "kind = [0.5]",
            f"terms.2.kind: is a list; it must be one of {TERMS}.",
        ),
        (
            "weighting",
            'by = ["type"]',
            'by = "type"',
            "terms.1.by: is 'type'; it must be a list: [...], or [[...]] where it lists tables.",
        ),
        ("weighting", 'by = ["type"]', "by = []", "terms.1.by: must not be empty."),
        ("weighting", 'by = ["type"]', 'by = [""]', "terms.1.by.1: must not be empty."),
        (
            "weighting",
            'by = ["type"]',
            "by = [3]",
            "terms.1.by.1: is 3; it must be text in quotes.",
        ),
        (
            "weighting",
            "assessment = 50",
            'assessment = "80 minutes"',
            "terms.2.units.assessment: is '80 minutes'; it must be a number.",
        ),
        (
            "weighting",
            'unit = "minutes per week"',
            'unit = "hours"',
            "unit: is 'hours'; it must be 'minutes per week' or 'points'.",
        ),
        (
            "weighting",
            "siblings_percent = 65",
            "siblings_percent = 1001",
            "siblings_percent: is 1001; it must be at most 1000.",
        ),
        (
            "weighting",
            "siblings_percent = 65",
            "siblings_percent = -1",
            "siblings_percent: is -1; it must be at least 0.",
        ),
        (
            "weighting",
            "by_experience = true",
            'by_experience = "maybe"',
            "by_experience: is 'maybe'; it must be true or false.",
        ),
        (
            "weighting",
            "[stages]",
            "[[stages]]",
            "stages: is a list; it must be a table of keys and values.",
        ),
        (
            "competency",
            "wanted = { disability = 2 }",
            "wanted = 2",
            "types.disabled_child.wanted: is 2; it must be a table of keys and values.",
        ),
        (
            "competency",
            "wanted = { disability = 2 }",
            "wanted = { disability = 5 }",
            "types.disabled_child.wanted.disability: is 5; it must be at most 4.",
        ),
        (
            "competency",
            "[types.adoption]",
            '[types."Adoption  of a child"]',
            "types.Adoption of a child: 'Adoption of a child' must be"
            " in lower case with underscores, as in adoption_of_a_child.",
        ),
        (
            "competency",
            "time_percent = 115",
            "time_percent = 1.15",
            "levels.newly_qualified.time_percent: is 1.15; it must be a whole number.",
        ),
        (
            "competency",
            "time_percent = 115",
            f"time_percent = 0x{'f' * 5000}",
            "levels.newly_qualified.time_percent: is a number of too many digits;"
            " it must be at most 1000.",
        ),
        (
            "competency",
            '["agreed", "supervisor", "self"]',
            '["agred"]',
            "trust.1: is 'agred'; it must be 'agreed', 'supervisor' or 'self'.",
        ),
        (
            "priorities",
            'sentence = "What people have pinned holds."',
            'sentence = ""',
            "rules.pins_hold.sentence: must not be empty.",
        ),
        (
            "priorities",
            'default_urgency = "medium"',
            'default_urgency = "soon"',
            "default_urgency: is 'soon'; it must be 'urgent', 'high', 'medium' or 'low'.",
        ),
    ],
)
def test_a_wrong_value_is_told_with_what_would_be_right(
    kind: str, old: str, new: str, told: str, tmp_path: Path
) -> None:
    """Text, switches, choices, lists and tables each have their plain sentence."""
    found = faults_in(policy_file(tmp_path, **{kind: edited(kind, (old, new))}))

    assert len(found) == 1
    assert found[0].startswith(f"{kind}.toml, {told}")


def test_true_is_no_number(tmp_path: Path) -> None:
    """A switch where a number belongs is refused, never taken for 1."""
    text = edited("priorities", ("horizon_weeks = 4", "horizon_weeks = true"))

    assert faults_in(policy_file(tmp_path, priorities=text))
