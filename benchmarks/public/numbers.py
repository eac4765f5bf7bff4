"""Files of numbers that wrap over lines as they like."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from allocator.errors import AllocatorError


def numbers(path: Path) -> Iterator[int]:
    """Every number of a file in order; raises AllocatorError for anything else."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AllocatorError(f"{path}: cannot be read: {error}.") from error
    for row, line in enumerate(text.splitlines(), start=1):
        for word in line.split():
            if not word.isdigit():
                raise AllocatorError(
                    f"{path} row {row}: '{word}' is not a whole number of 0 or more."
                )
            yield int(word)


def take(found: Iterator[int], count: int, path: Path, what: str) -> list[int]:
    """The next so many numbers; raises AllocatorError where the file ends before."""
    taken = list(islice(found, count))
    if len(taken) < count:
        raise AllocatorError(
            f"{path}: it ends after {len(taken)} of {count} numbers for {what}."
        )
    return taken


def ended(found: Iterator[int], path: Path) -> None:
    """Raises AllocatorError where a file goes on after all that it should hold."""
    if next(found, None) is not None:
        raise AllocatorError(f"{path}: it holds more numbers than its sizes ask for.")
