import pytest

from allocator.tables import lists
from allocator.tables.cells import Wrong


def test_ids_keep_their_order_and_appear_once() -> None:
    """A list of ids is what was typed, without blanks and repeats."""
    assert lists.ids(" W2 ; W1;;W2; - ") == ("W2", "W1")


def test_keys_are_spelt_as_policies_spell_them() -> None:
    """Entries of a list of keys are keys."""
    assert lists.keys("Home visits; direct-work") == ("home_visits", "direct_work")


def test_commas_between_entries_are_refused_with_advice() -> None:
    """A list with the wrong separator is not read as one long name."""
    with pytest.raises(Wrong, match="separate entries with ';'"):
        lists.keys("home_visits, direct_work")


def test_skills_have_levels_or_get_one_later() -> None:
    """A skill without a level waits for the policy's."""
    levels = lists.levels("court work:3; Neglect")

    assert levels.settled(2).levels == {"court_work": 3, "neglect": 2}
    assert levels.unstated == {"neglect"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "neglect:5",
            "'5' is not a level of 'neglect'; levels are whole numbers from 0 to 4",
        ),
        ("neglect:high", "'high' is not a level"),
        ("neglect:", "'' is not a level"),
        (":3", "names no skill before ':'"),
        ("neglect:1;Neglect:2", "'neglect' is listed more than once"),
    ],
)
def test_levels_that_make_no_sense_are_refused(text: str, says: str) -> None:
    """Each way to get a level wrong has its own advice."""
    with pytest.raises(Wrong, match=says):
        lists.levels(text)
