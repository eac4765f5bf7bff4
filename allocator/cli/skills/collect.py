"""``allocator skills collect``: returned forms as one ratings table."""

from pathlib import Path

import rich_click as click

from allocator.cli import options as shared
from allocator.cli.skills import options
from allocator.policy.framework_loading import load_framework
from allocator.report.saving import save
from allocator.tables.audit_writing import ratings_text
from allocator.tables.forms import read_forms


@click.command()
@click.argument(
    "forms",
    metavar="FORMS...",
    nargs=-1,
    required=True,
    type=shared.Place(path_type=Path),
)
@options.framework
@click.option(
    "--out",
    type=shared.folder,
    required=True,
    help="Write ratings.csv into this folder; nothing there is overwritten.",
)
def collect(forms: tuple[Path, ...], framework_name: str, out: Path) -> None:
    """Put FORMS... together into one ratings table: returned workbooks, ratings tables, or folders of them.

    Every fault in any of them is told at once, and nothing is written while there is one. Questions left open are
    left out.
    """
    framework = load_framework(framework_name)
    answers = read_forms(forms, framework)
    save({"ratings.csv": ratings_text(answers).encode()}, out, overwrite=False)
    people = len({answer.worker_id for answer in answers})
    raters = len(
        {(answer.rater, answer.worker_id, answer.rater_id) for answer in answers}
    )
    click.echo(
        f"Wrote {len(answers):,} answers about {people} people, from {raters} forms, to {out / 'ratings.csv'}."
    )
