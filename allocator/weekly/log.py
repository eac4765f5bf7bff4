"""The log of weekly runs: one line of JSON for each thing that happens, with counts and digests and no names."""

import json
import os
from datetime import datetime
from pathlib import Path

NAME = "log.jsonl"

Told = str | int | bool | None | list[str]


def write(outbox: Path, at: datetime, run: str, event: str, **told: Told) -> None:
    """Adds one line, on disk before anything else happens; a line cut short by a kill is closed first."""
    line = {"at": at.isoformat(timespec="seconds"), "run": run, "event": event, **told}
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
    file = os.open(outbox / NAME, flags, 0o644)
    try:
        size = os.fstat(file).st_size
        is_cut_short = size > 0 and os.pread(file, 1, size - 1) != b"\n"
        text = "\n" * is_cut_short + json.dumps(line, ensure_ascii=False) + "\n"
        os.write(file, text.encode())
        os.fsync(file)
    finally:
        os.close(file)
