"""``allocator skills gaps``: what is asked and not held, and which skills rest on one person."""

import datetime
from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.output import print_json, print_written
from allocator.cli.skills.options import framework, out
from allocator.cli.skills.reading import levels, see, seen, table
from allocator.report import skills_gaps, skills_text
from allocator.report.skills_gaps import GapsFound
from allocator.skills.gaps import find_gaps
from allocator.skills.inputs import Beside, Known
from allocator.tables.development import FORECAST


@click.command()
@options.batch
@levels
@table("forecast", "How much more of each type of case is expected.")
@framework
@options.policy
@out
@options.as_json
@options.as_of
def gaps(
    batch: Path,
    levels: Path | None,
    forecast: Path | None,
    framework_name: str,
    policy_name: str,
    out: Path | None,
    as_json: bool,
    as_of: datetime.date | None,
) -> None:
    """Tell what is asked and not held, and which skills rest on one person.

    Of people by grade and role, of the teams and the service by the cases of BATCH.
    """
    found = see(batch, policy_name, framework_name, levels, as_of)
    beside = Beside()
    policy = found.workload.policy
    types = policy.weighting.known_types
    known: Known = (
        {"type": (types, f"a type of case that {policy.name} knows")} if types else {}
    )
    outlooks = beside.read(forecast, FORECAST, "type", known=known)
    beside.settle()
    account = find_gaps(found, outlooks)
    account = account.changed(inputs={**account.inputs, **beside.inputs})
    told = GapsFound(account, seen(found))
    if out is not None:
        from allocator.report import skills_gaps_files

        skills_gaps_files.write(told, out)
    if as_json:
        print_json(account.model_dump_json(indent=2, by_alias=True))
        return
    click.echo(
        skills_text.told(skills_gaps.lead(told), skills_gaps.findings(told)), nl=False
    )
    print_written(out, "gaps.html", in_haste=False)
