"""``allocator rebalance``: which held cases should move, together with who takes what waits."""

import datetime
from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.progress import Tell
from allocator.cli.proposing import proposal
from allocator.cli.running import INTERRUPTED
from allocator.domain.rebalancing import Rebalancing
from allocator.pipeline import rebalance as propose
from allocator.policy.policy import Policy
from allocator.report.outcome import Outcome
from allocator.solvers.answer import Limits, Stop
from allocator.tables.batch import Batch


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
    limits = Limits(seconds, work, threads, seed, Stop())
    asked = Rebalancing(
        leavers=tuple(dict.fromkeys(leavers)),
        relieve=tuple(dict.fromkeys(relieve)),
        towards=tuple(dict.fromkeys(towards)),
        team=team,
        moves=moves,
    )

    def find(read: Batch, policy: Policy, tell: Tell) -> Outcome:
        return propose(read, policy, asked, as_of=as_of, limits=limits, tell=tell)

    proposal(
        find, batch, policy_name, as_of=as_of, limits=limits, out=out, as_json=as_json
    )
    return INTERRUPTED if limits.stop.requested else 0
