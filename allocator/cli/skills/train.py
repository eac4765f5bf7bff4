"""``allocator skills train``: training within money, days and cover, and everyone's goals."""

import datetime
from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.output import print_json, print_written
from allocator.cli.progress import Tell
from allocator.cli.running import INTERRUPTED, stoppable
from allocator.cli.skills.options import framework, out
from allocator.cli.skills.reading import levels, see, seen, table
from allocator.report import skills_text, skills_training, skills_training_page
from allocator.report.saving import save
from allocator.report.skills_training import TrainingFound
from allocator.skills.choosing import Budget
from allocator.skills.goals import goals_of
from allocator.skills.inputs import Beside, Known
from allocator.skills.picture import known_names
from allocator.skills.training import plan_training
from allocator.skills.unlocks import read_unlocks
from allocator.solvers.answer import Limits, Stop
from allocator.tables.development import COURSES


def _days(
    ctx: click.Context, param: click.Parameter, value: float | None
) -> float | None:
    """A number of days, unless it is left out."""
    return None if value is None else options.number(ctx, param, value)


@click.command()
@options.batch
@table("courses", "Every chance to learn that could be had.", required=True)
@levels
@table("unlocks", "What unlock found: unlock.json, so that nothing is proposed twice.")
@click.option(
    "--money",
    type=click.IntRange(0),
    metavar="POUNDS",
    help="At most so much for courses. Default: no limit.",
)
@click.option(
    "--days",
    type=click.FloatRange(0, 1_000_000),
    callback=_days,
    metavar="DAYS",
    help="At most so many days away from cases, of all people together. Default: no limit.",
)
@framework
@options.policy
@out
@options.as_json
@options.as_of
@options.limits
def train(
    batch: Path,
    courses: Path,
    levels: Path | None,
    unlocks: Path | None,
    money: int | None,
    days: float | None,
    framework_name: str,
    policy_name: str,
    out: Path | None,
    as_json: bool,
    as_of: datetime.date | None,
    seed: int,
    work: float,
    seconds: float,
    threads: int,
) -> int:
    """Choose training within money, days and cover, and set everyone's goals.

    Courses where many people of BATCH lack the same, individual learning where few do, whichever is worth more.
    """
    stop = Stop()
    limits = Limits(seconds, work, threads, seed, stop)

    def run(tell: Tell) -> TrainingFound:
        found = see(batch, policy_name, framework_name, levels, as_of)
        beside = Beside(known_names(found.team, found.framework))
        teams: Known = {"team": (found.teams, "a team of the batch")}
        offered = beside.read(courses, COURSES, "course_id", known=teams)
        beside.settle()
        known = read_unlocks(unlocks, found) if unlocks else None
        planned = plan_training(
            found, offered, Budget(money, days), limits, beside.inputs, tell, known
        )
        return TrainingFound(planned.account, goals_of(planned, limits), seen(found))

    found = stoppable(run, stop)
    if stop.requested:
        click.echo("Interrupted before the plan was ready; nothing was written.")
        return INTERRUPTED
    if out is not None:
        save(skills_training_page.rendered(found), out)
    if as_json:
        print_json(found.account.model_dump_json(indent=2, by_alias=True))
        return 0
    said = skills_text.told(
        skills_training.lead(found), skills_training.findings(found)
    )
    click.echo(said, nl=False)
    print_written(out, skills_training_page.PAGE, in_haste=False)
    return 0
