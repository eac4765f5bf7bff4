"""Says on standard error what is being done, where somebody is watching."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.text import Text

Tell = Callable[[str], None]


@contextmanager
def progress() -> Iterator[Tell]:
    """A function to tell each step to; silent unless standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    with Console(stderr=True).status("Reading the batch") as status:
        yield lambda step: status.update(Text(step))
