"""``allocator import``: exports of other systems as batches."""

import rich_click as click

from allocator.cli.lazily import Lazily

# In the order people meet them.
VERBS = {
    "annex-a": "Import the cases and workers of an Ofsted Annex A.",
    "workforce-census": "Import the workers of a children's social work workforce census.",
    "map": "Make a mapping for any other export, from guesses that you confirm.",
    "table": "Import any other export by a mapping.",
}


@click.command("import", cls=Lazily, said=VERBS, package="allocator.cli.import_")
def import_() -> None:
    """Turn an Annex A, a workforce census or any other export into a batch."""
