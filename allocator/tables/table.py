"""What a table and a column of it are: enough to read, check, write and document them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from allocator.domain.fact import Fact
from allocator.tables.kinds import Kind

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """One column: what stands in its cells, what it means, and what a blank cell says."""

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    blank: str = ""
    # A failed formula here is refused: read as blank, it would say something that may be untrue.
    guarded: bool = False
    # Columns that share a vocabulary are compared with each other, so "north" and "North" are one.
    vocabulary: str = ""


@dataclass(frozen=True)
class Table:
    """One table: its columns, the record each row becomes, and where a team keeps them."""

    name: str
    record: type[Fact]
    kept_as: str
    meaning: str
    columns: tuple[Column, ...]
    required: bool = False
    disagreements: Callable[[Values], Iterator[tuple[str, str]]] = field(
        default=lambda values: iter(())
    )

    @property
    def keeps_criteria(self) -> bool:
        """Whether columns beyond the contract are kept, for the policy to read."""
        return "criteria" in self.record.model_fields

    @cached_property
    def column(self) -> dict[str, Column]:
        """Each column by name."""
        return {column.name: column for column in self.columns}
