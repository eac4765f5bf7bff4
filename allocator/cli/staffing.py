"""``allocator staffing``: how many people, and of which kind, keep a team from breaking."""

from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.output import print_json, print_written
from allocator.cli.progress import Tell, progress
from allocator.cli.running import INTERRUPTED, gone_on_with, waited_for
from allocator.domain.staffing import Staffing
from allocator.report import staffing_files, staffing_text
from allocator.report.saving import save
from allocator.simulation.asked import asked
from allocator.simulation.crews import crew
from allocator.simulation.loading import load_scenario
from allocator.simulation.plan import plan
from allocator.simulation.replication import Stopped
from allocator.simulation.staffing.finding import find, line_to_staff
from allocator.simulation.staffing.outcomes import Outcomes, keeping
from allocator.solvers.answer import Stop

_LOST = "Interrupted before the search was done."


@click.command()
@click.argument("scenario", metavar="SCENARIO")
@click.option(
    "--breach-below",
    "below_percent",
    type=click.FloatRange(0, 100, min_open=True, max_open=True),
    callback=options.number,
    required=True,
    metavar="PERCENT",
    help="The team may break in fewer than this percentage of runs.",
)
@click.option(
    "--line",
    default="",
    metavar="NAME",
    help="Which of the scenario's compared lines to staff. Default: the first.",
)
@click.option(
    "--replications",
    type=click.IntRange(25, 100_000),
    help="The most runs that one staffing is given.",
)
@options.runs
@click.option("--out", type=options.folder, help="Write a page, a table and JSON here.")
@options.resume
@options.as_json
def staffing(
    scenario: str,
    below_percent: float,
    line: str,
    weeks: int | None,
    replications: int | None,
    seed: int | None,
    jobs: int,
    cluster: str,
    out: Path | None,
    resume: bool,
    as_json: bool,
) -> int:
    """Search for the cheapest staffing with which the team of SCENARIO rarely breaks.

    The scenario says when the team is broken, whom it could hire or train, and what each costs.
    """
    options.check_resume(out, resume=resume)
    stop = Stop()
    given = asked(
        load_scenario(scenario),
        weeks=weeks,
        replications=replications,
        seed=seed,
        policies=(),
    )
    ready = plan(given)

    course = line_to_staff(ready, line)
    kept = None
    if out is not None:
        kept = keeping(out, ready, course)
        kept.begin(resume=resume)

    def search(tell: Tell) -> Staffing:
        with crew(jobs, cluster) as everyone:
            runs = Outcomes(ready, course, everyone, stop, kept)
            found = find(ready, course, below_percent, runs, tell=tell)
        if out is not None and kept is not None:
            save(staffing_files.rendered(found), out)
            kept.clear()
        return found

    lost = gone_on_with(_LOST, out)
    try:
        told = waited_for(search, stop, progress(), lost)
    except Stopped:
        click.echo(lost, err=True)
        return INTERRUPTED
    finally:
        if kept is not None:
            kept.end()
    if as_json:
        print_json(staffing_files.json_text(told))
    else:
        click.echo(staffing_text.text(told), nl=False)
        print_written(out, staffing_files.PAGE, in_haste=False)
    return 0
