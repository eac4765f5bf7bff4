"""Arguments and options that several steps of an audit share."""

from pathlib import Path

import rich_click as click

from allocator.cli.options import Place, folder
from allocator.policy.framework_loading import DEFAULT

audit = click.argument("audit", type=Place(path_type=Path))

framework = click.option(
    "--framework",
    "framework_name",
    default=DEFAULT,
    show_default=True,
    metavar="NAME|PATH",
    help="A framework that ships, or a framework file.",
)

out = click.option("--out", type=folder, help="Write the files here.")
