import pytest

from allocator.tables.cells import (
    is_placeholder,
    is_spreadsheet_error,
    key,
    printable,
    shown,
    tidy,
)


@pytest.mark.parametrize(
    "raw",
    [
        "W 1",
        "  W 1 ",
        "W\u00a01",
        "\u00a0W 1\u00a0",
        "\u200bW 1\ufeff",
        "W\n1",
        "W \t 1",
    ],
)
def test_spaces_of_every_sort_are_one_space_within_and_none_around(raw: str) -> None:
    """Stray, hard and invisible spaces do not make a different name."""
    assert tidy(raw) == "W 1"


@pytest.mark.parametrize(
    "written", ["Child in Need", "child-in-need", " CHILD_IN_NEED ", "child  in - need"]
)
def test_keys_ignore_capitals_spaces_and_hyphens(written: str) -> None:
    """A key matches however an export spells it."""
    assert key(tidy(written)) == "child_in_need"


@pytest.mark.parametrize(
    "text", ["#N/A", "#REF!", "#DIV/0!", "#NAME?", "#n/a", "########"]
)
def test_failed_formulas_are_known_for_what_they_are(text: str) -> None:
    """What a spreadsheet writes when a formula fails is not taken for a value."""
    assert is_spreadsheet_error(text)


@pytest.mark.parametrize("text", ["#1", "#", "N/A", "#hashtag"])
def test_other_text_with_a_hash_is_text(text: str) -> None:
    """A hash alone makes no failed formula."""
    assert not is_spreadsheet_error(text)


@pytest.mark.parametrize("text", ["N/A", "n/a", "NULL", "None", "-", "–"])
def test_placeholders_say_nothing(text: str) -> None:
    """What people and systems write for nothing counts as blank."""
    assert is_placeholder(text)


def test_values_in_messages_are_short_and_harmless() -> None:
    """A message never carries a whole note, a control character or reversed text."""
    assert shown("x" * 1000) == f"'{'x' * 39}…'"
    assert printable("a\x00b\u202ec") == "a\\x00b\\u202ec"
