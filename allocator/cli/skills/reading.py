"""What the steps after compiling share: a batch with the levels an audit found, and their options."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import rich_click as click

from allocator.cli import options
from allocator.policy.framework_loading import load_framework
from allocator.policy.loading import load_policy
from allocator.report.skills_seen import Seen
from allocator.skills.picture import Picture, picture
from allocator.tables.batch import read_batch

Command = Callable[..., Any]

_NOT_FOR_US = "is not used by allocate."

levels = click.option(
    "--levels",
    type=options.file,
    metavar="FILE",
    help="Where everyone stands: levels.csv as compile writes it. Default: the batch's own skills.",
)


def table(
    name: str, said: str, *, required: bool = False
) -> Callable[[Command], Command]:
    """An option for one table that stands beside a batch."""
    return click.option(
        f"--{name}", type=options.file, metavar="FILE", required=required, help=said
    )


remarks_table = click.option(
    "--remarks",
    type=options.Place(path_type=Path, exists=True),
    metavar="FILE|FOLDER",
    help="What workers said of their levels: one table, or a folder of the forms they filled in.",
)


def see(
    batch: Path,
    policy_name: str,
    framework_name: str,
    levels: Path | None,
    as_of: datetime.date | None = None,
) -> Picture:
    """A batch as the audit sees it."""
    policy, framework = load_policy(policy_name), load_framework(framework_name)
    return picture(read_batch(batch, policy), policy, framework, levels, as_of=as_of)


def seen(found: Picture) -> Seen:
    """The same for reports."""
    # What else stands in the folder of an audit is no news to its reader.
    notes = tuple(one for one in found.notes if not one.endswith(_NOT_FOR_US))
    return Seen(found.team, found.framework, found.workload.policy, notes)
