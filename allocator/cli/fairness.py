"""``allocator fairness``: past weeks looked back on, for people to talk about."""

from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.output import print_json, print_written
from allocator.policy.loading import load_policy
from allocator.report import fairness_files
from allocator.tables.single import read_table
from allocator.tables.weekly_columns import CHARACTERISTICS, ROTA
from allocator.weekly.equality import equality
from allocator.weekly.fairness import fairness as look_back
from allocator.weekly.history import newest_team


@click.command()
@click.argument("outbox", type=options.folder)
@options.policy
@click.option(
    "--weeks",
    type=click.IntRange(1, 520),
    help="How many weeks to look back on. Default: as the policy says.",
)
@click.option(
    "--rota",
    type=options.file,
    help="Who was on duty when: a CSV file with worker_id, date and kind.",
)
@click.option(
    "--characteristics",
    type=options.file,
    help="Protected characteristics, if you supply them: a CSV file with worker_id, characteristic and value.",
)
@click.option(
    "--out",
    type=options.folder,
    help="Write the view here: pages, CSV and JSON.",
)
@options.as_json
def fairness(
    outbox: Path,
    policy_name: str,
    weeks: int | None,
    rota: Path | None,
    characteristics: Path | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Tell who was given new cases over the weeks in OUTBOX beside their share, and whose turn it is.

    With --characteristics and --out, a page beside it asks whether groups of workers fare differently.
    """
    if characteristics is not None and out is None:
        raise click.UsageError(
            "--characteristics needs --out: what is told of groups has a page of its own."
        )
    policy = load_policy(policy_name)
    own, notes = newest_team(outbox)
    turns = read_table(rota, ROTA).records if rota else None
    told = look_back(own, policy, most=weeks, rota=turns, notes=notes)
    asked = None
    if characteristics is not None:
        given = read_table(characteristics, CHARACTERISTICS).records
        asked = equality(own, policy, given, most=weeks)
    if out is not None:
        fairness_files.write(told, asked, out)
    if as_json:
        print_json(fairness_files.json_text(told))
    else:
        click.echo(fairness_files.text(told), nl=False)
        print_written(out, fairness_files.PAGE, in_haste=False)
