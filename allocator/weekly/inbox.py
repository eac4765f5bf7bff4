"""What lies in the inbox: batches, decisions, and files that are still being written. Nothing in it is ever changed."""

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from allocator.tables.cells import key
from allocator.tables.columns import CASES, TABLES, WORKERS

_DECISIONS = "decisions"
_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
# What transfer programs and browsers call a file that has not all arrived.
_PARTIAL = {
    ".part", ".partial", ".filepart", ".crdownload", ".download", ".tmp", ".temp", ".!ut", ".opdownload",
}  # fmt: skip
_PART_BYTES = 1 << 20

Stamp = tuple[tuple[int, int, int], ...]


class Offered(NamedTuple):
    """One batch: a workbook, or the CSV files of a folder."""

    path: Path
    files: tuple[Path, ...]

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def is_workbook(self) -> bool:
        return self.files == (self.path,)


class Inbox(NamedTuple):
    """Everything that was found, each kind by name."""

    offered: tuple[Offered, ...]
    decisions: Path | None
    unfinished: tuple[Path, ...]
    unreadable: tuple[Path, ...]
    strangers: tuple[Path, ...]


def look(inbox: Path) -> Inbox:
    """Every batch in an inbox; CSV files that lie in it loosely are one batch together."""
    offered, unfinished, unreadable, strangers = (
        list[Offered](), list[Path](), list[Path](), list[Path](),
    )  # fmt: skip
    loose, decisions = list[Path](), None
    for path in _listed(inbox):
        suffix, name = path.suffix.lower(), key(path.stem)
        if suffix in _PARTIAL:
            unfinished.append(path)
        elif path.is_dir() and not path.is_symlink():
            inside = _listed(path)
            files = [one for one in inside if one.suffix.lower() == ".csv"]
            if not _holds_a_table(files):
                strangers.append(path)
            elif any(one.suffix.lower() in _PARTIAL for one in inside):
                unfinished.append(path)
            elif not all(map(_is_plain, files)):
                unreadable.append(path)
            else:
                offered.append(Offered(path, tuple(files)))
        elif not _is_plain(path):
            unreadable.append(path)
        elif suffix in _WORKBOOKS:
            offered.append(Offered(path, (path,)))
        elif suffix == ".csv" and name == _DECISIONS:
            decisions = path
        elif suffix == ".csv" and name in TABLES:
            loose.append(path)
        else:
            strangers.append(path)
    if loose:
        offered.append(Offered(inbox, tuple(loose)))
    return Inbox(tuple(offered), decisions, *map(tuple, (unfinished, unreadable, strangers)))  # fmt: skip


def is_settled(files: Sequence[Path], now: float, settle_seconds: float) -> bool:
    """Whether nobody has written to any of the files just now; a file dated in the future is no longer waited for."""
    return not any(0 <= now - path.stat().st_mtime < settle_seconds for path in files)


def stamp(files: Sequence[Path]) -> Stamp:
    """What changes when somebody writes to one of the files."""
    found = [path.stat() for path in files]
    return tuple((one.st_size, one.st_mtime_ns, one.st_ino) for one in found)


def digest(offered: Offered) -> str:
    """The same for the same bytes, whatever the file or folder is called."""
    if offered.is_workbook:
        return _sha256(offered.path)
    each = sorted((key(path.stem), _sha256(path)) for path in offered.files)
    return hashlib.sha256(repr(each).encode()).hexdigest()


def copied(offered: Offered, folder: Path) -> Offered:
    """The batch as it is now, where nobody writes to it while it is read."""
    folder.mkdir(mode=0o700, parents=True)
    place = folder / (offered.name if offered.is_workbook else "batch")
    if not offered.is_workbook:
        place.mkdir()
    files = []
    for path in offered.files:
        files.append(place if offered.is_workbook else place / path.name)
        shutil.copyfile(path, files[-1])
    return Offered(place, tuple(files))


def _listed(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.iterdir() if not path.name.startswith((".", "~"))
    )


def _is_plain(path: Path) -> bool:
    """Whether it is a file of its own: a link leads elsewhere, and a pipe never ends."""
    return path.is_file() and not path.is_symlink()


def _holds_a_table(files: Sequence[Path]) -> bool:
    return bool({key(path.stem) for path in files} & {WORKERS.name, CASES.name})


def _sha256(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(_PART_BYTES):
            found.update(part)
    return found.hexdigest()
