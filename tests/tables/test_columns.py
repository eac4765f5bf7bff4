from pathlib import Path

import pytest

from allocator.tables.columns import OTHERS, TABLES
from allocator.tables.table import Column, Table

GUIDE = Path(__file__).parents[2] / "docs" / "columns.md"
EVERY_COLUMN = [
    (table, column) for table in TABLES.values() for column in table.columns
]


@pytest.mark.parametrize(
    ("table", "column"), EVERY_COLUMN, ids=lambda given: given.name
)
def test_every_column_is_in_the_guide(table: Table, column: Column) -> None:
    """The guide gives each column's kind and meaning, and says which are required."""
    section = (
        GUIDE.read_text().partition(f"\n## {table.name}\n")[2].partition("\n## ")[0]
    )

    required = "yes" if column.required else ""
    row = f"| `{column.name}` | {required} | {column.kind.label} | {column.meaning} | {column.blank} |"
    assert row.replace("|  |", "| |") in section


@pytest.mark.parametrize(
    ("table", "column"), EVERY_COLUMN, ids=lambda given: given.name
)
def test_every_column_fills_a_field(table: Table, column: Column) -> None:
    """What a column holds has its place on the record, and what a record needs has a column."""
    field = table.record.model_fields[column.name]

    assert column.required or not field.is_required()


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_field_has_a_column(table: Table) -> None:
    """A record holds nothing that no file can say; criteria come from columns of any name."""
    assert {*table.record.model_fields} - {"criteria"} == {*table.column}
    assert table.meaning in GUIDE.read_text()


def test_tables_of_other_commands_are_in_the_guide() -> None:
    """The guide names the tables that are in a batch for other purposes."""
    assert all(f"`{name}`" in GUIDE.read_text() for name in OTHERS)
