"""``allocator check``: every fault in a batch, before anything is proposed."""

from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.explain.words import counted
from allocator.policy.loading import load_policy
from allocator.tables.batch import notes, read_batch


@click.command()
@options.batch
@options.policy
def check(batch: Path, policy_name: str) -> None:
    """Tell every fault in BATCH, with file, row, column and what would be right."""
    policy = load_policy(policy_name)
    read = read_batch(batch, policy)
    for note in (*read.notes, *notes(read, policy)):
        click.echo(f"Note: {note}")
    held = len(read.team.cases) - len(read.team.waiting)
    click.echo(
        f"No faults: {counted(len(read.team.workers), 'worker')}, {counted(held, 'held case')}, "
        f"{counted(len(read.team.waiting), 'waiting case')}, ready for {policy.name}."
    )
