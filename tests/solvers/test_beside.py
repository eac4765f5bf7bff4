"""Processes beside this one hear of a stop, whatever has become of the others."""

import os
import signal
from pathlib import Path

import pytest

from allocator.solvers.beside import STOP, beside


def _waited() -> bool:
    """In another process: whether a stop was heard, which is waited for."""
    return STOP._event.wait(60)


@pytest.mark.slow
def test_a_stop_is_heard_by_all() -> None:
    """By several at once, however often it is said."""
    with beside(2) as others:
        waiting = [others.pool.submit(_waited) for _ in range(2)]
        others.halt()
        others.halt()

        assert [one.result() for one in waiting] == [True, True]

    others.halt()


@pytest.mark.slow
def test_a_stop_does_not_wait_for_the_dead() -> None:
    """One has heard of nothing and been killed: the stop is said all the same, and all comes to an end."""
    with beside(1) as others:
        process = others.pool.submit(os.getpid).result()
        os.kill(process, signal.SIGKILL)

        others.halt()

    assert not Path(f"/proc/{process}").exists()
