"""``allocator rebalance``: which held cases should move, together with who takes what waits."""

import datetime
from importlib import import_module
from pathlib import Path
from time import monotonic

import rich_click as click

from allocator.cli import options
from allocator.cli.output import print_json
from allocator.cli.progress import Tell
from allocator.cli.running import INTERRUPTED, stoppable
from allocator.domain.rebalancing import Rebalancing
from allocator.errors import Impossible
from allocator.pipeline import impossible_account
from allocator.pipeline import rebalance as propose
from allocator.policy.loading import load_policy
from allocator.report import files, text
from allocator.report.outcome import Outcome
from allocator.solvers.answer import Limits, Stop
from allocator.tables.batch import read_batch


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
@click.option(
    "--leaver",
    "leavers",
    multiple=True,
    metavar="WORKER",
    help="Everything this person holds must go to others. May be given several times.",
)
@click.option(
    "--relieve",
    multiple=True,
    metavar="WORKER",
    help="Beside leavers, only the cases of these people may move. May be given several times.",
)
@click.option(
    "--towards",
    multiple=True,
    metavar="WORKER",
    help="Held cases may move only to these people. May be given several times.",
)
@click.option(
    "--team",
    default="",
    metavar="NAME",
    help="Held cases move only within this team.",
)
@click.option(
    "--moves",
    type=click.IntRange(min=0),
    metavar="N",
    help="Move the cases of at most N households beside those of leavers.",
)
@options.limits
def rebalance(
    batch: Path,
    policy_name: str,
    out: Path | None,
    as_json: bool,
    as_of: datetime.date | None,
    leavers: tuple[str, ...],
    relieve: tuple[str, ...],
    towards: tuple[str, ...],
    team: str,
    moves: int | None,
    seed: int,
    work: float,
    seconds: float,
    threads: int,
) -> int:
    """Propose which held cases of BATCH should move, together with a worker for every waiting one.

    BATCH is a folder of CSV files or an .xlsx workbook. What a move must be worth is the policy's.
    """
    started, stop = monotonic(), Stop()
    limits = Limits(seconds, work, threads, seed, stop)
    asked = Rebalancing(
        leavers=tuple(dict.fromkeys(leavers)),
        relieve=tuple(dict.fromkeys(relieve)),
        towards=tuple(dict.fromkeys(towards)),
        team=team,
        moves=moves,
    )

    def run(tell: Tell) -> Outcome:
        policy = load_policy(policy_name)
        read = read_batch(batch, policy)
        if out is not None:
            # Before the search rather than after it: once interrupted, there is little time to write in.
            import_module("allocator.report.page")
            import_module("allocator.report.workbook")
        try:
            outcome = propose(
                read, policy, asked, as_of=as_of, limits=limits, tell=tell
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
    return INTERRUPTED if stop.requested else 0
