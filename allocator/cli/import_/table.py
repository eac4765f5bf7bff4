"""``allocator import table``: any export as a batch, by a mapping."""

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
@click.option(
    "--mapping",
    required=True,
    metavar="NAME|PATH",
    help="A mapping that ships, or a mapping file such as import map makes.",
)
@options.out
@shared.policy
@options.workers
@options.completing
@shared.as_of
@shared.as_json
def table(
    file: Path,
    mapping: str,
    out: Path,
    policy_name: str,
    workers: tuple[Path, ...],
    history: Path | None,
    siblings: Path | None,
    failed_workers: str,
    as_of: datetime.date | None,
    as_json: bool,
) -> None:
    """Import FILE, a CSV file, a folder of them or a workbook, by a mapping of its headings and values.

    FILE is only read. Nothing is written where it cannot be used; every fault is told at once.
    """
    asked = Asked(
        format=mapping,
        workers=workers,
        history=history,
        siblings=siblings,
        as_of=as_of,
        failed_wait=failed_workers == "waiting",
    )
    done = imported(file, "table", load_policy(policy_name), asked)
    write_and_tell(done, out, as_json=as_json)
