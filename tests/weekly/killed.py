"""Runs the weekly run in processes that end as kill -9 ends them, before a certain thing they do to files.

``python killed.py FOLDER KILLS SEED``: FOLDER holds an inbox with one new batch, and an outbox with one week. Each run
begins from a copy of that outbox. Printed is one line of JSON for each kill. What a week holds is made once: what is
tested is how it gets into the outbox.
"""

import json
import os
import pickle
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from allocator.policy.loading import load_policy
from allocator.weekly import making, running

_CHANGES = {"os.remove", "os.rmdir", "os.mkdir", "os.rename", "os.link"}
_NOW = datetime(2026, 9, 21, 6, 30, tzinfo=UTC)


class _Countdown:
    """Ends the process before the n-th thing it does to files of the outbox; counts them where n is 0."""

    def __init__(self, outbox: Path, last: int) -> None:
        self.outbox, self.last, self.seen = str(outbox), last, 0

    def hook(self, event: str, given: tuple[Any, ...]) -> None:
        opens = event == "open" and str(given[0]).startswith(self.outbox)
        if not (opens or event in _CHANGES):
            return
        self.seen += 1
        if self.seen == self.last:
            os.kill(os.getpid(), signal.SIGKILL)


def _run(folder: Path, outbox: Path) -> int:
    ran = running.run_week(
        folder / "inbox",
        outbox,
        load_policy("caseload-count"),
        settle_seconds=0,
        clock=lambda: _NOW,
    )
    return ran.status.exit_code or 0


def _apart(work: Callable[[], int]) -> int:
    """How a process of its own ends; a signal is less than 0."""
    child = os.fork()
    if not child:
        code = 99
        try:
            code = work()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _counted(folder: Path, outbox: Path, place: Path) -> int:
    found = _Countdown(outbox, 0)
    sys.addaudithook(found.hook)
    code = _run(folder, outbox)
    place.write_text(str(found.seen))
    return code


def _killed(folder: Path, outbox: Path, last: int) -> int:
    sys.addaudithook(_Countdown(outbox, last).hook)
    return _run(folder, outbox)


def _reference(folder: Path, outbox: Path) -> int:
    """A whole run, which also keeps what it made for those that follow."""
    make = making.make

    def kept(*given: Any, **asked: Any) -> making.Made:
        made = make(*given, **asked)
        (folder / "made").write_bytes(pickle.dumps(made))
        return made

    setattr(running, "make", kept)  # noqa: B010  # imported there, and not for others
    return _run(folder, outbox)


def main(folder: Path, kills: int, seed: int) -> None:
    """Every kill from the same start, then one run more; how they ended is printed."""

    def fresh(name: str) -> Path:
        return Path(shutil.copytree(folder / "outbox", folder / name))

    code = _apart(lambda: _reference(folder, fresh("reference")))
    assert code == 0, code
    made: making.Made = pickle.loads((folder / "made").read_bytes())  # noqa: S301  # our own, written above
    setattr(running, "make", lambda *given, **asked: made)  # noqa: B010  # as above
    outbox = fresh("counted")
    assert _apart(lambda: _counted(folder, outbox, folder / "count")) == 0
    points = int((folder / "count").read_text())
    chance = np.random.default_rng(seed)
    for number, last in enumerate(
        np.sort(chance.permuted(np.arange(1, points + 1))[:kills]).tolist()
    ):
        outbox = fresh(f"killed-{number}")
        killed = _apart(lambda: _killed(folder, outbox, last))  # noqa: B023  # called at once
        left = sorted(path.parent.name for path in outbox.glob("*/week.json"))
        files = len([*(outbox / "2026-09-21").glob("*")])
        again = _apart(lambda: _run(folder, outbox))  # noqa: B023
        line = {
            "outbox": outbox.name,
            "point": last,
            "of": points,
            "ended": killed,
            "weeks": left,
            "files": files,
            "again": again,
        }
        print(json.dumps(line), flush=True)  # noqa: T201  # what it says is its result


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
