"""Puts several files into one folder: all of them, or none."""

import os
import secrets
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from allocator.errors import AllocatorError

# What a file holds, or for one too large to have in memory, what writes it.
Content = bytes | Callable[[IO[bytes]], None]


def save(
    contents: Mapping[str, Content],
    folder: Path,
    stale: Collection[str] = (),
    *,
    overwrite: bool = True,
) -> list[Path]:
    """Writes files by name and returns where they are; on any failure what was there before stays.

    Files of the ``stale`` names go: from an earlier run, they would tell another story than those beside them.
    Without ``overwrite`` a file that is there, or comes to be there meanwhile, is a failure.
    Raises AllocatorError, in one line, where the folder cannot take them.
    """
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _beside(folder, contents) as temporary:
            _swap(temporary, overwrite=overwrite)
    except OSError as error:
        if made:
            with suppress(OSError):
                folder.rmdir()
        why = error.strerror or str(error)
        raise AllocatorError(
            f"{folder}: the files cannot be written: {why}. Nothing was changed."
        ) from error
    for name in stale:
        _remove(folder / name)
    return [folder / name for name in contents]


@contextmanager
def _beside(
    folder: Path, contents: Mapping[str, Content]
) -> Iterator[dict[Path, Path]]:
    """Each file complete and on disk under another name beside its place; gone afterwards."""
    mark = secrets.token_hex(4)
    temporary = {folder / name: folder / f".{name}.{mark}.tmp" for name in contents}
    try:
        for place, path in temporary.items():
            with path.open("xb") as file:
                content = contents[place.name]
                if isinstance(content, bytes):
                    file.write(content)
                else:
                    content(file)
                file.flush()
                os.fsync(file.fileno())
        yield temporary
    finally:
        for path in temporary.values():
            _remove(path)
            _remove(path.with_suffix(".old"))


def _swap(temporary: dict[Path, Path], *, overwrite: bool) -> None:
    """Puts every file in its place, or none: a workbook open in Excel cannot be replaced."""
    kept: dict[Path, Path | None] = {}
    try:
        for place, path in temporary.items():
            if overwrite:
                kept[place] = _keep(place, path.with_suffix(".old"))
                path.replace(place)
            else:
                _put(path, place)
                kept[place] = None
    except BaseException:
        for place, old in kept.items():
            _restore(place, old, temporary[place])
        raise


def _put(path: Path, place: Path) -> None:
    """Puts a file where nothing is: another run may have put its own there a moment ago."""
    try:
        os.link(path, place)
    except OSError:
        if place.exists():
            raise
        # Some file systems have no hard links.
        path.rename(place)
    else:
        path.unlink()


def _keep(place: Path, old: Path) -> Path | None:
    """A second name for what is in a place, by which it can be put back; None for nothing."""
    if not place.exists():
        return None
    try:
        os.link(place, old)
    except OSError:
        # Some file systems have no hard links.
        shutil.copy2(place, old)
    return old


def _restore(place: Path, old: Path | None, temporary: Path) -> None:
    if temporary.exists():
        return  # never put in its place
    if old is None:
        _remove(place)
    else:
        old.replace(place)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
