import os
from pathlib import Path

import pytest

from allocator.tables.batch import read_batch
from tests.tables.files import CASES, WORKERS, csv_folder, faults_in


def test_file_names_match_in_capitals_too(tmp_path: Path) -> None:
    """A file saved on Windows as Cases.CSV is the cases table."""
    folder = csv_folder(tmp_path)
    (folder / "cases.csv").rename(folder / "Cases.CSV")

    assert len(read_batch(folder).team.cases) == 2


def test_inputs_are_named_with_their_digests(tmp_path: Path) -> None:
    """What was read can be told apart from any other file, in a fixed order."""
    batch = read_batch(csv_folder(tmp_path, pins="case_id,worker_id\nC1,W1\n"))

    assert list(batch.inputs) == ["cases.csv", "pins.csv", "workers.csv"]
    assert all(len(digest) == 64 for digest in batch.inputs.values())


def test_other_files_are_told_or_ignored(tmp_path: Path) -> None:
    """A table with a misspelt name is noticed; hidden files and others are no matter."""
    folder = csv_folder(tmp_path)
    for name in (
        "reduction.csv",
        "diary.csv",
        "pins.txt",
        "old.xlsx",
        ".~lock.csv",
        "read.me",
    ):
        (folder / name).write_text("")

    assert sorted(read_batch(folder).notes) == [
        "diary.csv is not used by allocate.",
        "old.xlsx is a workbook beside CSV files and was not read.",
        "pins.txt was not read; tables are .csv files.",
        "reduction.csv is not a table of a batch and was not read. Did you mean 'reductions'?",
    ]


def test_a_missing_table_is_named_with_what_may_be_meant(tmp_path: Path) -> None:
    """A batch without cases says so once, and points to the file that may hold them."""
    folder = csv_folder(tmp_path)
    (folder / "cases.csv").rename(folder / "case.csv")

    assert faults_in(folder) == [
        f"{folder}: has no cases table. Is 'case.csv' meant to be it?"
    ]


def test_two_files_for_one_table_are_refused(tmp_path: Path) -> None:
    """Which of two would count is not guessed."""
    folder = csv_folder(tmp_path)
    (folder / "Cases.csv").write_text(CASES)

    assert faults_in(folder) == [
        "cases.csv: is the cases table, and so is 'Cases.csv'; keep one of the two."
    ]


def test_a_folder_with_nothing_of_ours_is_one_fault(tmp_path: Path) -> None:
    """An empty folder says what was looked for, and a lone workbook is pointed to."""
    (tmp_path / "team.xlsx").touch()

    (told,) = faults_in(tmp_path)

    assert "holds none of the files of a batch: workers.csv, cases.csv" in told
    assert told.endswith("To read team.xlsx, give its path.")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("absent", "no folder or file is here"),
        ("cases.csv", "is one table; give the folder that holds it"),
        ("team.xlsm", "is a .xlsm workbook; save it as .xlsx"),
        ("team.xls", "is a .xls workbook; save it as .xlsx"),
        ("team.txt", "is neither a folder of CSV files nor an .xlsx workbook"),
        ("nul\0byte", "no folder or file is here"),
        ("n" * 5000, "no folder or file is here"),
    ],
)
def test_a_path_that_is_no_batch_is_one_fault(
    tmp_path: Path, name: str, says: str
) -> None:
    """Whatever is given as a batch, the answer is one line."""
    path = tmp_path / name
    if says.startswith("is "):
        path.touch()

    (told,) = faults_in(path)

    assert says in told


def test_what_cannot_be_opened_is_one_fault(tmp_path: Path) -> None:
    """A folder, a pipe or a broken link in place of a file does not hang or crash."""
    folder = tmp_path / "batch"
    folder.mkdir()
    (folder / "workers.csv").mkdir()
    (folder / "cases.csv").symlink_to(folder / "gone.csv")
    os.mkfifo(folder / "pins.csv")

    assert faults_in(folder) == [
        f"{name}.csv: is not a file that can be read."
        for name in ("workers", "cases", "pins")
    ]


def test_a_link_to_a_file_is_read(tmp_path: Path) -> None:
    """A folder may link to tables kept elsewhere."""
    folder = csv_folder(tmp_path)
    (tmp_path / "elsewhere.csv").write_text(WORKERS)
    (folder / "workers.csv").unlink()
    (folder / "workers.csv").symlink_to(tmp_path / "elsewhere.csv")

    assert len(read_batch(folder).team.workers) == 2
