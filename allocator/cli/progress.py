"""Says on standard error what is being done, where somebody is watching."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.text import Text


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A function to tell each step to; silent unless standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    with Console(stderr=True).status("Reading the batch") as status:
        yield lambda step: status.update(Text(step))


def leave_terminal_as_it_was() -> None:
    """Show the cursor again, which a status line hides, for a run that ends without winding down."""
    if sys.stderr.isatty():
        Console(stderr=True).show_cursor(True)
