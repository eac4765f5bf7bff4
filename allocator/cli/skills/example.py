"""``allocator skills example``: a fictional audit, or a pilot of one."""

from pathlib import Path

import rich_click as click

from allocator.cli import options as shared
from allocator.cli.skills import options
from allocator.errors import AllocatorError
from allocator.policy.framework_loading import load_framework
from allocator.skills.example import draw, draw_pilot
from allocator.tables.audit_writing import write_audit


@click.command()
@click.argument("out", type=shared.folder)
@options.framework
@click.option(
    "--workers",
    type=click.IntRange(2),
    default=36,
    show_default=True,
    help="People who carry cases; each team has a manager besides.",
)
@click.option(
    "--waiting",
    type=click.IntRange(0),
    default=30,
    show_default=True,
    help="Cases without a worker.",
)
@click.option(
    "--teams",
    type=click.IntRange(1),
    default=4,
    show_default=True,
    help="Teams to spread them over.",
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="Another seed, another audit.",
)
@click.option(
    "--pilot", is_flag=True, help="A pilot in one team, without cases, instead."
)
def example(
    out: Path,
    framework_name: str,
    workers: int,
    waiting: int,
    teams: int,
    seed: int,
    pilot: bool,
) -> None:
    """Write a fictional audit to OUT: people, cases, answers and conversations."""
    if out.exists() and any(out.iterdir()):
        raise AllocatorError(
            f"{out} is not empty; name a new folder, so that nothing of yours is overwritten."
        )
    framework = load_framework(framework_name)
    audit = (
        draw_pilot(framework, workers, seed)
        if pilot
        else draw(framework, workers, waiting, teams, seed)
    )
    write_audit(audit.team, audit.answers, audit.settled, out)
    click.echo(
        f"Wrote {len(audit.team.workers)} workers, {len(audit.team.cases)} cases, {len(audit.answers):,} answers and"
        f" {len(audit.settled)} settled levels to {out}. Everyone in it is invented."
    )
