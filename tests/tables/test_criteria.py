from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.policy.columns import Column
from allocator.tables.cells import Wrong
from allocator.tables.criteria import Criterion


def criterion(kind: str, *items: str, **more: Any) -> Criterion:
    """How a column of a kind is read; where items are named, no others may be listed."""
    column = Column.model_validate({"meaning": "x", "kind": kind, **more})
    return Criterion(column, frozenset(items) or None)


@pytest.mark.parametrize(
    ("kind", "text", "settled"),
    [
        ("number", "1,50", "1.5"),
        ("number", "1,000", "1000"),
        ("number", "2.0", "2"),
        ("number", "-", ""),
        ("date", "14/09/2026", "2026-09-14"),
        ("date", "14 September 2026", "2026-09-14"),
        ("date", "n/a", ""),
        ("items", "call", "call:1"),
        ("items", "Home Visit:2; call:0.5", "home_visit:2;call:0.5"),
        ("items", "call:1,5", "call:1.5"),
        ("items", "call:", "call:1"),
        ("items", "call;-;visit;", "call:1;visit:1"),
        ("items", "call;visit:3;call:2", "call:3;visit:3"),
        ("items", "none", ""),
    ],
)
def test_a_cell_is_put_into_the_policys_terms(
    kind: str, text: str, settled: str
) -> None:
    """However it is written, the same is the same; an item listed twice is counted twice."""
    assert criterion(kind).settle(text) == settled


@pytest.mark.parametrize(
    ("text", "settled"),
    [("at HOME", "At home"), ("in-care", "In care"), ("None", "None"), ("n/a", "")],
)
def test_a_choice_is_spelt_as_the_column_lists_it(text: str, settled: str) -> None:
    """Capitals, spaces and dashes do not matter, and 'None' may be one of the choices."""
    column = criterion("choice", choices=["At home", "In care", "None"])

    assert column.settle(text) == settled


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        ("date", "soon", "'soon' is not a date; write it as 2026-09-14 or 14/09/2026."),
        ("date", "2026-02-30", "'2026-02-30' is not a day of the calendar;"),
        ("items", ":3", "':3' names no item before ':'."),
        ("items", "call:x", "'x' is not a number."),
        ("items", "call:-1", "'-1' is not between 0 and 5."),
        ("items", "call:6", "'6' is not between 0 and 5."),
        ("items", "call:3;call:3", "call comes to 6, which is not between 0 and 5."),
        ("items", "call,visit", "'call,visit' holds a comma; separate entries with"),
        ("items", "cal:1", "'cal' is not an item it counts. Did you mean 'call'?"),
    ],
)
def test_a_cell_that_cannot_be_read_says_what_would_be_right(
    kind: str, text: str, told: str
) -> None:
    """Each fault in words, with the nearest item or the range."""
    more = {"most": 5} if kind == "items" else {}
    items = ("call", "visit") if kind == "items" else ()

    with pytest.raises(Wrong) as error:
        criterion(kind, *items, **more).settle(text)

    assert told in str(error.value)


@given(
    entries=st.lists(
        st.tuples(st.sampled_from(["call", "visit", "letter"]), st.integers(0, 20)),
        max_size=6,
    )
)
def test_items_add_up_and_are_read_back_as_they_are(
    entries: list[tuple[str, int]],
) -> None:
    """Nothing that was listed is lost, whatever the order, and what was settled once stays as it is."""
    text = ";".join(f"{item}:{count}" for item, count in entries)

    settled = criterion("items").settle(text)

    found = dict(entry.split(":") for entry in settled.split(";") if entry)
    assert {item: int(count) for item, count in found.items()} == {
        item: sum(n for other, n in entries if other == item) for item, _ in entries
    }
    assert criterion("items").settle(settled) == settled


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("70", "70"),
        ("70%", "70"),
        ("70 %", "70"),
        ("0", "0"),
        ("97,5%", "97.5"),
    ],
)
def test_a_percentage_may_have_its_sign(text: str, settled: str) -> None:
    """People say 70 or 70%, and both are the same."""
    column = Column.model_validate({"meaning": "x", "kind": "number", "most": 300})

    assert Criterion(column, is_percent=True).settle(text) == settled


@pytest.mark.parametrize("text", ["0.7", "1", "0,05", "1%"])
def test_a_share_is_not_read_as_a_percentage(text: str) -> None:
    """A workbook keeps 70% as 0.7, which read as it stands would say that somebody has next to nothing to do."""
    column = Column.model_validate({"meaning": "x", "kind": "number", "most": 300})

    with pytest.raises(Wrong, match="could be a share or a percentage"):
        Criterion(column, is_percent=True).settle(text)


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("Y", "yes"),
        ("TRUE", "yes"),
        ("1", "yes"),
        ("n", "no"),
        ("False", "no"),
        ("0", "no"),
    ],
)
def test_yes_and_no_may_be_written_as_everywhere(text: str, settled: str) -> None:
    """A workbook keeps a tick as TRUE or 1, and people write Y."""
    assert criterion("choice", choices=["yes", "no"]).settle(text) == settled


def test_a_choice_of_more_than_yes_and_no_is_read_as_declared() -> None:
    """Where 1 or true could mean something else, nothing is guessed."""
    choices = criterion("choice", choices=["yes", "no", "partly"])

    with pytest.raises(Wrong, match="is not one of yes, no, partly"):
        choices.settle("1")
