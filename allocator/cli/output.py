"""Standard output: as wide as whoever reads it has room for, and JSON for other programs."""

import shutil
import sys
from collections.abc import Iterable

import rich_click as click

_WIDTH = 100


def print_json(document: str) -> None:
    """JSON is UTF-8, whatever the terminal is."""
    click.echo(document.rstrip("\n").encode())


def print_parts(document: Iterable[bytes]) -> None:
    """A document of UTF-8 that is made as it is printed, and ends with a line feed."""
    sys.stdout.flush()
    for part in document:
        sys.stdout.buffer.write(part)
    sys.stdout.buffer.flush()


def width() -> int:
    """Columns of the terminal, or of a page where output goes to a file."""
    return shutil.get_terminal_size((_WIDTH, 0)).columns
