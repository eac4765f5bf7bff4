"""Arguments and options that several commands share, each said once."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import rich_click as click

from allocator.policy.policy import DEFAULT
from allocator.solvers.answer import Limits

Command = Callable[..., Any]


def _day(
    ctx: click.Context, param: click.Parameter, value: datetime.datetime | None
) -> datetime.date | None:
    return value.date() if value else None


batch = click.argument("batch", type=click.Path(path_type=Path))

policy = click.option(
    "--policy",
    "policy_name",
    default=DEFAULT,
    show_default=True,
    metavar="NAME|PATH",
    help="A policy that ships, or a policy file.",
)

as_of = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_day,
    metavar="DATE",
    help="The day to plan from. Default: the newest referral or start date in the batch.",
)

as_json = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON alone on standard output."
)


def limits(command: Command) -> Command:
    """How long and how repeatably to search."""
    defaults = Limits()
    options = (
        click.option(
            "--seed",
            type=click.IntRange(0, 2**31 - 1),
            default=defaults.seed,
            show_default=True,
            help="Repeats a search.",
        ),
        click.option(
            "--work",
            type=click.FloatRange(0, min_open=True),
            default=defaults.work,
            show_default=True,
            help="How much to search, whatever the machine: the same seed and work give the same answer.",
        ),
        click.option(
            "--seconds",
            type=click.FloatRange(0, min_open=True),
            default=defaults.seconds,
            show_default=True,
            help="Stop searching after so long; an answer cut short by the clock may not repeat.",
        ),
        click.option(
            "--threads",
            type=click.IntRange(1, 64),
            default=defaults.threads,
            show_default=True,
            help="Search with several threads: sooner, but answers may not repeat.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command
