"""Small batches on disk, for the tests of reading them."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from allocator.errors import InvalidBatch
from allocator.policy.policy import Policy
from allocator.tables.batch import Batch, read_batch

WORKERS = "worker_id,contracted_hours\nW1,37\nW2,18.5\n"
CASES = "case_id,type\nC1,assessment\nC2,child_in_need\n"

Grid = Sequence[Sequence[Any]]


def csv_folder(parent: Path, **tables: str | bytes) -> Path:
    """A batch folder; workers and cases are there unless given otherwise."""
    folder = parent / "batch"
    folder.mkdir(exist_ok=True)
    for name, text in {"workers": WORKERS, "cases": CASES, **tables}.items():
        content = text if isinstance(text, bytes) else text.encode()
        (folder / f"{name}.csv").write_bytes(content)
    return folder


def read_tables(parent: Path, **tables: str | bytes) -> Batch:
    """The batch that a folder of these tables gives."""
    return read_batch(csv_folder(parent, **tables))


def faults_in(path: Path, policy: Policy | None = None) -> list[str]:
    """What is said to be wrong with a batch, a line each."""
    try:
        read_batch(path, policy)
    except InvalidBatch as error:
        return [str(fault) for fault in error.faults]
    return []


def faults_of(parent: Path, **tables: str | bytes) -> list[str]:
    """What is said to be wrong with a folder of these tables."""
    return faults_in(csv_folder(parent, **tables))


def grid(text: str) -> Grid:
    """The cells of a small CSV text."""
    return [line.split(",") for line in text.splitlines()]


def workbook(
    parent: Path, options: dict[str, Any] | None = None, **sheets: Grid
) -> Path:
    """A batch workbook, numbers and dates as such; workers and cases are there unless given."""
    path = parent / "batch.xlsx"
    given: Mapping[str, Grid] = {
        "workers": [["worker_id", "contracted_hours"], ["W1", 37], ["W2", 18.5]],
        "cases": grid(CASES),
        **sheets,
    }
    with xlsxwriter.Workbook(
        path, {"default_date_format": "dd/mm/yyyy", **(options or {})}
    ) as book:
        for name, rows in given.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write(number, column, cell)
    return path


def repacked(path: Path, **parts: bytes) -> Path:
    """The workbook with parts of its archive replaced; ``__`` stands for a slash."""
    content = io.BytesIO()
    replaced = {name.replace("__", "/") + ".xml": part for name, part in parts.items()}
    with (
        zipfile.ZipFile(path) as old,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, replaced.pop(name, b"") or old.read(name))
        for name, part in replaced.items():
            new.writestr(name, part)
    path.write_bytes(content.getvalue())
    return path
