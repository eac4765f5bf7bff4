"""``allocator measure``: what every case asks and every worker has, without proposing anything."""

import datetime
from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.output import print_json
from allocator.pipeline import measure as weigh
from allocator.policy.policy import load_policy
from allocator.report import measured
from allocator.tables.batch import read_batch


@click.command()
@options.batch
@options.policy
@options.as_json
@options.as_of
def measure(
    batch: Path, policy_name: str, as_json: bool, as_of: datetime.date | None
) -> None:
    """Tell what every case of BATCH asks and every worker has, in the units of the policy."""
    policy = load_policy(policy_name)
    workload = weigh(read_batch(batch, policy), policy, as_of=as_of)
    if as_json:
        print_json(measured.json_text(workload))
    else:
        click.echo(measured.text(workload), nl=False)
