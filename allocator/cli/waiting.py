"""``allocator waiting``: who waits how long, whose clock ran out, and what keeps them waiting."""

import datetime
from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.output import print_json, print_written
from allocator.pipeline import measure
from allocator.policy.loading import load_policy
from allocator.report import waiting_files
from allocator.report.waiting import Waiting
from allocator.tables.batch import read_batch
from allocator.weekly.history import past_weeks
from allocator.weekly.waiting import waiting_list


@click.command()
@options.batch
@options.policy
@click.option(
    "--history",
    type=options.folder,
    help="The outbox of weekly runs: tell what has kept each case waiting, week by week.",
)
@click.option(
    "--out",
    type=options.folder,
    help="Write the waiting list here: a page, CSV and JSON.",
)
@options.as_json
@options.as_of
def waiting(
    batch: Path,
    policy_name: str,
    history: Path | None,
    out: Path | None,
    as_json: bool,
    as_of: datetime.date | None,
) -> None:
    """Tell how long every waiting case of BATCH has waited, and whose clock ran out.

    How long a case may wait is the policy's; nothing is proposed.
    """
    policy = load_policy(policy_name)
    workload = measure(read_batch(batch, policy), policy, as_of=as_of)
    past = past_weeks(history, workload) if history else ()
    told = Waiting(waiting_list(workload, past), workload.team)
    if out is not None:
        waiting_files.write(told, out)
    if as_json:
        print_json(waiting_files.json_text(told.account))
    else:
        click.echo(waiting_files.text(told), nl=False)
        print_written(out, waiting_files.PAGE, in_haste=False)
