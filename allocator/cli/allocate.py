"""``allocator allocate``: a batch in, a judged and explained proposal out."""

import datetime
from importlib import import_module
from pathlib import Path
from time import monotonic

import rich_click as click

from allocator.cli import options
from allocator.cli.output import print_json
from allocator.cli.progress import Tell
from allocator.cli.running import INTERRUPTED, stoppable
from allocator.errors import Impossible
from allocator.pipeline import allocate as propose
from allocator.pipeline import impossible_account
from allocator.policy.loading import load_policy
from allocator.report import files, text
from allocator.report.outcome import Outcome
from allocator.solvers.answer import Limits, Stop
from allocator.solvers.catalogue import BLIND, ENGINE, NAMES
from allocator.tables.batch import read_batch

UNALLOCATED = 6
# What ignores the rules can be compared with, and never proposed.
PROPOSING = tuple(name for name in NAMES if name != BLIND)


@click.command()
@options.batch
@options.policy
@click.option(
    "--out",
    type=options.folder,
    help="Write the proposal here: JSON, CSV, a workbook and a page.",
)
@options.as_json
@options.as_of
@options.limits
@click.option(
    "--solver",
    type=options.Solver(PROPOSING),
    default=ENGINE,
    show_default=True,
    help="The engine, or a baseline or second opinion.",
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    default="",
    help="Solve teams that share nobody on the Dask cluster whose scheduler is at ADDRESS.",
)
@click.option(
    "--fail-on-unallocated",
    is_flag=True,
    help=f"Exit with {UNALLOCATED} when a case is left without a worker.",
)
def allocate(
    batch: Path,
    policy_name: str,
    out: Path | None,
    as_json: bool,
    as_of: datetime.date | None,
    seed: int,
    work: float,
    seconds: float,
    threads: int,
    solver: str,
    cluster: str,
    fail_on_unallocated: bool,
) -> int:
    """Propose a worker for every waiting case of BATCH, and explain why.

    BATCH is a folder of CSV files or an .xlsx workbook.
    """
    if cluster and solver != ENGINE:
        raise click.UsageError(f"--cluster is for the engine, not for {solver}.")
    started, stop = monotonic(), Stop()
    limits = Limits(seconds, work, threads, seed, stop)

    def run(tell: Tell) -> Outcome:
        policy = load_policy(policy_name)
        read = read_batch(batch, policy)
        if out is not None:
            # Before the search rather than after it: once interrupted, there is little time to write in.
            import_module("allocator.report.page")
            import_module("allocator.report.workbook")
        try:
            outcome = propose(
                read,
                policy,
                as_of=as_of,
                limits=limits,
                solver=solver,
                cluster=cluster,
                tell=tell,
            )
        except Impossible as clash:
            if as_json:
                took = monotonic() - started
                account = impossible_account(
                    read, policy, clash, as_of=as_of, limits=limits, seconds=took
                )
                print_json(files.json_text(account))
            raise
        if out is not None:
            tell("Writing the reports")
            files.write(outcome, out)
        return outcome

    outcome = stoppable(run, stop)
    if as_json:
        print_json(files.json_text(outcome.account))
    else:
        click.echo(text.text(outcome), nl=False)
        if out is not None:
            which = (
                "JSON and CSV files, for want of time"
                if outcome.interrupted
                else "open proposal.html to read it"
            )
            click.echo(f"\nWritten to {out}: {which}.")
    if stop.requested:
        return INTERRUPTED
    return UNALLOCATED if fail_on_unallocated and outcome.account.unallocated else 0
