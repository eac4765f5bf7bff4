"""``allocator skills join``: a batch with what an audit found, ready to allocate."""

from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.skills.options import framework
from allocator.cli.skills.reading import table
from allocator.errors import AllocatorError
from allocator.policy.framework_loading import load_framework
from allocator.policy.loading import load_policy
from allocator.report.wording import count
from allocator.skills.inputs import Beside, Known
from allocator.skills.joining import joined
from allocator.skills.picture import known_names
from allocator.tables.batch import read_batch
from allocator.tables.development import GOALS, GRADES, LEVELS
from allocator.tables.writing import write_batch


@click.command()
@options.batch
@table("levels", "Where everyone stands: levels.csv as compile writes it.")
@table("goals", "What everyone is to learn: goals.csv as train writes it.")
@table("grades", "Grades that people have agreed.")
@framework
@options.policy
@click.option(
    "--out",
    type=options.folder,
    required=True,
    help="Write the new batch here; a folder that is not the old one.",
)
def join(
    batch: Path,
    levels: Path | None,
    goals: Path | None,
    grades: Path | None,
    framework_name: str,
    policy_name: str,
    out: Path,
) -> None:
    """Put agreed levels, grades and goals into a batch that is ready to allocate.

    BATCH stays as it is. Agreed levels become its skills table, goals the skills that people practise.
    """
    if out.resolve() == batch.resolve():
        raise AllocatorError(f"{out}: is the old batch; name another folder.")
    policy, frame = load_policy(policy_name), load_framework(framework_name)
    read = read_batch(batch, policy)
    known: Known = {
        **known_names(read.team, frame),
        "seniority": (tuple(frame.grades.levels), f"a grade of {frame.competency}"),
    }
    beside = Beside(known)
    found_levels = beside.read(levels, LEVELS, "worker_id", "competency")
    found_goals = beside.read(goals, GOALS, "worker_id", "competency")
    found_grades = beside.read(grades, GRADES, "worker_id")
    beside.settle()
    team = joined(read, frame, found_levels, found_goals, found_grades)
    write_batch(team, out)
    agreed = sum(rating.source == "agreed" for rating in team.ratings)
    learning = len(
        {one.worker_id for one in found_goals if one.competency in frame.skills}
    )
    click.echo(
        f"{count(agreed, 'agreed level')}, {count(len(found_grades), 'agreed grade')} and goals for"
        f" {count(learning, 'person', 'people')}.\n\nWritten to {out}: a batch, ready to allocate."
    )
