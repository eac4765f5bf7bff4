"""``allocator diary``: a diary to keep, its lines checked, and where time goes by many of them."""

import datetime
from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.output import print_json, print_written, width
from allocator.errors import UnknownName
from allocator.evidence.diary_example import example as drawn_example
from allocator.evidence.kept import kept
from allocator.evidence.retold import refuse_retelling
from allocator.evidence.time_use import time_use
from allocator.pipeline import measure
from allocator.policy import diary_guide as guides
from allocator.policy.guard import load_guard
from allocator.policy.loading import load_policy
from allocator.report import diary_form, study_text, time_use_files
from allocator.report import time_use as words
from allocator.report.saving import save
from allocator.report.wording import count
from allocator.tables.batch import read_batch
from allocator.tables.diary import read_diary

_wording = click.option(
    "--wording",
    default=guides.DEFAULT,
    show_default=True,
    metavar="NAME|PATH",
    help="A diary's wording that ships, or a file of one.",
)


@click.group()
def diary() -> None:
    """Write a diary's form, check diaries, and tell where time goes."""


@diary.command()
@options.batch
@click.option(
    "--start",
    callback=options.parsed_day,
    required=True,
    metavar="DATE",
    help="The first day, usually a Monday.",
)
@click.option(
    "--weeks",
    type=click.IntRange(1, 13),
    default=2,
    show_default=True,
    help="How many weeks to keep it.",
)
@click.option(
    "--worker",
    "worker_ids",
    multiple=True,
    metavar="WORKER",
    help="Make it out to this worker, with their cases. May be given several times. Default: one for anyone.",
)
@_wording
@options.guard
@click.option("--out", type=options.folder, required=True, help="Write the forms here.")
def form(
    batch: Path,
    start: datetime.date,
    weeks: int,
    worker_ids: tuple[str, ...],
    wording: str,
    guard_name: str,
    out: Path,
) -> None:
    """Write a diary for people of BATCH, to print and to keep on a computer, with what it is for on it."""
    guide, guard, team = (
        guides.load_diary_guide(wording),
        load_guard(guard_name),
        read_batch(batch).team,
    )
    for worker_id in worker_ids:
        if worker_id not in team.worker:
            raise UnknownName("worker", worker_id, [*team.worker])
    people = [diary_form.diarist(team, one) for one in worker_ids] or [
        diary_form.Diarist()
    ]
    save(diary_form.written(people, guide, guard, start, weeks), out)
    click.echo(
        f"Written to {out}: {count(len(people), 'diary', 'diaries')} of {count(weeks, 'week')}, each to print"
        " (.html) and"
        " to keep on a computer (.xlsx)."
    )


@diary.command()
@options.batch
@options.diary
@_wording
def check(batch: Path, diaries: tuple[Path, ...], wording: str) -> None:
    """Tell every fault in the diaries of BATCH, with file, row and column; notes are not read."""
    guide = guides.load_diary_guide(wording)
    read = read_diary(diaries or (batch,), read_batch(batch).team, guide)
    for note in read.notes:
        click.echo(f"Note: {note}")
    people = kept(read.entries)
    weeks = sum(one.weeks for one in people.values())
    click.echo(
        f"No faults: {count(len(read.entries), 'line')} of {count(len(people), 'person', 'people')}, "
        f"{weeks:,.1f} weeks of work."
    )


@diary.command()
@options.batch
@options.diary
@click.option(
    "--worker",
    "worker_id",
    default="",
    metavar="WORKER",
    help="Tell of this worker's diary alone: for them and their supervisor.",
)
@options.policy
@_wording
@options.guard
@click.option(
    "--out", type=options.folder, help="Write the report here: a page, CSV and JSON."
)
@options.as_json
@options.as_of
def report(
    batch: Path,
    diaries: tuple[Path, ...],
    worker_id: str,
    policy_name: str,
    wording: str,
    guard_name: str,
    out: Path | None,
    as_json: bool,
    as_of: datetime.date | None,
) -> None:
    """Tell where time goes by the diaries of BATCH: by task, type of case, stage and grade, through the week."""
    guide, guard, policy = (
        guides.load_diary_guide(wording),
        load_guard(guard_name),
        load_policy(policy_name),
    )
    read = read_batch(batch, policy)
    workload = measure(read, policy, as_of=as_of)
    found = time_use(
        workload,
        read_diary(diaries or (batch,), read.team, guide),
        guide,
        guard,
        worker_id,
    )
    study = words.study(found, workload.policy, guide)
    if out is not None:
        refuse_retelling(out / time_use_files.account_file(found), found)
        time_use_files.write(found, study, out)
    if as_json:
        print_json(time_use_files.json_text(found))
        return
    click.echo(study_text.text(study, width()), nl=False)
    print_written(out, time_use_files.page_file(found), in_haste=False)


@diary.command()
@click.argument("out", type=options.folder)
@click.option(
    "--workers",
    type=click.IntRange(5),
    default=24,
    show_default=True,
    help="People who carry cases and keep a diary.",
)
@click.option(
    "--weeks",
    type=click.IntRange(1, 13),
    default=2,
    show_default=True,
    help="How many weeks they keep it.",
)
@options.policy
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="Another seed, another batch, other diaries and other true numbers.",
)
def example(out: Path, workers: int, weeks: int, policy_name: str, seed: int) -> None:
    """Write a fictional batch with diaries to OUT, drawn from a weighting whose true numbers are told beside it."""
    lines = drawn_example(out, workers, weeks, policy_name, seed)
    click.echo(
        f"Wrote {count(workers, 'worker')} with {count(lines, 'line')} of diary to {out}, and the numbers they"
        " were drawn from to"
        " truth.toml. Everyone in it is invented."
    )
