"""Writes an imported batch with its data-quality report into a new folder: all of it, or nothing."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

from allocator.domain.fact import Fact
from allocator.domain.imported import Quality
from allocator.domain.team import Team
from allocator.errors import AllocatorError
from allocator.report.saving import save
from allocator.tables.columns import TABLES
from allocator.tables.formulas import safe_cell
from allocator.tables.writing import table_text

PAGE = "import.html"
HINTS = "sibling_hints.csv"
HINT_COLUMNS = ("group_id", "case_id", "shared", "confirmed")


def write(team: Team, told: Quality, folder: Path) -> list[Path]:
    """Writes the files and returns where they are.

    Raises AllocatorError where the folder holds anything: what people have filled in is never overwritten.
    """
    if folder.exists() and any(folder.iterdir()):
        raise AllocatorError(
            f"{folder} is not empty; name a new folder, so that nothing of yours is overwritten."
        )
    return save(rendered(team, told), folder, overwrite=False)


def rendered(team: Team, told: Quality) -> dict[str, bytes]:
    """What each file holds, by name."""
    from allocator.report import imported_page

    texts = {"import.json": json_text(told), PAGE: imported_page.html(told)}
    if told.hints:
        texts[HINTS] = _hints(told)
    # Workers last: killed in between, an import leaves a folder that every command refuses for want of them,
    # rather than a batch that lacks some table nobody misses.
    for table in reversed(TABLES.values()):
        records: Sequence[Fact] = getattr(team, table.kept_as)
        if records or table.required:
            texts[f"{table.name}.csv"] = table_text(table, records)
    return {name: text.encode() for name, text in texts.items()}


def json_text(told: Quality) -> str:
    """The account exactly as the contract has it: its names, its order, two spaces deep."""
    content = told.model_dump(mode="json", by_alias=True)
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _hints(told: Quality) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HINT_COLUMNS)
    for hint in told.hints:
        for case_id in hint.case_ids:
            shared = "; ".join(hint.shared)
            writer.writerow(
                [safe_cell(one) for one in (hint.group_id, case_id, shared, "")]
            )
    return text.getvalue()
