"""``allocator skills unlock``: which missing skill keeps cases from being placed."""

import datetime
from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.output import print_json, print_written
from allocator.cli.progress import Tell
from allocator.cli.running import INTERRUPTED, stoppable
from allocator.cli.skills.options import framework, out
from allocator.cli.skills.reading import levels, see, seen
from allocator.report import skills_text, skills_unlock
from allocator.report.saving import save
from allocator.report.skills_unlock import UnlocksFound
from allocator.skills.unlocks import find_unlocks
from allocator.solvers.answer import Limits, Stop


@click.command()
@options.batch
@levels
@framework
@options.policy
@out
@options.as_json
@options.as_of
@options.limits
def unlock(
    batch: Path,
    levels: Path | None,
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
    """Tell which missing skill keeps cases from being placed, by proposing again with it.

    First for everybody, then for each worker of BATCH alone: what would one more trained worker unlock?
    """
    stop = Stop()
    limits = Limits(seconds, work, threads, seed, stop)

    def run(tell: Tell) -> UnlocksFound:
        found = see(batch, policy_name, framework_name, levels, as_of)
        return UnlocksFound(find_unlocks(found, limits, tell), seen(found))

    found = stoppable(run, stop)
    if stop.requested:
        click.echo("Interrupted before every proposal was made; nothing was written.")
        return INTERRUPTED
    if out is not None:
        save(skills_unlock.rendered(found), out)
    if as_json:
        print_json(found.account.model_dump_json(indent=2, by_alias=True))
        return 0
    said = skills_text.told(skills_unlock.lead(found), skills_unlock.findings(found))
    click.echo(said, nl=False)
    print_written(out, skills_unlock.PAGE, in_haste=False)
    return 0
