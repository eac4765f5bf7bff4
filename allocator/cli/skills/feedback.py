"""``allocator skills feedback``: each worker's own levels with a form to answer, and what they answered."""

from importlib.metadata import version
from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.skills.options import framework, out
from allocator.cli.skills.reading import remarks_table, see, seen, table
from allocator.report import skills_own, skills_text
from allocator.report.saving import save
from allocator.report.skills_own import OwnFound
from allocator.skills.inputs import Beside
from allocator.skills.picture import known_names
from allocator.tables.development import LEVELS


@click.command()
@options.batch
@table(
    "levels", "Where everyone stands: levels.csv as compile writes it.", required=True
)
@remarks_table
@framework
@options.policy
@out
def feedback(
    batch: Path,
    levels: Path,
    remarks: Path | None,
    framework_name: str,
    policy_name: str,
    out: Path | None,
) -> None:
    """Give each worker their own levels with a form to answer, and read the answers.

    A page and a form for each person of BATCH, with nobody else's levels on it. Put the forms that come back into a
    folder, and name it with --remarks.
    """
    found = see(batch, policy_name, framework_name, levels)
    beside = Beside(known_names(found.team, found.framework))
    told = OwnFound(
        beside.read(levels, LEVELS, "worker_id", "competency"),
        beside.remarks(remarks),
        seen(found),
        version("case-allocator"),
    )
    beside.settle()
    if out is not None:
        save(skills_own.rendered(told), out)
    click.echo(
        skills_text.told(skills_own.lead(told), skills_own.findings(told)), nl=False
    )
    if out is not None:
        click.echo(
            f"\nWritten to {out}: a page and a form for each person, and {skills_own.FORM} with what was said."
        )
