"""``allocator skills due``: what falls due in the coming weeks."""

import datetime
from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.skills.options import framework, out
from allocator.cli.skills.reading import levels, remarks_table, see, seen, table
from allocator.report import skills_progress
from allocator.report.saving import save
from allocator.report.wording import count
from allocator.skills.due import falls_due
from allocator.skills.inputs import Beside
from allocator.skills.picture import known_names
from allocator.tables.development import GOALS, QUALIFICATIONS


@click.command()
@options.batch
@levels
@table("goals", "What everyone is to learn: goals.csv.")
@table("qualifications", "What people are qualified for, and until when.")
@remarks_table
@click.option(
    "--weeks",
    type=click.IntRange(0, 520),
    help="How far ahead to look. Default: as the framework says.",
)
@framework
@options.policy
@out
@options.as_of
def due(
    batch: Path,
    levels: Path | None,
    goals: Path | None,
    qualifications: Path | None,
    remarks: Path | None,
    weeks: int | None,
    framework_name: str,
    policy_name: str,
    out: Path | None,
    as_of: datetime.date | None,
) -> None:
    """Tell what falls due: old levels, qualifications, goals, remarks to answer.

    For the people of BATCH, what is overdue first.
    """
    found = see(batch, policy_name, framework_name, levels, as_of)
    beside = Beside(known_names(found.team, found.framework))
    every = falls_due(
        found,
        found.workload.as_of,
        found.framework.expiry.notice_weeks if weeks is None else weeks,
        goals=beside.read(goals, GOALS, "worker_id", "competency"),
        qualifications=beside.read(
            qualifications, QUALIFICATIONS, "worker_id", "qualification"
        ),
        remarks=beside.remarks(remarks),
    )
    beside.settle()
    told = seen(found)
    if out is not None:
        save({"due.csv": skills_progress.due_csv(every, told).encode()}, out)
    overdue = sum(one.overdue for one in every)
    if not every:
        click.echo("Nothing falls due.")
        return
    said = count(len(every), "thing falls", "things fall")
    click.echo(f"{said} due, {overdue:,} of them overdue.\n")
    click.echo("\n".join(skills_progress.due_lines(every, told)))
    if out is not None:
        click.echo(f"\nWritten to {out}: due.csv.")
