"""``allocator simulate``: what becomes of a team in the weeks of a scenario, run after run."""

from functools import partial
from importlib import metadata
from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.output import print_json, print_written
from allocator.cli.progress import TellPart, bar
from allocator.cli.running import INTERRUPTED, gone_on_with, waited_for
from allocator.domain.simulated import Simulated
from allocator.report import simulated_files, simulated_text
from allocator.report.saving import save
from allocator.simulation import history_files
from allocator.simulation.answering import answer
from allocator.simulation.asked import asked
from allocator.simulation.crews import crew
from allocator.simulation.keeping import Keeping
from allocator.simulation.loading import load_scenario
from allocator.simulation.plan import plan
from allocator.simulation.replication import Stopped
from allocator.solvers.answer import Stop

_LOST = "Interrupted before the runs were done."


@click.command()
@click.argument("scenario", metavar="SCENARIO")
@click.option(
    "--replications",
    type=click.IntRange(1, 100_000),
    help="How many runs, each with chance of its own; the same runs for everything compared.",
)
@click.option(
    "--policy",
    "policies",
    multiple=True,
    metavar="NAME|PATH",
    help="Compare these policies, allocated by the engine, instead of what the scenario compares. May be repeated.",
)
@click.option(
    "--precision",
    type=click.FloatRange(0, min_open=True),
    callback=options.number,
    help="Stop sooner, once what answers the question is known to within so much either way.",
)
@options.runs
@click.option(
    "--out",
    type=options.folder,
    help="Write the answers and the history of every run here.",
)
@options.resume
@options.as_json
def simulate(
    scenario: str,
    weeks: int | None,
    replications: int | None,
    policies: tuple[str, ...],
    seed: int | None,
    precision: float | None,
    jobs: int,
    cluster: str,
    out: Path | None,
    resume: bool,
    as_json: bool,
) -> int:
    """Simulate the weeks of SCENARIO, many times, and answer its question; SCENARIO is a shipped name or a file."""
    options.check_resume(out, resume=resume)
    stop = Stop()
    given = asked(
        load_scenario(scenario),
        weeks=weeks,
        replications=replications,
        seed=seed,
        policies=policies,
    )
    ready = plan(given)
    runs = given.run.replications * len(ready.courses)
    hands = min(jobs, runs)
    keeping = None
    if out is not None:
        keeping = Keeping(out, ready, metadata.version("case-allocator"))
        keeping.kept.begin(resume=resume)

    def run(tell: TellPart) -> Simulated:
        with crew(hands, cluster) as everyone:
            found = answer(
                ready, everyone, precision, stop=stop, keeping=keeping, tell=tell
            )
        if out is not None and keeping is not None:
            files = {
                **simulated_files.rendered(found),
                **history_files.contents(partial(keeping.bodies, runs=found.runs)),
            }
            save(files, out, stale=history_files.NAMES - files.keys())
            keeping.kept.clear()
        return found

    lost = gone_on_with(_LOST, out)
    try:
        told = waited_for(run, stop, bar(f"{runs} runs"), lost)
    except Stopped:
        click.echo(lost, err=True)
        return INTERRUPTED
    finally:
        if keeping is not None:
            keeping.kept.end()
    if as_json:
        print_json(simulated_files.json_text(told))
    else:
        click.echo(simulated_text.text(told), nl=False)
        print_written(out, simulated_files.SUMMARY, in_haste=False)
    return 0
