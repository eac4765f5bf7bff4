"""``allocator import workforce-census``: the workers of a workforce census as tables of a batch."""

import datetime
from pathlib import Path

import rich_click as click

from allocator.cli import options as shared
from allocator.cli.import_ import options
from allocator.cli.import_.telling import write_and_tell
from allocator.importers import Asked, imported
from allocator.policy.loading import load_policy


@click.command()
@options.file
@options.out
@shared.policy
@options.workers
@options.format_
@shared.as_of
@shared.as_json
def workforce_census(
    file: Path,
    out: Path,
    policy_name: str,
    workers: tuple[Path, ...],
    format_name: str,
    as_of: datetime.date | None,
    as_json: bool,
) -> None:
    """Import FILE, the XML of a children's social work workforce census: hours, grades, and who is away.

    The batch has workers and no cases yet: give FILE, or the folder that comes out, to import annex-a with --workers.
    """
    asked = Asked(format=format_name, workers=workers, as_of=as_of)
    done = imported(file, "workforce-census", load_policy(policy_name), asked)
    write_and_tell(done, out, as_json=as_json)
