"""A mapping: which columns and values of some export stand for those of a batch."""

from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import BeforeValidator, Field

from allocator import shipped
from allocator.errors import Fault, InvalidPolicy, suggestion
from allocator.importers.formats import FOLDER
from allocator.policy import toml
from allocator.policy.policy import Policy
from allocator.policy.toml import PolicyRecord
from allocator.tables.columns import CASES, REDUCTIONS, SKILLS, WORKERS
from allocator.tables.table import Table

TABLES: dict[str, Table] = {
    table.name: table for table in (WORKERS, CASES, REDUCTIONS, SKILLS)
}


def _several(given: object) -> object:
    return (given,) if isinstance(given, str) else given


Names = Annotated[tuple[str, ...], BeforeValidator(_several)]


class TableMapping(PolicyRecord):
    """Where the rows of one table of a batch come from.

    ``columns`` gives the heading, or several of which one is there; ``values`` what a text stands for; ``fill`` what a
    blank cell stands for; ``leave_out`` by heading the texts of rows that are not wanted; ``waiting`` the words in
    the worker's place that mean nobody.
    """

    sheet: str = ""
    columns: dict[str, Names] = Field(min_length=1)
    values: dict[str, dict[str, str]] = Field(default_factory=dict)
    fill: dict[str, str] = Field(default_factory=dict)
    leave_out: dict[str, Names] = Field(default_factory=dict)
    waiting: Names = ()


class Mapping(PolicyRecord):
    """What a mapping file says: one part for each table that the export holds."""

    title: str
    source: str
    workers: TableMapping | None = None
    cases: TableMapping | None = None
    reductions: TableMapping | None = None
    skills: TableMapping | None = None

    def parts(self) -> Iterator[tuple[Table, TableMapping]]:
        """Each table that the export holds, and where it comes from."""
        for name, table in TABLES.items():
            part = getattr(self, name)
            if part is not None:
                yield table, part


def load_mapping(name: str, policy: Policy) -> Mapping:
    """The mapping that a shipped name or a path means; raises InvalidPolicy with every fault."""
    path = shipped.toml(name, "models", FOLDER)
    mapping = toml.parse(Mapping, toml.read(path), path)
    faults = [Fault(path.name, None, *fault) for fault in _misfits(mapping, policy)]
    if faults:
        raise InvalidPolicy(faults)
    return mapping


def _misfits(mapping: Mapping, policy: Policy) -> Iterator[tuple[str, str]]:
    """Columns that no batch has, and columns that every row needs and nothing fills."""
    parts = [*mapping.parts()]
    if not parts:
        yield "", f"maps no table; it needs one of {', '.join(TABLES)}."
    for table, part in parts:
        known = [*table.column, *_criteria(table, policy)]
        given: tuple[tuple[str, Iterable[str]], ...] = (
            ("columns", part.columns),
            ("values", part.values),
            ("fill", part.fill),
        )
        for key, names in given:
            for name in names:
                if name not in known:
                    problem = f"is not a column of the {table.name} table.{suggestion(name, known)}"
                    yield f"{table.name}.{key}.{name}", problem
        for column in table.columns:
            is_needed = column.required and not column.blank
            if is_needed and not {column.name} & {*part.columns, *part.fill}:
                yield (
                    f"{table.name}.columns.{column.name}",
                    "is missing; every row needs it, from a column or from fill.",
                )


def _criteria(table: Table, policy: Policy) -> list[str]:
    """The columns of its own that the policy's weighting declares for a table."""
    weighting = policy.weighting
    if table is CASES:
        return [*weighting.columns]
    return [*weighting.worker_columns] if table is WORKERS else []
