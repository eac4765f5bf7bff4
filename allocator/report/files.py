"""Writes every report of a proposal into one folder: all of them, or none."""

import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from allocator.domain.account import Account
from allocator.errors import AllocatorError
from allocator.report import tables
from allocator.report.outcome import Outcome

DRAWN = ("proposal.html", "proposal.xlsx")


def write(outcome: Outcome, folder: Path) -> list[Path]:
    """Writes the files and returns where they are; on any failure what was there before stays.

    After an interruption only JSON and CSV are written: there is no time to draw. Raises AllocatorError, in one line,
    where the folder cannot take them.
    """
    contents = brief(outcome) if outcome.interrupted else rendered(outcome)
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _beside(folder, contents) as temporary:
            _swap(temporary)
    except OSError as error:
        if made:
            with suppress(OSError):
                folder.rmdir()
        why = error.strerror or str(error)
        raise AllocatorError(
            f"{folder}: the reports cannot be written: {why}. Nothing was changed."
        ) from error
    for name in set(DRAWN) - contents.keys():
        # A page from an earlier run would tell another story than the files beside it.
        _remove(folder / name)
    return [folder / name for name in contents]


def rendered(outcome: Outcome) -> dict[str, bytes]:
    """What each file holds, by name."""
    # They take half a second to import, which a summary on the terminal need not wait for.
    from allocator.report import page, workbook

    return {
        **brief(outcome),
        "proposal.html": page.html(outcome).encode(),
        "proposal.xlsx": workbook.xlsx(outcome),
    }


def brief(outcome: Outcome) -> dict[str, bytes]:
    """What the files for other programs hold, which take no time to make."""
    texts = {
        "proposal.json": json_text(outcome.account),
        "allocations.csv": tables.allocations(outcome),
        "workload.csv": tables.workload(outcome),
        "unallocated.csv": tables.unallocated(outcome),
    }
    return {name: text.encode() for name, text in texts.items()}


def json_text(account: Account) -> str:
    """The account exactly as the contract has it: its names, its order, two spaces deep."""
    content = account.model_dump(mode="json", by_alias=True)
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


@contextmanager
def _beside(folder: Path, contents: dict[str, bytes]) -> Iterator[dict[Path, Path]]:
    """Each file complete and on disk under another name beside its place; gone afterwards."""
    mark = secrets.token_hex(4)
    temporary = {folder / name: folder / f".{name}.{mark}.tmp" for name in contents}
    try:
        for place, path in temporary.items():
            with path.open("xb") as file:
                file.write(contents[place.name])
                file.flush()
                os.fsync(file.fileno())
        yield temporary
    finally:
        for path in temporary.values():
            _remove(path)
            _remove(path.with_suffix(".old"))


def _swap(temporary: dict[Path, Path]) -> None:
    """Puts every file in its place, or none: a workbook open in Excel cannot be replaced."""
    kept: dict[Path, Path | None] = {}
    try:
        for place, path in temporary.items():
            kept[place] = _keep(place, path.with_suffix(".old"))
            path.replace(place)
    except BaseException:
        for place, old in kept.items():
            _restore(place, old, temporary[place])
        raise


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
