import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from allocator.report import tables
from allocator.report.files import rendered
from tests.report.sample import outcome

_PAGE = Path(__file__).parents[2] / "docs" / "reading-a-proposal.md"


def test_every_field_of_the_contract_is_explained() -> None:
    """Whoever reads proposal.json finds every field of it in the docs."""
    account = outcome().account.model_dump(mode="json", by_alias=True)
    free = {*account["inputs"], *account["measures"]["engine"]["unplaced_by_urgency"]}

    missing = {name for name in _names(account) if f"`{name}`" not in _docs()} - free

    assert missing == {"caseload_count_blind"}  # one of "each way of sharing"


def test_every_column_is_explained() -> None:
    """Whoever opens a CSV file finds every column of it in the docs."""
    for table in (tables.allocations, tables.workload, tables.unallocated):
        heading = next(csv.reader(io.StringIO(table(outcome()).lstrip("\ufeff"))))

        assert [name for name in heading if f"`{name}`" not in _docs()] == []


def test_every_file_is_named() -> None:
    """The docs name each file that is written."""
    assert [name for name in rendered(outcome()) if f"`{name}`" not in _docs()] == []


def _docs() -> str:
    return _PAGE.read_text(encoding="utf-8")


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, below in value.items():
            yield name
            yield from _names(below)
    elif isinstance(value, list):
        for below in value:
            yield from _names(below)
