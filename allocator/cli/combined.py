"""``allocator combined``: measured workload beside what people report."""

import datetime
from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.output import print_json, width
from allocator.errors import UnknownName
from allocator.evidence import combined as view
from allocator.evidence.published import refuse_telling_apart
from allocator.evidence.survey_waves import told
from allocator.pipeline import measure
from allocator.policy.guard import load_guard
from allocator.policy.loading import load_policy
from allocator.policy.questionnaire import load_questionnaire
from allocator.report import combined as words
from allocator.report import combined_files, study_text
from allocator.tables.batch import read_batch
from allocator.tables.survey import read_answers


@click.command()
@options.batch
@options.answer_files
@options.policy
@options.questionnaire
@options.guard
@click.option(
    "--worker",
    "worker_id",
    default="",
    metavar="WORKER",
    help="One person instead of teams: for them and their supervisor only.",
)
@click.option(
    "--out",
    type=options.folder,
    help="Write it here: a page, and for teams CSV and JSON.",
)
@options.as_json
@options.as_of
@options.told_as_of
def combined(
    batch: Path,
    answers: tuple[Path, ...],
    policy_name: str,
    questionnaire: str,
    guard_name: str,
    worker_id: str,
    out: Path | None,
    as_json: bool,
    as_of: datetime.date | None,
    told_on: datetime.date | None,
) -> None:
    """Lay the measured workload of BATCH beside the strain that people report, team by team: four quarters.

    With --worker, lay one person's beside each other, for them and their supervisor to talk over.
    """
    policy, asked, guard = (
        load_policy(policy_name),
        load_questionnaire(questionnaire),
        load_guard(guard_name),
    )
    read = read_batch(batch, policy)
    given = read_answers(answers, asked, read.team)
    workload = measure(read, policy, as_of=as_of)
    if worker_id:
        if worker_id not in read.team.worker:
            raise UnknownName("worker", worker_id, list(read.team.worker))
        one = view.person(worker_id, workload, given.answers, asked, guard)
        study = words.about_person(one, read.team, guard)
        if out is not None:
            combined_files.write_person(study, out)
        if as_json:
            print_json(one.model_dump_json(indent=2))
        else:
            click.echo(study_text.text(study, width()), nl=False)
        return
    survey = told(given, asked, guard, read.team, told_on or datetime.date.today())
    found = view.combined(workload, survey, given.answers, asked, guard)
    study = words.study(found, guard)
    if out is not None:
        account = out / combined_files.ACCOUNT
        refuse_telling_apart(account, [found.wave])
        combined_files.write(found, study, out)
    if as_json:
        print_json(combined_files.json_text(found))
    else:
        click.echo(study_text.text(study, width()), nl=False)
    if out is not None and not as_json:
        click.echo(f"\nWritten to {out}: open {words.PAGE} to read it.")
