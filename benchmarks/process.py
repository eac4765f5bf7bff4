"""Runs a child process within limits of time and memory, and says how it ended."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any, NamedTuple

from benchmarks.recipe import Recipe

_ROOT = Path(__file__).parent.parent
_GLANCE_SECONDS = 0.05
# Making the largest instance takes half a minute here; a solver may need a while to start, and to hand over its answer.
_MAKING_SECONDS = 300
_GRACE_SECONDS = 30


class Request(NamedTuple):
    """One run: what, by whom, for how long and with how much."""

    recipe: Recipe
    solver: str
    seconds: float
    threads: int = 2
    memory_mb: int = 6000
    seed: int = 1


class Ended(NamedTuple):
    """What came of a run: the child's reply, and the most memory that it and its own children held at one time."""

    reply: dict[str, Any]
    memory_mb: int


def run_child(request: Request) -> Ended:
    """The child's reply, or what stands for one where it had to be ended or died."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        reply, said = Path(folder, "reply"), Path(folder, "said")
        asked = {**request._asdict(), "reply": str(reply)}
        with said.open("w") as log:
            child = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.child"],
                cwd=_ROOT, stdin=subprocess.PIPE, stdout=log, stderr=log, text=True, start_new_session=True,
            )  # fmt: skip
            try:
                ended, most = _watch(child, request, json.dumps(asked), reply)
            finally:
                _end(child)
        if ended:
            return Ended(ended, most)
        if reply.exists():
            return Ended(json.loads(reply.read_text(encoding="utf-8")), most)
        last = said.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        note = last[-1] if last else f"ended with code {child.returncode}"
        return Ended({"status": "failed", "note": note}, most)


def _watch(
    child: subprocess.Popen[str], request: Request, asked: str, reply: Path
) -> tuple[dict[str, Any], int]:
    """Wait for the end; a reply stands for the child's where it went over a limit, and the most memory it held."""
    if child.stdin is not None:
        with suppress(BrokenPipeError):
            child.stdin.write(asked)
        child.stdin.close()
    ends, most = monotonic() + _MAKING_SECONDS, 0
    begun = 0.0
    while child.poll() is None:
        if not begun and reply.with_name("begun").exists():
            begun = monotonic()
            ends = begun + 1.1 * request.seconds + _GRACE_SECONDS
        most = max(most, _held_mb(child.pid))
        if most > request.memory_mb:
            return {"status": "out of memory", "seconds": monotonic() - begun}, most
        if monotonic() > ends:
            return {"status": "time-out", "seconds": monotonic() - begun}, most
        sleep(_GLANCE_SECONDS)
    return {}, most


def _end(child: subprocess.Popen[str]) -> None:
    """End the child and whatever it started; its session is its own."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _held_mb(process: int) -> int:
    """Memory that a process and all it started hold, where the system tells (Linux)."""
    pages = 0
    for number in _family(process):
        with suppress(OSError, IndexError, ValueError):
            pages += int(Path(f"/proc/{number}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def _family(process: int) -> Iterator[int]:
    yield process
    for tasks in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for child in tasks.read_text().split():
                yield from _family(int(child))
