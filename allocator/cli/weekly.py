"""``allocator weekly``: an inbox of batches in, a folder for each week out, unattended."""

import datetime
from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.output import print_json
from allocator.cli.progress import Tell
from allocator.cli.running import stoppable
from allocator.policy.loading import load_policy
from allocator.solvers.answer import Limits, Stop
from allocator.weekly import Ran, run_week
from allocator.weekly.exports import KINDS, reader


@click.command()
@click.argument("inbox", type=options.folder)
@click.argument("outbox", type=options.folder)
@options.policy
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    default=KINDS[0],
    show_default=True,
    help="What lies in the inbox: batches, or Annex A workbooks.",
)
@click.option(
    "--workers",
    multiple=True,
    type=options.Place(path_type=Path),
    help="With Annex A: what is known of workers, as `import annex-a` takes it. May be given several times.",
)
@options.as_json
@options.as_of
@options.limits
@click.option(
    "--settle",
    type=click.FloatRange(0, 86_400),
    callback=options.number,
    default=10.0,
    show_default=True,
    help="Leave a file for the next run if somebody wrote to it in the last so many seconds.",
)
@click.option(
    "--fail-on-unallocated",
    is_flag=True,
    help="Exit with 6 when a proposal of this run leaves a case without a worker.",
)
def weekly(
    inbox: Path,
    outbox: Path,
    policy_name: str,
    kind: str,
    workers: tuple[Path, ...],
    as_json: bool,
    as_of: datetime.date | None,
    seed: int,
    work: float,
    seconds: float,
    threads: int,
    settle: float,
    fail_on_unallocated: bool,
) -> int:
    """Propose for every new batch of INBOX, and write each as a dated folder into OUTBOX.

    The same batch is never proposed for twice, the inbox is only read, and a run that was cut short is taken up again.
    """
    if workers and kind == KINDS[0]:
        raise click.UsageError("--workers is for Annex A; a batch has its own workers.")
    stop = Stop()
    limits = Limits(seconds, work, threads, seed, stop)

    def run(tell: Tell) -> Ran:
        return run_week(
            inbox,
            outbox,
            load_policy(policy_name),
            as_of=as_of,
            limits=limits,
            settle_seconds=settle,
            fail_on_unallocated=fail_on_unallocated,
            read=reader(kind, workers),
            tell=tell,
        )

    ran = stoppable(run, stop)
    if as_json:
        print_json(ran.status.model_dump_json(by_alias=True, indent=2))
    else:
        for said in ran.told or ("Nothing lies in the inbox.",):
            click.echo(said)
    return ran.status.exit_code or 0
