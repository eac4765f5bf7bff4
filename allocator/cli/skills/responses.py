"""``allocator skills responses``: who has answered, and whom to remind."""

from pathlib import Path

import rich_click as click

from allocator.cli.skills import options
from allocator.policy.framework_loading import load_framework
from allocator.report import skills_responses
from allocator.report.saving import save
from allocator.skills.responding import responses as responding
from allocator.tables.audit_reading import read_audit


@click.command()
@options.audit
@options.framework
@options.out
def responses(audit: Path, framework_name: str, out: Path | None) -> None:
    """Tell for each team of AUDIT how many forms are complete, and which are still open."""
    framework = load_framework(framework_name)
    batch = read_audit(audit, framework)
    found = responding(batch.workers, batch.answers, framework)
    if out is not None:
        save({skills_responses.NAME: skills_responses.csv(found).encode()}, out)
    click.echo(skills_responses.text(found), nl=False)
