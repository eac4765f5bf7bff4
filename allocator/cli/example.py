"""``allocator example``: a fictional batch shaped by the published figures of an authority."""

from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.errors import AllocatorError
from allocator.example.batch import generate
from allocator.tables.writing import write_batch


@click.command()
@click.argument("out", type=options.folder)
@click.option(
    "--authority",
    default="Rochdale",
    show_default=True,
    help="An English authority with published figures.",
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=12,
    show_default=True,
    help="People who carry cases.",
)
@click.option(
    "--waiting",
    type=click.IntRange(0),
    default=20,
    show_default=True,
    help="Cases without a worker.",
)
@click.option(
    "--held",
    type=click.IntRange(0),
    help="Cases with a worker. Default: the authority's published caseload.",
)
@click.option(
    "--teams",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Teams to spread them over.",
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="Another seed, another batch.",
)
def example(
    out: Path,
    authority: str,
    workers: int,
    waiting: int,
    held: int | None,
    teams: int,
    seed: int,
) -> None:
    """Write a fictional batch to OUT: people, held and waiting cases as one authority might have."""
    if out.exists() and any(out.iterdir()):
        raise AllocatorError(
            f"{out} is not empty; name a new folder, so that nothing of yours is overwritten."
        )
    team = generate(authority, workers, waiting, seed, held=held, teams=teams)
    write_batch(team, out)
    click.echo(
        f"Wrote {len(team.workers)} workers, {len(team.cases) - len(team.waiting)} held cases and "
        f"{len(team.waiting)} waiting cases to {out}. Everyone in it is invented."
    )
