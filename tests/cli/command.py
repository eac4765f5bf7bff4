"""Runs the command as people do: as a process of its own, or in a terminal that can be watched."""

import contextlib
import os
import pty
import select
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

PYTHON = sys.executable
_LONGEST_SECONDS = 120


@dataclass(frozen=True)
class Ran:
    """What a command left behind: its exit code and what it printed."""

    code: int
    out: str
    err: str


def run(
    *arguments: object,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    given: str = "",
) -> Ran:
    """``python -m allocator`` with arguments, to its end; ``given`` is what somebody types."""
    done = subprocess.run(
        [PYTHON, "-m", "allocator", *map(str, arguments)],
        capture_output=True,
        input=given.encode(),
        cwd=folder,
        env={**os.environ, **(environment or {})},
        timeout=_LONGEST_SECONDS,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


class Watched:
    """A command under way whose standard error is a terminal, so that its progress can be followed."""

    def __init__(self, *arguments: object, program: tuple[str, ...] = ()) -> None:
        self._terminal, theirs = pty.openpty()
        self._process = subprocess.Popen(
            [PYTHON, *(program or ("-m", "allocator")), *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "200"},
        )
        os.close(theirs)
        self._deadline = monotonic() + _LONGEST_SECONDS
        self.shown = b""

    def wait_for(self, step: str, redrawn: int = 0) -> None:
        """Until a step is shown, and its line drawn so many times more."""
        while step.encode() not in self.shown:
            self._read()
        enough = self.shown.count(b"\r") + redrawn
        while self.shown.count(b"\r") < enough:
            self._read()

    def end(self, number: signal.Signals | None = None) -> tuple[Ran, float]:
        """How it ended, and how many seconds after the signal it was sent."""
        if number is not None:
            self._process.send_signal(number)
        started = monotonic()
        with contextlib.suppress(EOFError):
            while True:
                self._read()
        out, _ = self._process.communicate(timeout=self._deadline - monotonic())
        took = monotonic() - started
        os.close(self._terminal)
        return Ran(self._process.returncode, out.decode(), self.shown.decode()), took

    def _read(self) -> None:
        """What the terminal shows next; EOFError once nobody can write to it."""
        ready, _, _ = select.select(
            [self._terminal], [], [], self._deadline - monotonic()
        )
        if not ready:
            self._process.kill()
            raise TimeoutError(self.shown.decode())
        try:
            read = os.read(self._terminal, 65536)
        except OSError as error:  # how Linux says that the other end is closed
            raise EOFError from error
        if not read:
            raise EOFError
        self.shown += read
