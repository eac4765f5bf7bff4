"""Processes beside this one: how they hear of a stop, and that none outlives this one."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as any_of
from threading import Thread
from typing import NamedTuple

from allocator.solvers.answer import Stop

# In another process every job hears of the same stop.
STOP = Stop()


class Beside(NamedTuple):
    """Processes that take work, and what asks all of them to stop, as often as one likes."""

    pool: ProcessPoolExecutor
    halt: Callable[[], None]


@contextmanager
def beside(hands: int) -> Iterator[Beside]:
    """So many processes for as long as they are wanted; afterwards what is under way is stopped and waited for."""
    context = get_context("spawn")
    # Not an event: setting one waits for everybody who listens, and whoever has been killed never answers.
    heard, said = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(hands, context, initializer=_prepare, initargs=(heard,))

    def halt() -> None:
        # An alarm may go off when all is over.
        with suppress(OSError):
            said.send_bytes(b"stop")

    with heard, said:
        try:
            yield Beside(pool, halt)
        finally:
            halt()
            pool.shutdown(cancel_futures=True)


def _prepare(heard: Connection) -> None:
    """Ctrl-C is for the process that people see; this one hears of it from there, and ends when that one does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()

    def listen() -> None:
        if parent is None:
            return
        # What is said stays in the pipe, so that everyone hears it.
        if parent.sentinel not in any_of([heard, parent.sentinel]):
            STOP.request()
            any_of([parent.sentinel])
        os._exit(1)

    Thread(target=listen, daemon=True).start()
