"""The column in which people say how full they are, as people and workbooks fill it in."""

from pathlib import Path

import pytest

from allocator.policy.policy import Policy
from allocator.tables.batch import read_batch
from tests.builders import small_policy, small_weighting
from tests.tables.files import csv_folder, faults_in

COLUMNS = {
    name: {"meaning": "A number.", "kind": "number", "most": 300}
    for name in ("says", "students")
}


@pytest.fixture
def policy() -> Policy:
    """A policy that asks, and reads another number besides."""
    reported = {"column": "says", "differs_by_percent": 15}
    count = {"kind": "count", "name": "A", "column": "students", "units_each": 1}
    return small_policy(
        small_weighting(worker_columns=COLUMNS, reported=reported, worker_terms=[count])
    )


def folder(tmp_path: Path, says: str, students: str) -> Path:
    """One worker who says something."""
    return csv_folder(
        tmp_path,
        workers=f"worker_id,contracted_hours,says,students\nW1,10,{says},{students}\n",
        cases="case_id,type\nC1,one\n",
    )


def test_it_may_be_written_with_its_sign(tmp_path: Path, policy: Policy) -> None:
    """70 and 70% are the same; other numbers are read as they always are."""
    batch = read_batch(folder(tmp_path, "70%", "0.5"), policy)

    assert batch.team.workers[0].criteria == {"says": "70", "students": "0.5"}


def test_a_share_is_refused(tmp_path: Path, policy: Policy) -> None:
    """A workbook that shows 70% keeps 0.7, which must not be taken for next to nothing."""
    assert faults_in(folder(tmp_path, "0.7", "1%"), policy) == [
        "workers.csv row 2, says: '0.7' could be a share or a percentage;"
        " write a percentage, as in 70 for 70%.",
        "workers.csv row 2, students: '1%' is not a number.",
    ]
