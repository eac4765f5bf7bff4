"""Reads a batch, from a folder or a workbook, and tells everything wrong with it at once."""

from collections.abc import Iterator
from pathlib import Path

from allocator.errors import InvalidBatch
from allocator.policy.policy import Policy
from allocator.tables import folder, workbook
from allocator.tables.cells import printable
from allocator.tables.columns import TABLES
from allocator.tables.contents import Batch
from allocator.tables.findings import Findings, Sheet
from allocator.tables.policy_fit import check, fit, fitted, notes
from allocator.tables.records import Records
from allocator.tables.references import (
    check_references,
    note_oddities,
    note_strangers,
    team_of,
)
from allocator.tables.rows import read_records
from allocator.tables.vocabulary import Vocabularies

__all__ = ["Batch", "check", "fit", "notes", "read_batch"]

_LEVEL_WITHOUT_POLICY = 1


def read_batch(path: str | Path, policy: Policy | None = None) -> Batch:
    """Everyone and everything in a folder of CSV files or an .xlsx workbook.

    With a policy, the batch is also checked against it and put into its terms; without one,
    ``fit`` does so later. Raises InvalidBatch with every fault of every file.
    """
    level = (
        policy.competency.matching.unstated_level if policy else _LEVEL_WITHOUT_POLICY
    )
    found = Findings()
    vocabularies = Vocabularies()
    tables: dict[str, Records] = {}
    for sheet in _sheets(Path(path), found):
        table = TABLES[sheet.table]
        tables[table.name] = read_records(sheet, table, found, vocabularies, level)
    team = team_of(tables)
    if tables:
        check_references(team, tables, found)
        note_strangers(team, tables, found)
        note_oddities(team, tables, found)
    for records in tables.values():
        if not records.rows and records.complete:
            found.note(f"{records.place} has no rows.")
    batch = Batch(
        team=team,
        inputs=dict(sorted(found.inputs.items())),
        notes=tuple(found.notes),
        places={name: records.place for name, records in tables.items()},
        rows={name: records.rows for name, records in tables.items()},
        criteria={
            name: records.others
            for name, records in tables.items()
            if records.table.keeps_criteria
        },
        unstated={name: records.unstated for name, records in tables.items()},
        unstated_level=level,
    )
    if policy:
        found.faults += check(batch, policy)
    if found.faults:
        raise InvalidBatch(found.in_order(batch.places))
    return fitted(batch, policy) if policy else batch


def _sheets(path: Path, found: Findings) -> Iterator[Sheet]:
    try:
        is_folder, is_file = path.is_dir(), path.is_file()
    except (OSError, ValueError):
        is_folder = is_file = False
    if is_folder:
        return folder.sheets(path, found)
    suffix = path.suffix.lower()
    if is_file and suffix == ".xlsx":
        return workbook.sheets(path, found)
    if not is_file:
        problem = "no folder or file is here."
    elif suffix == ".csv":
        problem = "is one table; give the folder that holds it."
    elif suffix in {".xlsm", ".xls", ".xlsb", ".ods", ".numbers"}:
        problem = (
            f"is a {suffix} workbook; save it as .xlsx, without macros or a password."
        )
    else:
        problem = "is neither a folder of CSV files nor an .xlsx workbook."
    found.fault(printable(str(path)), problem)
    return iter(())
