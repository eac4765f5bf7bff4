"""``allocator import annex-a``: the caseload of an Ofsted Annex A as a batch."""

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
@options.completing
@options.format_
@shared.as_of
@shared.as_json
def annex_a(
    file: Path,
    out: Path,
    policy_name: str,
    workers: tuple[Path, ...],
    history: Path | None,
    siblings: Path | None,
    failed_workers: str,
    format_name: str,
    as_of: datetime.date | None,
    as_json: bool,
) -> None:
    """Import FILE, an Annex A workbook or a folder with a CSV file for each list, and say how good its data is.

    FILE is only read. Nothing is written where it cannot be used; every fault is told at once.
    """
    asked = Asked(
        format=format_name,
        workers=workers,
        history=history,
        siblings=siblings,
        as_of=as_of,
        failed_wait=failed_workers == "waiting",
    )
    done = imported(file, "annex-a", load_policy(policy_name), asked)
    write_and_tell(done, out, as_json=as_json)
