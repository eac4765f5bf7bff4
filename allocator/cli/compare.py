"""``allocator compare``: several ways of allocating one batch, side by side."""

import datetime
from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.output import print_json
from allocator.cli.progress import Tell
from allocator.cli.running import INTERRUPTED, stoppable
from allocator.domain.account import Compared
from allocator.pipeline import compare as lay_side_by_side
from allocator.policy.loading import load_policy
from allocator.report import side_by_side
from allocator.solvers.answer import Limits, Stop
from allocator.solvers.catalogue import NAMES
from allocator.tables.batch import read_batch

DEFAULT = (
    "engine",
    "caseload-count",
    "caseload-count-blind",
    "round-robin",
    "greedy",
    "flow",
)


@click.command()
@options.batch
@options.policy
@click.option(
    "--solver",
    "solvers",
    type=options.Solver(NAMES),
    multiple=True,
    default=DEFAULT,
    show_default=True,
    help="May be given several times.",
)
@options.as_json
@options.as_of
@options.limits
def compare(
    batch: Path,
    policy_name: str,
    solvers: tuple[str, ...],
    as_json: bool,
    as_of: datetime.date | None,
    seed: int,
    work: float,
    seconds: float,
    threads: int,
) -> int:
    """Lay several ways of allocating BATCH side by side, each judged from the records."""
    stop = Stop()
    limits = Limits(seconds, work, threads, seed, stop)

    def run(tell: Tell) -> tuple[Compared, ...]:
        policy = load_policy(policy_name)
        read = read_batch(batch, policy)
        return lay_side_by_side(
            read,
            policy,
            tuple(dict.fromkeys(solvers)),
            as_of=as_of,
            limits=limits,
            tell=tell,
        )

    found = stoppable(run, stop)
    if as_json:
        print_json(side_by_side.json_text(found))
    else:
        click.echo(side_by_side.text(found), nl=False)
    return INTERRUPTED if stop.requested else 0
