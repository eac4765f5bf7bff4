"""``allocator plans``: several good plans for a meeting to choose from."""

import datetime
from importlib import import_module
from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.output import print_json, print_written
from allocator.cli.progress import Tell
from allocator.cli.running import INTERRUPTED, stoppable
from allocator.pipeline import offer
from allocator.pipeline.plans import COUNT, DIFFER_PERCENT
from allocator.policy.loading import load_policy
from allocator.report import plans_files, plans_text
from allocator.report.plans import Planned
from allocator.solvers.answer import Limits, Stop
from allocator.tables.batch import read_batch


@click.command()
@options.batch
@options.policy
@click.option(
    "--out",
    type=options.folder,
    help="Write the plans here: a page, CSV and JSON.",
)
@click.option(
    "--count",
    type=click.IntRange(2, 9),
    default=COUNT,
    show_default=True,
    help="How many plans to find.",
)
@click.option(
    "--differ",
    type=click.FloatRange(0, 100, min_open=True),
    callback=options.number,
    default=DIFFER_PERCENT,
    show_default=True,
    help="Any two plans give at least so many percent of the households placed to different workers, and two at least.",
)
@options.as_json
@options.as_of
@options.limits
def plans(
    batch: Path,
    policy_name: str,
    out: Path | None,
    count: int,
    differ: float,
    as_json: bool,
    as_of: datetime.date | None,
    seed: int,
    work: float,
    seconds: float,
    threads: int,
) -> int:
    """Find the best proposal for BATCH and others that are truly different from it, to choose from.

    Each says what it costs more, and what it does better and worse.
    """
    stop = Stop()
    limits = Limits(seconds, work, threads, seed, stop)

    def run(tell: Tell) -> Planned:
        policy = load_policy(policy_name)
        read = read_batch(batch, policy)
        if out is not None:
            # Before the searches rather than after them: once interrupted, there is little time to write in.
            import_module("allocator.report.plans_page")
        planned = offer(
            read,
            policy,
            count=count,
            differ_percent=differ,
            as_of=as_of,
            limits=limits,
            tell=tell,
        )
        if out is not None:
            tell("Writing the reports")
            plans_files.write(planned, out)
        return planned

    planned = stoppable(run, stop)
    if as_json:
        print_json(plans_files.json_text(planned.account))
    else:
        click.echo(plans_text.text(planned), nl=False)
        print_written(out, plans_files.PAGE, in_haste=bool(planned.interrupted))
    return INTERRUPTED if stop.requested else 0
