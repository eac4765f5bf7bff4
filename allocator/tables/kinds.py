"""The kinds of cell a table has: how each is read, written, and described to people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from allocator.tables import lists
from allocator.tables.cells import Wrong, key, shown
from allocator.tables.dates import parse_date
from allocator.tables.numbers import (
    number_text,
    number_within,
    percent_within,
    whole_within,
)

_LONGEST_ID = 100
YES = frozenset({"yes", "y", "true", "1"})
NO = frozenset({"no", "n", "false", "0"})


@dataclass(frozen=True)
class Kind:
    """One kind of cell: ``read`` is given tidy text that is not blank, and raises Wrong."""

    label: str
    read: Callable[[str], Any]
    write: Callable[[Any], str] = str
    # Free text may truly be "None"; everywhere else that means blank.
    placeholders_are_blank: bool = True


def choice(*names: str) -> Kind:
    """One of a few names."""

    def read(text: str) -> str:
        chosen = key(text)
        if chosen not in names:
            raise Wrong(f"{shown(text)} is not one of {', '.join(names)}.")
        return chosen

    return Kind(", ".join(names[:-1]) + f" or {names[-1]}", read)


def number(least: int, most: int) -> Kind:
    """A number within limits."""
    return Kind(
        f"a number from {least} to {most}",
        lambda text: number_within(text, least, most),
        number_text,
    )


def whole(least: int, most: int, label: str) -> Kind:
    """A whole number within limits."""
    return Kind(label, lambda text: whole_within(text, least, most))


def _read_id(text: str) -> str:
    if len(text) > _LONGEST_ID:
        raise Wrong(f"{shown(text)} is longer than {_LONGEST_ID} characters.")
    return text


def _read_listable_id(text: str) -> str:
    if ";" in text:
        raise Wrong(f"{shown(text)} holds a ';', which separates the entries of lists.")
    return _read_id(text)


def _read_ids(text: str) -> tuple[str, ...]:
    return tuple(_read_id(entry) for entry in lists.ids(text))


def _read_yes_no(text: str) -> bool:
    if text.lower() in YES:
        return True
    if text.lower() in NO:
        return False
    raise Wrong(f"{shown(text)} is not yes or no.")


def _write_percent(percent: float) -> str:
    return number_text(percent) + ("%" if 0 < percent <= 1 else "")


def _write_levels(levels: dict[str, int]) -> str:
    return lists.join(f"{skill}:{level}" for skill, level in levels.items())


def _write_sorted(entries: frozenset[str]) -> str:
    return lists.join(sorted(entries))


def _write_in_order(entries: Sequence[str]) -> str:
    return lists.join(entries)


TEXT = Kind("text", lambda text: text, placeholders_are_blank=False)
NAME = Kind("a name", lambda text: text)
ID = Kind("an id", _read_id)
LISTABLE_ID = Kind("an id without `;`", _read_listable_id)
KEY = Kind("a key", key)
YES_NO = Kind("yes or no", _read_yes_no, lambda given: "yes" if given else "no")
DATE = Kind("a date", parse_date, lambda day: day.isoformat())
PERCENT = Kind(
    "a percentage from 0 to 100", lambda text: percent_within(text, 100), _write_percent
)
LEVEL = whole(0, lists.HIGHEST_LEVEL, f"a level from 0 to {lists.HIGHEST_LEVEL}")
IDS = Kind("ids separated by `;`", _read_ids, _write_in_order)
NAMES = Kind("names separated by `;`", lists.names, _write_sorted)
KEYS = Kind("keys separated by `;`", lists.keys, _write_in_order)
KEY_SET = Kind(
    "keys separated by `;`", lambda text: frozenset(lists.keys(text)), _write_sorted
)
LEVELS = Kind("`skill:level` separated by `;`", lists.levels, _write_levels)
