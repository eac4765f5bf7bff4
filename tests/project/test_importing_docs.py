"""The page on importing tells every list, heading, element, key and field."""

import pytest
from pydantic import BaseModel

from allocator.domain import imported
from allocator.importers.formats import AnnexA, load
from allocator.importers.mapping import Mapping, TableMapping
from allocator.report.imported_files import HINT_COLUMNS
from tests.project.pages import first_column, read, section, tables

_PAGE = read("importing.md")
_CENSUS = (
    "SWENo", "FTE30", "FTE", "OrgRole", "Cases30", "CFKSSstatus", "RoleStartDate", "Absat30Sept", "ReasonAbsence",
    "AgencyWorker", "RoleEndDate",
)  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "record"),
    [
        ("## The data-quality report", imported.Quality),
        ("### import.json: counts", imported.Counts),
        ("### import.json: findings", imported.Finding),
        ("### import.json: filled", imported.Filled),
        ("### import.json: improvements", imported.Improvement),
        ("### import.json: hints", imported.Hint),
    ],
)
def test_every_field_is_told(heading: str, record: type[BaseModel]) -> None:
    """Each field of the JSON has its row, in its order."""
    assert first_column(tables(section(_PAGE, heading))[0]) == [
        field.alias or name for name, field in record.model_fields.items()
    ]


def test_every_heading_that_is_read_is_told() -> None:
    """The column guide is what the format says: list by list, each heading with its other spellings."""
    [table] = tables(section(_PAGE, "### Column guide"))
    how = load(AnnexA, "annex-a")

    assert [row[:3] for row in table[1:]] == [
        [
            name.replace("list_", "List "),
            f"`{headings[0]}`",
            ", ".join(f"`{heading}`" for heading in headings[1:]),
        ]
        for name, described in how.lists.items()
        for headings in described.columns.values()
    ]


def test_every_element_and_key_is_told() -> None:
    """The elements of a census that are read, the columns of hints and the keys of a mapping are on the page."""
    workers, other = section(_PAGE, "## Workers"), section(_PAGE, "## Any other export")

    assert [name for name in _CENSUS if f"`{name}`" not in workers] == []
    keys = {*TableMapping.model_fields, "title", "source"}
    assert [name for name in keys if f"`{name}`" not in other] == []
    parts = Mapping.model_fields.keys() - keys
    assert [name for name in parts if f"`[{name}]`" not in other] == []
    [hints] = tables(section(_PAGE, "## Siblings"))
    assert first_column(hints) == [*HINT_COLUMNS]
