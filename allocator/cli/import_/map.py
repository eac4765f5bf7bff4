"""``allocator import map``: a mapping file from guesses that people confirm."""

from collections.abc import Sequence
from pathlib import Path

import rich_click as click

from allocator.cli import options as shared
from allocator.cli.import_ import options
from allocator.errors import AllocatorError
from allocator.importers.mapping_file import mapping_text
from allocator.policy.loading import load_policy
from allocator.report.saving import save

_NONE = "-"


@click.command()
@options.file
@click.option(
    "--out",
    type=shared.Place(path_type=Path, dir_okay=False),
    required=True,
    help="Write the mapping to this file, which must not be there yet.",
)
@shared.policy
@click.option(
    "--yes",
    "takes_guesses",
    is_flag=True,
    help="Ask nothing: take every guess, and mark it as guessed.",
)
def map(file: Path, out: Path, policy_name: str, takes_guesses: bool) -> None:
    """Guess which headings and values of FILE stand for those of a batch, ask, and write a mapping."""
    if out.exists():
        raise AllocatorError(f"{out} is there already; name a new file.")
    text = mapping_text(file, load_policy(policy_name), None if takes_guesses else _ask)
    save({out.name: text.encode()}, out.parent, overwrite=False)
    click.echo(
        f"Written to {out}: read it, then give it to import table with --mapping."
    )


def _ask(question: str, answers: Sequence[str], guessed: str) -> str:
    """What people answer: the guess, another of the answers, or a dash for none of them."""
    while True:
        given: str = click.prompt(
            f"{question} (- for none)", default=guessed or _NONE, err=True
        ).strip()
        if given == _NONE:
            return ""
        if not answers or given in answers:
            return given
        click.echo(f"The headings are: {', '.join(answers)}.", err=True)
