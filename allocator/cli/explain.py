"""``allocator explain``: why a case went where it did, or what stands against someone else."""

import datetime
from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.output import print_json
from allocator.cli.progress import Tell
from allocator.cli.running import INTERRUPTED, stoppable
from allocator.domain.account import Explanation
from allocator.pipeline import explain as account_for
from allocator.policy.loading import load_policy
from allocator.report import explained
from allocator.solvers.answer import Limits, Stop
from allocator.tables.batch import read_batch


@click.command()
@options.batch
@click.argument("case_id", metavar="CASE")
@click.option(
    "--worker",
    "worker_id",
    default="",
    metavar="WORKER",
    help="Ask: why not this worker?",
)
@click.option(
    "--proposal",
    type=options.file,
    metavar="FILE",
    help="Ask about this proposal.json, made from the same batch and policy, instead of searching again.",
)
@options.policy
@options.as_json
@options.as_of
@options.limits
def explain(
    batch: Path,
    case_id: str,
    worker_id: str,
    proposal: Path | None,
    policy_name: str,
    as_json: bool,
    as_of: datetime.date | None,
    seed: int,
    work: float,
    seconds: float,
    threads: int,
) -> int:
    """Say why CASE of BATCH is proposed for whom, or with --worker why not for someone else."""
    stop = Stop()
    limits = Limits(seconds, work, threads, seed, stop)

    def run(tell: Tell) -> Explanation:
        policy = load_policy(policy_name)
        read = read_batch(batch, policy)
        return account_for(
            read,
            policy,
            case_id,
            worker_id,
            as_of=as_of,
            limits=limits,
            proposal=proposal,
            tell=tell,
        )

    said = stoppable(run, stop)
    if as_json:
        print_json(said.model_dump_json(indent=2))
    else:
        click.echo(explained.text(said), nl=False)
    return INTERRUPTED if stop.requested else 0
