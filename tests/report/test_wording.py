import pytest

from allocator.explain.words import whole_percent
from allocator.report.wording import (
    amount,
    change,
    count,
    listed,
    person,
    plain,
    sentence,
    words,
)
from tests.report.sample import outcome


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (82.4, "82%"),
        (100.0, "100%"),
        (100.01, "100%"),
        (100.4, "100.4%"),
        (99.6, "99.6%"),
        (110.2, "110.2%"),
        (1234.6, "1,235%"),
        (None, "none"),
    ],
)
def test_rounding_never_hides_a_limit(number: float | None, said: str) -> None:
    """A worker at 100.4% is over the safe limit, and is not shown at 100%."""
    assert whole_percent(number, (100, 110)) == said


def test_before_and_after_is_one_phrase() -> None:
    """82% → 96%; only one number where nothing changes."""
    assert change(82.1, 95.9, (100,)) == "82% → 96%"
    assert change(82.1, 82.1, (100,)) == "82%"
    assert change(None, None, (100,)) == "no capacity"


def test_units_are_whole_where_they_are_whole() -> None:
    """1,240 minutes; 2.5 points."""
    assert (amount(1240), amount(1240.0), amount(2.5)) == ("1,240", "1,240", "2.5")


def test_people_have_number_and_name() -> None:
    """W07 · Rowan Heron; the number alone where no name is known."""
    assert person(outcome().team, "W07") == "W07 · Rowan Heron"
    assert person(outcome().team, "W12") == "W12"


def test_words_are_for_people() -> None:
    """Keys lose their underscores, counts their grammar mistakes."""
    assert words("child_protection") == "Child protection"
    assert (count(1, "case"), count(1850, "case")) == ("1 case", "1,850 cases")
    assert listed(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("would go to 104%", "Would go to 104%."),
        ("cases.csv row 3: blank", "cases.csv row 3: blank."),
        ("Done.", "Done."),
        ("", ""),
    ],
)
def test_sentences_begin_and_end_as_sentences_do(given: str, said: str) -> None:
    """A capital and a stop, save where a file's name comes first."""
    assert sentence(given) == said


def test_joiners_inside_words_are_kept() -> None:
    """Persian and emoji need the invisible joiners that other scripts do not."""
    assert plain("a\u200cb \u200d") == "a\u200cb \u200d"
