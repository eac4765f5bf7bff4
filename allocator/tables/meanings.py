"""What each text means in one column, worked out once for every text that repeats."""

from collections.abc import Callable
from typing import Any

from allocator.tables.cells import (
    Wrong,
    has_control_character,
    is_placeholder,
    is_spreadsheet_error,
    printable,
    shown,
    tidy,
)
from allocator.tables.formulas import bare_cell
from allocator.tables.lists import Levels
from allocator.tables.table import Column
from allocator.tables.vocabulary import Vocabularies

# Where texts do not repeat, as ids, remembering all of them costs more than it saves.
_MOST_REMEMBERED = 20_000
# Columns beyond the contract may hold whole case notes; a criterion is a number or a choice.
_LONGEST_CRITERION = 200


class Blank:
    """Stands for a cell that says nothing."""


class Problem(str):
    """What is wrong with a cell."""


class Failed(str):
    """A failed formula where blank is as good."""


BLANK = Blank()


class Meanings(dict[str, Any]):
    """Texts and what they mean: a value, BLANK, a Problem or Failed."""

    def __init__(self, read: Callable[[str], Any]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, raw: str) -> Any:
        meaning = self._read(tidy(bare_cell(raw.strip())))
        if len(self) < _MOST_REMEMBERED:
            self[raw] = meaning
        return meaning


def of_column(
    column: Column, vocabularies: Vocabularies, unstated_level: int
) -> Meanings:
    """How the cells of a column of the contract are read."""

    def read(text: str) -> Any:
        if not text or (column.kind.placeholders_are_blank and is_placeholder(text)):
            return BLANK
        if is_spreadsheet_error(text):
            if column.required or column.guarded:
                return Problem(f"{shown(text)} is a spreadsheet error, not a value.")
            return Failed(text)
        if has_control_character(text):
            return Problem("holds a character that cannot be shown; type it again.")
        try:
            value = column.kind.read(text)
        except Wrong as error:
            return Problem(str(error))
        if isinstance(value, Levels):
            return value.settled(unstated_level) if value.levels else BLANK
        if isinstance(value, tuple | frozenset) and not value:
            return BLANK
        return (
            vocabularies.settle(column.vocabulary, value)
            if column.vocabulary
            else value
        )

    return Meanings(read)


def of_others() -> Meanings:
    """How the cells of any other column are read: as text, which the policy may ask for."""

    def read(text: str) -> Any:
        if not text:
            return BLANK
        if is_spreadsheet_error(text):
            return Failed(text)
        return printable(text[:_LONGEST_CRITERION])

    return Meanings(read)
