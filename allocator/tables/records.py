"""The records of one table, one for each row, and where each row stands."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast

from allocator.domain.fact import Fact
from allocator.tables.columns import PINS, REDUCTIONS
from allocator.tables.table import Table

# Begins the text that stands for a cell that could not be read; no cell can hold it.
STAND_IN = "\0"

_NOTHING: dict[str, Any] = {"contracted_hours": 0.0, "level": 0}


def _defaults(record: type[Fact]) -> dict[str, Any]:
    """What a record says of what is not given; each its own, where it could be changed."""
    plain, made = _known_defaults(record)
    return {**plain, **{name: make() for name, make in made.items()}}


@cache
def _known_defaults(
    record: type[Fact],
) -> tuple[dict[str, Any], dict[str, Callable[[], Any]]]:
    fields = record.model_fields.items()
    made = {
        name: field.default_factory for name, field in fields if field.default_factory
    }
    plain = {
        name: field.default
        for name, field in fields
        if name not in made and not field.is_required()
    }
    return plain, cast(dict[str, Callable[[], Any]], made)


@dataclass
class Records:
    """What one table gave.

    A row with faults still gives a record of what could be read of it, so that other rows may
    refer to it; such a record never becomes part of a team.
    """

    table: Table
    place: str
    # A fact each; stand-ins are facts that were not checked.
    records: list[Any] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    # Columns beyond the contract.
    others: tuple[str, ...] = ()
    # Cells found wrong, by record and column: nothing more is said about them.
    wrong: set[tuple[int, str]] = field(default_factory=set)
    # Skills given without a level, by record and column.
    unstated: dict[tuple[int, str], frozenset[str]] = field(default_factory=dict)
    # False where rows are missing because the table could not be read to its end.
    complete: bool = True

    def add(self, row: int, values: dict[str, Any]) -> None:
        """A record of values that their columns have checked, one by one and together."""
        # Validating them again would take four times as long and change nothing. Defaults are filled in here,
        # for pydantic would find out about each anew for every record, which takes longer than all the rest.
        record = self.table.record
        self.records.append(
            record.model_construct({*values}, **{**_defaults(record), **values})
        )
        self.rows.append(row)

    def add_stand_in(self, row: int, values: dict[str, Any]) -> None:
        """A record of the values that could be read."""
        for column in self.table.columns:
            if column.required and column.name not in values:
                # With the row in it, no two are alike: they are no duplicates.
                values[column.name] = _NOTHING.get(column.name, f"{STAND_IN}{row}")
        if self.table is REDUCTIONS:
            values = self._without_blanks(row, values)
        self.add(row, values)

    def _without_blanks(self, row: int, values: dict[str, Any]) -> dict[str, Any]:
        """A reduction whose amount or reason could not be read: neither is blank for that."""
        index, found = len(self.records), dict[str, Any]()
        if any(self.is_wrong(index, column) for column in ("percent", "hours")):
            found["percent"] = 0.0
        if self.is_wrong(index, "reason"):
            found["reason"] = f"{STAND_IN}{row}"
        return {**found, **values}

    def is_wrong(self, index: int, column: str) -> bool:
        """Whether a cell, or the row it stands in, was found wrong already."""
        # The parts of a pin mean nothing apart.
        columns = self.table.column if self.table is PINS else (column,)
        return any((index, each) in self.wrong for each in ("", *columns))
