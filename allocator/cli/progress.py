"""Says on standard error what is being done, where somebody is watching."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import rich_click as click
from rich.console import Console


@contextmanager
def progress(quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """A function to tell each step to; silent unless standard error is a terminal."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda step: None
        return
    with console.status("Reading the batch") as status:
        yield lambda step: status.update(click.unstyle(step))
