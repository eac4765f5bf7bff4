"""Standard output: as wide as whoever reads it has room for, and JSON for other programs."""

import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

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


def print_written(folder: Path | None, page: str, *, in_haste: bool) -> None:
    """Where the reports are, if anywhere; written in haste, there is no page among them."""
    if folder is not None:
        which = (
            "JSON and CSV files, for want of time"
            if in_haste
            else f"open {page} to read it"
        )
        click.echo(f"\nWritten to {folder}: {which}.")


def width() -> int:
    """Columns of the terminal, or of a page where output goes to a file."""
    return shutil.get_terminal_size((_WIDTH, 0)).columns
