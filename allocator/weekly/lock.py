"""One weekly run at a time on one outbox; the kernel lets go of the lock however a run ends."""

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from allocator.errors import AllocatorError

NAME = ".lock"
_LONGEST = 1_000


@contextmanager
def held(outbox: Path, since: datetime) -> Iterator[None]:
    """Holds the outbox; raises AllocatorError, naming who has it, where another run does."""
    # Never removed: a run that found the file a moment ago would lock one that nobody else sees.
    file = os.open(outbox / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AllocatorError(
                f"{outbox}: another weekly run is under way ({_holder(file)}). "
                "Nothing was done; run again once it is over."
            ) from error
        me = {
            "process": os.getpid(),
            "machine": socket.gethostname(),
            "since": since.isoformat(timespec="seconds"),
        }
        os.ftruncate(file, 0)
        os.pwrite(file, json.dumps(me).encode(), 0)
        yield
    finally:
        os.close(file)


def _holder(file: int) -> str:
    """Who holds the lock; it may have been taken so lately that nobody has signed yet."""
    try:
        said = json.loads(os.pread(file, _LONGEST, 0))
        return f"process {said['process']} on {said['machine']}, since {said['since']}"
    except (ValueError, KeyError, TypeError):
        return "it has only just begun"
