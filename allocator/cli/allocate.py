"""``allocator allocate``: a batch in, a judged and explained proposal out."""

import datetime
from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.progress import Tell
from allocator.cli.proposing import proposal
from allocator.cli.running import INTERRUPTED
from allocator.pipeline import allocate as propose
from allocator.policy.policy import Policy
from allocator.report.outcome import Outcome
from allocator.solvers.answer import Limits, Stop
from allocator.solvers.catalogue import BLIND, ENGINE, NAMES
from allocator.tables.batch import Batch

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
    limits = Limits(seconds, work, threads, seed, Stop())

    def find(read: Batch, policy: Policy, tell: Tell) -> Outcome:
        return propose(
            read,
            policy,
            as_of=as_of,
            limits=limits,
            solver=solver,
            cluster=cluster,
            tell=tell,
        )

    outcome = proposal(
        find, batch, policy_name, as_of=as_of, limits=limits, out=out, as_json=as_json
    )
    if limits.stop.requested:
        return INTERRUPTED
    return UNALLOCATED if fail_on_unallocated and outcome.account.unallocated else 0
