import csv
import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from allocator import shipped
from tests.cli.command import PYTHON, run
from tests.cli.test_allocate import FILES, is_complete

pytestmark = pytest.mark.slow

MEETING = shipped.folder("scenarios", "teams", "meeting")


@pytest.fixture(scope="module")
def proposal() -> str:
    """The proposal for the meeting that ships, but for how long it took."""
    return _without_seconds(run("allocate", MEETING, "--json").out)


@pytest.mark.parametrize("hash_seed", ["0", "1", "4294967295"])
def test_a_seed_repeats_a_proposal(hash_seed: str, proposal: str) -> None:
    """Another process, with another order of everything Python leaves open, prints the same bytes."""
    again = run(
        "allocate", MEETING, "--json", environment={"PYTHONHASHSEED": hash_seed}
    )

    assert _without_seconds(again.out) == proposal


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_rows_does_not_matter(
    seed: int, tmp_path: Path, proposal: str
) -> None:
    """The rows of every file in another order give a proposal of the same cost and measures."""
    _shuffle(MEETING, tmp_path, seed)

    shuffled = json.loads(run("allocate", tmp_path, "--json").out)

    told = json.loads(proposal)
    for field in ("status", "cost", "bound", "gap_percent"):
        assert shuffled[field] == told[field]
    assert shuffled["measures"]["engine"] == told["measures"]["engine"]
    assert _who(shuffled) == _who(told)


def test_another_seed_proves_the_same_cost(proposal: str) -> None:
    """A seed may change which of several best proposals is found, never how good it is."""
    other = json.loads(run("allocate", MEETING, "--json", "--seed", 7).out)

    told = json.loads(proposal)
    assert other["seed"] == 7
    assert (other["status"], other["cost"]) == (told["status"], told["cost"])


def test_two_runs_into_one_folder_leave_whole_files(tmp_path: Path) -> None:
    """Two people who write to the same folder at once find six whole files there and nothing else."""
    out = tmp_path / "out"
    command = [PYTHON, "-m", "allocator", "allocate", str(MEETING), "--out", str(out)]

    runs = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(2)]
    codes = [process.wait(timeout=120) for process in runs]

    assert codes == [0, 0]
    assert sorted(path.name for path in out.iterdir()) == FILES
    assert is_complete(out)


def _without_seconds(document: str) -> str:
    lines = document.splitlines()
    kept = [line for line in lines if not line.startswith('  "seconds": ')]
    assert len(kept) == len(lines) - 1
    return "\n".join(kept)


def _shuffle(batch: Path, folder: Path, seed: int) -> None:
    chance = np.random.default_rng(seed)
    for path in batch.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            heading, *rows = csv.reader(file)
        with (folder / path.name).open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(heading)
            table.writerows(rows[index] for index in chance.permutation(len(rows)))


def _who(document: dict[str, Any]) -> dict[str, str]:
    return {one["case_id"]: one["worker_id"] for one in document["assignments"]}
