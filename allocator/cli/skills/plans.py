"""``allocator skills plans``: everyone's development plan."""

from importlib.metadata import version
from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.output import print_written
from allocator.cli.skills.options import framework, out
from allocator.cli.skills.reading import levels, see, seen, table
from allocator.report import skills_plans, skills_text
from allocator.report.saving import save
from allocator.report.skills_plans import PlansFound
from allocator.skills.inputs import Beside
from allocator.skills.picture import known_names
from allocator.skills.practice import plans as plans_of
from allocator.tables.development import COURSES, GOALS


@click.command()
@options.batch
@table(
    "goals", "What everyone is to learn: goals.csv as train writes it.", required=True
)
@table("courses", "The courses that goals name.")
@levels
@framework
@options.policy
@out
def plans(
    batch: Path,
    goals: Path,
    courses: Path | None,
    levels: Path | None,
    framework_name: str,
    policy_name: str,
    out: Path | None,
) -> None:
    """Write everyone's development plan, with a mentor and cases to practise on.

    The cases are those of BATCH: some that wait, to be held jointly, and some that the mentor holds.
    """
    found = see(batch, policy_name, framework_name, levels)
    beside = Beside(known_names(found.team, found.framework))
    offered = beside.read(courses, COURSES, "course_id")
    known = (
        {"course_id": (tuple(one.course_id for one in offered), "in the courses")}
        if courses
        else {}
    )
    goal_list = beside.read(goals, GOALS, "worker_id", "competency", known=known)
    beside.settle()
    told = PlansFound(
        plans_of(found, goal_list, offered), seen(found), version("case-allocator")
    )
    if out is not None:
        save(skills_plans.rendered(told), out)
    click.echo(
        skills_text.told(skills_plans.lead(told), skills_plans.findings(told)), nl=False
    )
    print_written(out, skills_plans.PAGE, in_haste=False)
