"""Writes an import and tells of it, on the terminal or as JSON."""

from pathlib import Path

import rich_click as click

from allocator.cli.output import print_json, print_written
from allocator.importers import Imported
from allocator.report import imported_files, imported_text


def write_and_tell(done: Imported, out: Path, *, as_json: bool) -> None:
    """The batch into its folder first: what is told has happened."""
    imported_files.write(done.team, done.quality, out)
    if as_json:
        print_json(imported_files.json_text(done.quality))
        return
    click.echo(imported_text.text(done.quality), nl=False)
    print_written(out, imported_files.PAGE, in_haste=False)
