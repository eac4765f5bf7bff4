from pathlib import Path

from tests.cli import batches
from tests.cli.conftest import Call


def test_a_batch_without_faults_is_counted(tiny: Path, call: Call) -> None:
    """Someone who checks a good batch learns what was found in it."""
    told = call("check", tiny, *batches.POLICY)

    assert told.code == 0
    assert told.err == ""
    assert (
        "No faults: 4 workers, 2 held cases, 3 waiting cases, ready for caseload-count."
        in told.out
    )


def test_notes_do_not_fail_a_batch(tmp_path: Path, call: Call) -> None:
    """A column that is no column of a batch is noted, with the nearest that is."""
    cases = batches.CASES.replace("urgency", "urgncy")

    told = call("check", batches.write(tmp_path, cases=cases), *batches.POLICY)

    assert told.code == 0
    assert "Note: " in told.out
    assert "'urgency'" in told.out


def test_every_fault_is_told_at_once(tmp_path: Path, call: Call) -> None:
    """A planner fixes a batch once: faults of all files come together, each with its place."""
    workers = batches.WORKERS.replace("W3,18.5", "W3,many")
    cases = batches.CASES.replace("urgent", "now").replace(
        "H2,assessment,W2", "H2,assessment,W9"
    )

    told = call("check", batches.write(tmp_path, workers=workers, cases=cases))

    assert told.code == 5
    assert told.out == ""
    assert "workers.csv row 4, contracted_hours: " in told.err
    assert "cases.csv row 4, urgency: 'now' is not one of" in told.err
    assert "cases.csv row 3, worker_id: 'W9' " in told.err


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path, call: Call) -> None:
    """A wrong path is told in one line."""
    told = call("check", tmp_path / "gone")

    assert told.code == 5
    assert told.err == f"{tmp_path / 'gone'}: no folder or file is here.\n"
