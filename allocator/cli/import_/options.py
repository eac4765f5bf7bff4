"""Arguments and options of imports, each said once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import rich_click as click

from allocator.cli import options

Command = Callable[..., Any]

FAILED = ("left-out", "waiting")

file = click.argument("file", type=options.Place(path_type=Path))

out = click.option(
    "--out",
    type=options.folder,
    required=True,
    help="Write the batch and its data-quality report into this folder, which must be new or empty.",
)

format_ = click.option(
    "--format",
    "format_name",
    default="",
    metavar="NAME|PATH",
    help="How the export is read: a copy of the shipped format with your own headings and spellings.",
)

workers = click.option(
    "--workers",
    multiple=True,
    type=options.Place(path_type=Path),
    help="What is known of workers: a workforce census, a table, or an earlier batch. May be given several times; "
    "what the first leaves blank the next fills in.",
)

history = click.option(
    "--history",
    type=options.Place(path_type=Path),
    help="Who has worked with which child before: a table such as the statutory social-worker history.",
)

siblings = click.option(
    "--siblings",
    type=options.Place(path_type=Path),
    help="sibling_hints.csv of an earlier import, with yes where people have confirmed a group.",
)

failed_workers = click.option(
    "--failed-workers",
    type=click.Choice(FAILED),
    default=FAILED[0],
    show_default=True,
    help="What becomes of cases whose worker is a failed formula such as #N/A.",
)


def completing(command: Command) -> Command:
    """The files that complete an export of cases, and how its doubts are settled."""
    for option in (failed_workers, siblings, history):
        command = option(command)
    return command
