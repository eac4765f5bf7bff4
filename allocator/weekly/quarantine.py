"""Notes on batches that cannot be used: the batch stays where it is, the note says why, and nobody tries it again.

A note and not a copy: the inbox still has the batch, untouched, and a second copy would be one more place that holds
families' details. A batch whose bytes change is tried again; so is one whose note somebody removes.
"""

from pathlib import Path
from typing import NamedTuple, get_args

from allocator.domain.weekly import Why
from allocator.report.saving import save
from allocator.report.wording import plain

FOLDER = "quarantine"
DIGITS = 16


class Note(NamedTuple):
    """Why a batch is not used, and where that is written."""

    path: Path
    why: Why


def find(outbox: Path, digest: str) -> Note | None:
    """The note on a batch of these bytes, if there is one."""
    for path in sorted((outbox / FOLDER).glob(f"{digest[:DIGITS]}-*.txt")):
        said = path.stem.partition("-")[2]
        for why in get_args(Why):
            if said == why:
                return Note(path, why)
    return None


def put(outbox: Path, name: str, digest: str, why: Why, reason: str) -> Note:
    """Writes the note: whole, or not at all."""
    file = f"{digest[:DIGITS]}-{why}.txt"
    text = (
        f"{plain(name)} was not used. It lies untouched in the inbox.\n\n"
        f"{reason}\n\n"
        "Put it right in the inbox and it is read in the next run. To have the same file read again, as after a\n"
        "change of policy, remove this note. To have nothing more said of it, take the file out of the inbox.\n\n"
        f"SHA-256 {digest}\n"
    )
    save({file: text.encode()}, outbox / FOLDER)
    return Note(outbox / FOLDER / file, why)
