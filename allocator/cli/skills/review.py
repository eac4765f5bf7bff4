"""``allocator skills review``: a look at the framework itself."""

from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.skills.options import framework, out
from allocator.cli.skills.reading import levels, remarks_table, see, seen
from allocator.report import skills_progress, skills_text
from allocator.report.saving import save
from allocator.report.wording import count
from allocator.skills.inputs import Beside
from allocator.skills.picture import known_names
from allocator.skills.reviewing import missing_items
from allocator.skills.reviewing import review as review_of


@click.command()
@options.batch
@levels
@remarks_table
@framework
@options.policy
@out
def review(
    batch: Path,
    levels: Path | None,
    remarks: Path | None,
    framework_name: str,
    policy_name: str,
    out: Path | None,
) -> None:
    """Look at the framework itself: what tells nobody apart, what nobody lacks.

    By the levels and cases of BATCH, and what workers said of their ratings.
    """
    found = see(batch, policy_name, framework_name, levels)
    beside = Beside(known_names(found.team, found.framework))
    said = beside.remarks(remarks)
    beside.settle()
    items, told = review_of(found, said), seen(found)
    if out is not None:
        save({"review.csv": skills_progress.review_csv(items, told).encode()}, out)
    noted = [one for one in items if one.findings]
    frame = found.framework
    looked_at = f"{count(len(noted), 'item')} of {len(items):,} to look at"
    lead = f"{looked_at} in framework {frame.name}, version {frame.version}."
    findings = [
        *(f"{told.title(one.competency)}: {' '.join(one.findings)}" for one in noted),
        *(
            f"{title}: cases may ask for it, and the framework does not."
            for title in missing_items(found)
        ),
    ]
    click.echo(skills_text.told(lead, findings), nl=False)
    if out is not None:
        click.echo(f"\nWritten to {out}: review.csv has every item.")
