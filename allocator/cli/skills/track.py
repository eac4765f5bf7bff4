"""``allocator skills track``: what became of levels and goals since the audit before."""

from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.output import print_json, print_written
from allocator.cli.skills.options import framework, out
from allocator.cli.skills.reading import levels, see, seen, table
from allocator.report import skills_progress, skills_text
from allocator.report.saving import save
from allocator.report.skills_progress import ProgressFound
from allocator.skills.inputs import Beside
from allocator.skills.picture import known_names
from allocator.skills.tracking import progress
from allocator.tables.development import GOALS


@click.command()
@options.batch
@table("earlier", "The levels.csv of the audit before.", required=True)
@levels
@table("goals", "What everyone was to learn: goals.csv.")
@framework
@options.policy
@out
@options.as_json
def track(
    batch: Path,
    earlier: Path,
    levels: Path | None,
    goals: Path | None,
    framework_name: str,
    policy_name: str,
    out: Path | None,
    as_json: bool,
) -> None:
    """Tell what became of levels and goals since the audit before.

    Of the people who are in BATCH now.
    """
    now = see(batch, policy_name, framework_name, levels)
    before = see(batch, policy_name, framework_name, earlier)
    beside = Beside(known_names(now.team, now.framework))
    aimed = beside.read(goals, GOALS, "worker_id", "competency")
    beside.settle()
    told = ProgressFound(
        progress(before, now, aimed, {**before.inputs, **beside.inputs}), seen(now)
    )
    if out is not None:
        save(skills_progress.rendered(told), out)
    if as_json:
        print_json(told.account.model_dump_json(indent=2, by_alias=True))
        return
    said = skills_text.told(skills_progress.lead(told), skills_progress.findings(told))
    click.echo(said, nl=False)
    print_written(out, skills_progress.PAGE, in_haste=False)
