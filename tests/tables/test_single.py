from pathlib import Path

import pytest

from allocator.errors import InvalidBatch
from allocator.tables.columns import SKILLS
from allocator.tables.single import read_table
from tests.tables.files import grid, workbook

RATINGS = "worker_id,skill,level,source,date\nW1,neglect,3,agreed,2026-09-14\nW2,neglect,1,,\n"


def test_a_csv_file_is_read_by_itself(tmp_path: Path) -> None:
    """One table needs no batch around it, and is called whatever people like."""
    path = tmp_path / "autumn ratings.csv"
    path.write_text(RATINGS, encoding="utf-8")

    found = read_table(path, SKILLS)

    assert [(one.worker_id, one.level, one.source) for one in found.records] == [
        ("W1", 3, "agreed"),
        ("W2", 1, "agreed"),
    ]
    assert found.rows == (2, 3)
    assert [*found.inputs] == ["autumn ratings.csv"]


def test_a_sheet_of_a_workbook_is_read_by_itself(tmp_path: Path) -> None:
    """The sheet of the table's name is read and the others are not."""
    path = workbook(tmp_path, skills=grid(RATINGS))

    found = read_table(path, SKILLS)

    assert [one.level for one in found.records] == [3, 1]
    assert found.place == "batch.xlsx sheet skills"


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    """Whoever mends a file mends it once."""
    path = tmp_path / "skills.csv"
    path.write_text(
        "worker_id,skill,level\nW1,neglect,9\n,neglect,1\n", encoding="utf-8"
    )

    with pytest.raises(InvalidBatch) as raised:
        read_table(path, SKILLS)

    assert [(fault.row, fault.column) for fault in raised.value.faults] == [
        (2, "level"),
        (3, "worker_id"),
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nothing.csv", "no folder or file is here"),
        ("nothing.xlsx", "no folder or file is here"),
        ("ratings.pdf", "neither a CSV file, an .xlsx workbook nor a folder"),
    ],
)
def test_what_is_no_table_is_said(tmp_path: Path, name: str, said: str) -> None:
    """A wrong path is one plain line."""
    (tmp_path / "ratings.pdf").write_bytes(b"%PDF")

    with pytest.raises(InvalidBatch, match=said):
        read_table(tmp_path / name, SKILLS)


def test_a_workbook_without_the_sheet_is_said(tmp_path: Path) -> None:
    """The name of the sheet that is missing is told."""
    path = workbook(tmp_path)

    with pytest.raises(InvalidBatch, match=r"batch\.xlsx: has no sheet called skills"):
        read_table(path, SKILLS)
