"""``allocator demo``: the shipped example team, read, solved and told."""

from pathlib import Path

import rich_click as click

from allocator import shipped
from allocator.cli import options
from allocator.cli.allocate import allocate


@click.command()
@click.option(
    "--out",
    type=options.folder,
    help="Write the reports here as well.",
)
@click.pass_context
def demo(ctx: click.Context, out: Path | None) -> object:
    """Propose workers for the shipped example: one team, some twenty waiting cases, all fictional."""
    return ctx.invoke(
        allocate, batch=shipped.folder("scenarios", "teams", "meeting"), out=out
    )
