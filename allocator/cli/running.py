"""Runs long work in a thread so that Ctrl-C and a polite kill end it with the best so far."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import TypeVar

import rich_click as click

from allocator.cli.progress import Tell, progress
from allocator.errors import NoAnswerInTime
from allocator.solvers.answer import Stop

Result = TypeVar("Result")
Told = TypeVar("Told")

INTERRUPTED = 130
# Two seconds are promised, from the signal to the end of the process.
_PATIENCE_SECONDS = 1.5


_LOST = "Interrupted before a proposal was ready; nothing was written."


def stoppable(work: Callable[[Tell], Result], stop: Stop) -> Result:
    """What the work returns, its steps told as they come; a first signal asks it to finish."""
    return waited_for(work, stop, progress(), _LOST)


def waited_for(
    work: Callable[[Told], Result],
    stop: Stop,
    shown: AbstractContextManager[Told],
    lost: str,
) -> Result:
    """What the work returns; a first signal asks it to finish, and it is given up if it does not soon, saying so.

    CP-SAT ignores signals in the main thread, so the main thread only waits.
    """
    results, errors = list[Result](), list[BaseException]()
    asked = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        asked.set()

    before = {
        number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        with shown as tell:

            def run() -> None:
                try:
                    results.append(work(tell))
                except BaseException as error:  # noqa: BLE001  # handed to the main thread, which raises it
                    errors.append(error)

            thread = threading.Thread(target=run, daemon=True)
            thread.start()
            _wait(thread, stop, asked)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if thread.is_alive():
        click.echo(lost, err=True)
        sys.stdout.flush()
        _end_children()
        # The solver's thread cannot be killed, and an orderly exit would wait for it.
        os._exit(INTERRUPTED)
    if errors and asked.is_set() and isinstance(errors[0], NoAnswerInTime):
        raise KeyboardInterrupt from errors[0]
    if errors:
        raise errors[0]
    return results[0]


def gone_on_with(lost: str, out: Path | None) -> str:
    """How an interruption is told where what is done is kept in a folder, if there is one."""
    if out is None:
        return f"{lost} Nothing was kept, as there is no --out."
    return f"{lost} What is done is kept in {out}: go on with --resume."


def _end_children() -> None:
    """Ends programs that the solver started, such as CBC, which would search on without anyone waiting."""
    for tasks in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):
            for child in tasks.read_text().split():
                os.kill(int(child), signal.SIGKILL)


@contextmanager
def interruptible() -> Iterator[None]:
    """Lets a polite kill interrupt as Ctrl-C does, in commands that have nothing to save."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _wait(thread: threading.Thread, stop: Stop, asked: threading.Event) -> None:
    deadline = None
    while thread.is_alive() and (deadline is None or monotonic() < deadline):
        thread.join(0.05)
        if asked.is_set():
            deadline = deadline or monotonic() + _PATIENCE_SECONDS
            # Asked again each time round: a solver that was just starting misses the first.
            stop.request()
