"""Arguments and options that several commands share, each said once."""

import datetime
import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import rich_click as click

from allocator.errors import UnknownName
from allocator.policy import guard as guards
from allocator.policy import questionnaire as questionnaires
from allocator.policy.policy import DEFAULT
from allocator.solvers.answer import Limits
from allocator.tables.cells import Wrong
from allocator.tables.dates import parse_date

Command = Callable[..., Any]


class Place(click.Path):
    """A folder or file; an empty name is refused, for a variable that nobody set must not mean this folder."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:
        if not str(value):
            self.fail("it is empty; name a folder.", param, ctx)
        return super().convert(value, param, ctx)


class Solver(click.Choice[str]):
    """The name of a solver; a misspelt one is told the nearest."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        return str(UnknownName("solver", str(value), [*self.choices]))


def _day(
    ctx: click.Context, param: click.Parameter, value: str | None
) -> datetime.date | None:
    """A day written as a batch may write it."""
    try:
        return None if value is None else parse_date(value)
    except Wrong as wrong:
        raise click.BadParameter(str(wrong)) from wrong


def number(
    ctx: click.Context, param: click.Parameter, value: float | None
) -> float | None:
    """The number, unless it is none: nan compares with nothing, so a range lets it through."""
    if value is not None and math.isnan(value):
        raise click.BadParameter("'nan' is not a number.")
    return value


batch = click.argument("batch", type=Place(path_type=Path))

folder = Place(path_type=Path, file_okay=False)

file = Place(path_type=Path, exists=True, dir_okay=False)

policy = click.option(
    "--policy",
    "policy_name",
    default=DEFAULT,
    show_default=True,
    metavar="NAME|PATH",
    help="A policy that ships, or a policy file.",
)

policies = click.option(
    "--policy",
    "policy_names",
    multiple=True,
    default=(DEFAULT,),
    show_default=True,
    metavar="NAME|PATH",
    help="A policy that ships, or a policy file. May be given several times; others are laid beside the first.",
)

as_of = click.option(
    "--as-of",
    callback=_day,
    metavar="DATE",
    help="The day to plan from. Default: the newest referral or start date in the batch up to today.",
)

as_json = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON alone on standard output."
)

resume = click.option(
    "--resume",
    is_flag=True,
    help="Go on with the interrupted run in --out; where there is none, begin.",
)


def check_resume(out: Path | None, *, resume: bool) -> None:
    """Raises UsageError where a run is to go on and nobody says which."""
    if resume and out is None:
        raise click.UsageError("--resume goes on with what is in --out; name it.")


parsed_day = _day

batches = click.argument(
    "batches",
    metavar="BATCH...",
    nargs=-1,
    required=True,
    type=Place(path_type=Path),
)

answers = click.argument(
    "answers",
    metavar="ANSWERS...",
    nargs=-1,
    required=True,
    type=Place(path_type=Path),
)

answer_files = click.option(
    "--answers",
    multiple=True,
    required=True,
    type=Place(path_type=Path),
    help="Answers to a survey: a CSV file, a workbook or a folder. May be given several times.",
)

diary = click.option(
    "--diary",
    "diaries",
    multiple=True,
    type=Place(path_type=Path),
    help="A diary: a CSV file, a workbook or a folder. May be given several times. Default: the one in BATCH.",
)

questionnaire = click.option(
    "--questionnaire",
    default=questionnaires.DEFAULT,
    show_default=True,
    metavar="NAME|PATH",
    help="A questionnaire that ships, or a file of one.",
)

guard = click.option(
    "--guard",
    "guard_name",
    default=guards.DEFAULT,
    show_default=True,
    metavar="NAME|PATH",
    help="A guard that ships, or a file of one.",
)

of_batch = click.option(
    "--batch",
    type=Place(path_type=Path),
    help="The batch of the people asked: who they are, and in which team.",
)

told_as_of = click.option(
    "--told-as-of",
    "told_on",
    callback=_day,
    metavar="DATE",
    help="The day by which a wave has to be closed. Default: today.",
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
            callback=number,
            default=defaults.work,
            show_default=True,
            help="How much to search, whatever the machine: the same seed and work give the same answer.",
        ),
        click.option(
            "--seconds",
            type=click.FloatRange(0, min_open=True),
            callback=number,
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


def runs(command: Command) -> Command:
    """How long and by whom weeks are simulated; what is left out is as the scenario says."""
    options = (
        click.option(
            "--weeks", type=click.IntRange(1, 1040), help="How many weeks to simulate."
        ),
        click.option(
            "--seed", type=click.IntRange(0, 2**31 - 1), help="Repeats all chance."
        ),
        click.option(
            "--jobs",
            type=click.IntRange(1, 256),
            default=lambda: os.cpu_count() or 1,
            show_default="one for each processor",
            help="Processes that run side by side; the answer does not depend on it.",
        ),
        click.option(
            "--cluster",
            default="",
            metavar="ADDRESS",
            help="Run on a Dask cluster instead; needs the extra 'cluster'.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command
