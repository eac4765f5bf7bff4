"""``allocator backtest``: what two policies would have proposed for past batches."""

import datetime
from importlib import import_module
from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.output import print_json, print_written
from allocator.cli.progress import Tell
from allocator.cli.running import INTERRUPTED, stoppable
from allocator.pipeline import replay
from allocator.policy.loading import load_policy
from allocator.report import backtest_files, backtest_text
from allocator.report.backtest import Replayed
from allocator.solvers.answer import Limits, Stop
from allocator.tables.several import read_batches


def _two(
    ctx: click.Context, param: click.Parameter, value: tuple[str, ...]
) -> tuple[str, str]:
    """Two policies: as it is, and as it might be."""
    match value:
        case [first, second]:
            return first, second
    raise click.BadParameter("name two: --policy FIRST --policy SECOND.")


@click.command()
@click.argument(
    "batches",
    metavar="BATCH...",
    nargs=-1,
    required=True,
    type=options.Place(path_type=Path),
)
@click.option(
    "--policy",
    "names",
    multiple=True,
    required=True,
    callback=_two,
    metavar="NAME|PATH",
    help="A policy that ships, or a policy file. Given twice: the policy as it is, then the other.",
)
@click.option(
    "--out",
    type=options.folder,
    help="Write the backtest here: a page, CSV and JSON.",
)
@options.as_json
@options.as_of
@options.limits
def backtest(
    batches: tuple[Path, ...],
    names: tuple[str, str],
    out: Path | None,
    as_json: bool,
    as_of: datetime.date | None,
    seed: int,
    work: float,
    seconds: float,
    threads: int,
) -> int:
    """Tell what two policies would have proposed for each BATCH..., who gains, who loses, and how fairness moves.

    Each batch is taken as it was, from its own newest day. What people then decided plays no part.
    """
    stop = Stop()
    limits = Limits(seconds, work, threads, seed, stop)

    def run(tell: Tell) -> Replayed:
        policies = (load_policy(names[0]), load_policy(names[1]))
        read = read_batches(batches, policies)
        if out is not None:
            # Before the searches rather than after them: once interrupted, there is little time to write in.
            import_module("allocator.report.backtest_page")
        tested = replay(read, policies, as_of=as_of, limits=limits, tell=tell)
        if out is not None:
            tell("Writing the reports")
            backtest_files.write(tested, out)
        return tested

    tested = stoppable(run, stop)
    if as_json:
        print_json(backtest_files.json_text(tested.account))
    else:
        click.echo(backtest_text.text(tested), nl=False)
        print_written(out, backtest_files.PAGE, in_haste=bool(tested.left_out))
    return INTERRUPTED if stop.requested else 0
