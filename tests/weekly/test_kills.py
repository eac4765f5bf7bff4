"""A weekly run that is killed at any point loses nothing, and the next one ends what it began.

``ALLOCATOR_KILLS`` says how many points are tried; 40 where nothing does.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.project.pages import ROOT
from tests.weekly.boxes import SECOND, Boxes, contents

KILLS = int(os.environ.get("ALLOCATOR_KILLS", "40"))


class Killed(NamedTuple):
    """Every run that was killed, the folder they are in, and the inbox before them."""

    runs: list[dict[str, Any]]
    folder: Path
    inbox: dict[str, bytes]


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Killed:
    """Runs killed at random points, each then run once more."""
    boxes = Boxes(tmp_path_factory.mktemp("kills"))
    boxes.put("first")
    boxes.run()
    boxes.put("second", SECOND)
    inbox = contents(boxes.inbox)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.weekly.killed",
            boxes.inbox.parent,
            str(KILLS),
            "1",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Killed(
        [json.loads(line) for line in done.stdout.splitlines()],
        boxes.inbox.parent,
        inbox,
    )


def test_as_many_runs_were_killed_as_were_asked_for(killed: Killed) -> None:
    """The kills happened, at different points, spread over the run; there may be fewer points than kills."""
    points = [run["point"] for run in killed.runs]

    assert len(set(points)) == len(points) == min(KILLS, killed.runs[0]["of"])
    assert {run["ended"] for run in killed.runs} == {-9}
    assert killed.runs[0]["of"] > 60


def test_a_week_is_there_whole_or_not_at_all(killed: Killed) -> None:
    """Whoever looks after a kill finds the weeks before, and the new one complete or absent."""
    whole = len(contents(killed.folder / "reference" / "2026-09-21"))

    seen = {(tuple(run["weeks"]), run["files"]) for run in killed.runs}
    assert seen <= {
        (("2026-09-14",), 0),
        (("2026-09-14", "2026-09-21"), whole),
    }


def test_the_next_run_ends_what_was_begun(killed: Killed) -> None:
    """Afterwards every outbox is as if nothing had happened, but for what tells of the runs."""
    reference = _weeks(killed.folder / "reference")

    for run in killed.runs:
        outbox = killed.folder / run["outbox"]
        assert run["again"] == 0, run
        assert _weeks(outbox) == reference, run
        left = {path.name for path in outbox.iterdir()}
        assert left == {".lock", "2026-09-14", "2026-09-21", "log.jsonl", "status.json"}


def test_the_status_tells_of_the_week_once(killed: Killed) -> None:
    """Whichever run made it, the last status says that it was proposed, or that an earlier one said so."""
    for run in killed.runs:
        status = json.loads((killed.folder / run["outbox"] / "status.json").read_text())
        told = [
            one["result"] for one in status["batches"] if one["folder"] == "2026-09-21"
        ]

        assert status["state"] == "over"
        assert status["weeks"] == 2
        assert told in (["proposed"], ["proposed", "done_before"], ["done_before"]), run
        if told == ["done_before"]:
            # Killed after the status of its own was written: that one told of it.
            assert len(run["weeks"]) == 2
            assert run["point"] > run["of"] / 2


def test_every_line_of_the_log_is_whole(killed: Killed) -> None:
    """Programs can read the log of a run that was killed."""
    for run in killed.runs:
        text = (killed.folder / run["outbox"] / "log.jsonl").read_text()
        events = [json.loads(line)["event"] for line in text.splitlines()]
        assert events[-1] == "ended"


def test_the_inbox_is_never_touched(killed: Killed) -> None:
    """After all of that every file in it is as it was."""
    assert contents(killed.folder / "inbox") == killed.inbox


def _weeks(outbox: Path) -> dict[str, bytes]:
    """Every file of every week; the first was made once for all of them."""
    return {
        name: content
        for name, content in contents(outbox).items()
        if name.startswith("2026-")
    }
