"""``allocator frontier``: what skill match costs in evenness, with the current policy marked."""

import datetime
from importlib import import_module
from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.output import print_json, print_written
from allocator.cli.progress import Tell
from allocator.cli.running import INTERRUPTED, stoppable
from allocator.pipeline import trace
from allocator.policy.loading import load_policy
from allocator.report import frontier_files, frontier_text
from allocator.report.frontier import Traced
from allocator.solvers.answer import Limits, Stop
from allocator.tables.batch import read_batch


@click.command()
@options.batch
@options.policy
@click.option(
    "--out",
    type=options.folder,
    help="Write the curve here: a page, CSV and JSON.",
)
@options.as_json
@options.as_of
@options.limits
def frontier(
    batch: Path,
    policy_name: str,
    out: Path | None,
    as_json: bool,
    as_of: datetime.date | None,
    seed: int,
    work: float,
    seconds: float,
    threads: int,
) -> int:
    """Draw what skill match costs in evenness for BATCH, with the policy as it is marked.

    The batch is proposed for again and again, each time with a level of skill match worth more.
    """
    stop = Stop()
    limits = Limits(seconds, work, threads, seed, stop)

    def run(tell: Tell) -> Traced:
        policy = load_policy(policy_name)
        read = read_batch(batch, policy)
        if out is not None:
            # Before the searches rather than after them: once interrupted, there is little time to write in.
            import_module("allocator.report.frontier_page")
        traced = trace(read, policy, as_of=as_of, limits=limits, tell=tell)
        if out is not None:
            tell("Writing the reports")
            frontier_files.write(traced, out)
        return traced

    traced = stoppable(run, stop)
    if as_json:
        print_json(frontier_files.json_text(traced.account))
    else:
        click.echo(frontier_text.text(traced), nl=False)
        print_written(out, frontier_files.PAGE, in_haste=bool(traced.left_out))
    return INTERRUPTED if stop.requested else 0
