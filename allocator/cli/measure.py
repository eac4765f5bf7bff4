"""``allocator measure``: what every case asks and every worker has, without proposing anything."""

import datetime
from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.output import print_parts, width
from allocator.cli.uncollected import uncollected
from allocator.pipeline.measuring import side_by_side
from allocator.report import measured, measured_files, measured_text, ranking_text


@click.command()
@options.batch
@options.policies
@click.option(
    "--out",
    type=options.folder,
    help="Write everyone's measures here: a CSV file and a page.",
)
@options.as_json
@options.as_of
def measure(
    batch: Path,
    policy_names: tuple[str, ...],
    out: Path | None,
    as_json: bool,
    as_of: datetime.date | None,
) -> None:
    """Tell what every case of BATCH asks and every worker has, in the units of the policy.

    With several policies, tell who is fuller and who is freer by each of them than by the first.
    """
    with uncollected():
        sides = side_by_side(batch, policy_names, as_of=as_of)
        if out is not None:
            measured_files.write(sides, out)
        if as_json:
            print_parts(measured.json_parts(sides))
            return
        [first, *others] = sides.values()
        click.echo(
            ranking_text.text(sides, width())
            if others
            else measured_text.text(first, width()),
            nl=False,
        )
        if out is not None:
            click.echo(f"\nWritten to {out}: open measure.html to read it.")
