"""``allocator trends``: cases, visits, hours, what came and what went, from dated batches."""

from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.output import print_json, print_written, width
from allocator.evidence import trends as over_time
from allocator.evidence.history import weighed
from allocator.policy.loading import load_policy
from allocator.report import study_text, trends_files
from allocator.report import trends as words


@click.command()
@options.batches
@options.policy
@click.option(
    "--out", type=options.folder, help="Write them here: a page, CSV and JSON."
)
@options.as_json
def trends(
    batches: tuple[Path, ...], policy_name: str, out: Path | None, as_json: bool
) -> None:
    """Tell how cases, visits and hours moved over the dated BATCH..., by team and worker, and what came and went.

    A batch is of the day in its name, as in 2026-09-07, else of its newest date.
    """
    policy = load_policy(policy_name)
    history = weighed(batches, policy)
    found = over_time.trends(history, policy)
    newest = over_time.in_order(history)[-1][1].team
    study = words.study(found, newest, policy)
    if out is not None:
        trends_files.write(found, study, out)
    if as_json:
        print_json(trends_files.json_text(found))
        return
    click.echo(study_text.text(study, width()), nl=False)
    print_written(out, words.PAGE, in_haste=False)
