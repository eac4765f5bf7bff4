"""``allocator skills check``: every fault in the answers of an audit."""

from pathlib import Path

import rich_click as click

from allocator.cli.skills import options
from allocator.policy.framework_loading import load_framework
from allocator.tables.audit_reading import read_audit


@click.command()
@options.audit
@options.framework
def check(audit: Path, framework_name: str) -> None:
    """Tell every fault in the workers, ratings and agreements of AUDIT, with file, row and column."""
    framework = load_framework(framework_name)
    batch = read_audit(audit, framework)
    click.echo(
        f"No faults: {len(batch.workers):,} workers, {len(batch.answers):,} answers and"
        f" {len(batch.settled):,} settled levels, ready for {framework.name} {framework.version}."
    )
    for note in batch.notes:
        click.echo(f"Note: {note}")
