"""What people give of workers beside an export: a census, a table, or an earlier batch they have filled in."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from allocator.importers.census import read_census
from allocator.importers.formats import Census
from allocator.importers.people import Known, together
from allocator.importers.telling import Matter, Telling
from allocator.policy.policy import Policy
from allocator.tables.cells import printable
from allocator.tables.columns import REDUCTIONS, WORKERS
from allocator.tables.findings import Findings
from allocator.tables.single import read_with_faults
from allocator.tables.table import Table


def read_workers(
    paths: Sequence[Path],
    how: Census,
    policy: Policy,
    as_of: datetime.date | None,
    found: Findings,
    telling: Telling,
) -> Known:
    """Everyone in any of the files; what an earlier one leaves blank, a later one fills in."""
    return together(_known(path, how, policy, as_of, found, telling) for path in paths)


def _known(
    path: Path,
    how: Census,
    policy: Policy,
    as_of: datetime.date | None,
    found: Findings,
    telling: Telling,
) -> Known:
    if path.suffix.lower() == ".xml":
        return read_census(path, how, policy, as_of, found, telling)
    if not path.is_dir():
        return Known(_table(path, WORKERS, found, telling))
    if not (path / "workers.csv").is_file():
        found.fault(printable(str(path)), "has no workers.csv.")
        return Known()
    reductions = path / "reductions.csv"
    return Known(
        _table(path / "workers.csv", WORKERS, found, telling),
        _table(reductions, REDUCTIONS, found, telling) if reductions.is_file() else (),
    )


def _table(
    path: Path, table: Table, found: Findings, telling: Telling
) -> Sequence[Any]:
    read, faults = read_with_faults(path, table)
    found.faults += faults
    found.inputs |= read.inputs
    for note in read.notes:
        telling.say(Matter("not_read", "note", note))
    return () if faults else read.records
