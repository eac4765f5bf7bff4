"""Says on standard error what is being done, where somebody is watching."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

Tell = Callable[[str], None]
# How much is done, and of how much.
TellPart = Callable[[int, int], None]


@contextmanager
def progress() -> Iterator[Tell]:
    """A function to tell each step to; silent unless standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    with Console(stderr=True).status("Reading the batch") as status:
        yield lambda step: status.update(Text(step))


@contextmanager
def bar(what: str) -> Iterator[TellPart]:
    """A function to tell how much is done, for a bar with the time left; silent unless standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("time left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(what, total=None)
        yield lambda done, of: shown.update(task, completed=done, total=of)
