from pathlib import Path

import pytest

from allocator.errors import AllocatorError, InvalidBatch
from allocator.policy.loading import load_policy
from allocator.policy.policy import Policy
from allocator.tables.batch import read_batch
from allocator.tables.several import read_batches
from tests.cli import batches

COUNT = load_policy("caseload-count")
CHILDREN = load_policy("children-workload")


def test_each_batch_has_the_name_of_its_folder(tmp_path: Path) -> None:
    """Batches are told by the last part of their path, and read as any other."""
    paths = [batches.write(tmp_path / name) for name in ("week 1", "week 2")]

    found = read_batches(paths, [COUNT])

    assert list(found) == ["week 1", "week 2"]
    assert found["week 1"].team == read_batch(paths[0]).team


def test_batches_that_end_alike_are_told_by_their_path(tmp_path: Path) -> None:
    """Two folders called the same are told apart."""
    paths = [batches.write(tmp_path / name / "batch") for name in ("north", "south")]
    paths.append(batches.write(tmp_path / "east"))

    assert list(read_batches(paths, [COUNT])) == [
        str(paths[0]),
        str(paths[1]),
        "east",
    ]


def test_faults_of_every_batch_are_told_together(tmp_path: Path) -> None:
    """One reading finds what is wrong anywhere, with the batch it is in."""
    bad = batches.CASES.replace("urgent", "now")
    paths = [
        batches.write(tmp_path / "week 1", cases=bad),
        batches.write(tmp_path / "week 2"),
        batches.write(
            tmp_path / "week 3", workers=batches.WORKERS.replace(",1,", ",x,")
        ),
        tmp_path / "week 4",
    ]

    told = _faults(paths, [COUNT])

    assert len(told) == 3
    assert told[0].startswith("week 1/cases.csv row 4, urgency: ")
    assert told[1].startswith("week 3/workers.csv row 4, max_cases: ")
    assert told[2] == f"{paths[3]}: no folder or file is here."


def test_faults_under_either_policy_are_told_together(tmp_path: Path) -> None:
    """What only one of the policies cannot read is told, and what neither can is told once."""
    cases = batches.CASES.replace("C3,assessment", "C3,assesment").replace(
        "urgent", "now"
    )

    told = _faults([batches.write(tmp_path / "week", cases=cases)], [COUNT, CHILDREN])

    assert [line.partition(":")[0] for line in told] == [
        "cases.csv row 4, urgency",
        "cases.csv row 6, type",
    ]
    assert "Did you mean 'assessment'?" in told[1]


def test_a_policy_that_cannot_read_a_sound_batch_says_so(tmp_path: Path) -> None:
    """A batch without faults of its own may still be beyond one of the policies."""
    cases = batches.CASES.replace("C3,assessment", "C3,fostr")

    assert len(_faults([batches.write(tmp_path, cases=cases)], [COUNT, CHILDREN])) == 1


def test_a_workbook_that_fails_says_which(tmp_path: Path) -> None:
    """A file that is no workbook is told by its name."""
    (tmp_path / "week.xlsx").write_bytes(b"no workbook")
    good = batches.write(tmp_path / "good")

    [told] = _faults([tmp_path / "week.xlsx", good], [COUNT])

    assert told.startswith("week.xlsx")


def test_a_batch_counts_once(tmp_path: Path) -> None:
    """Naming a batch twice would count its cases twice, so it is refused."""
    path = batches.write(tmp_path / "week")

    with pytest.raises(AllocatorError, match="given more than once"):
        read_batches([path, tmp_path / "other" / ".." / "week"], [COUNT])


def _faults(paths: list[Path], policies: list[Policy]) -> list[str]:
    with pytest.raises(InvalidBatch) as told:
        read_batches(paths, policies)
    return [str(fault) for fault in told.value.faults]
