"""``allocator survey``: a questionnaire out, the answers checked and told about."""

import datetime
from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.output import print_json, print_written, width
from allocator.domain.team import Team
from allocator.evidence.published import refuse_telling_apart
from allocator.evidence.survey_waves import told
from allocator.policy.guard import load_guard
from allocator.policy.questionnaire import load_questionnaire
from allocator.report import study_text, survey_files, survey_form, survey_workbook
from allocator.report import survey as words
from allocator.report.saving import save
from allocator.report.wording import count, day
from allocator.tables.batch import read_batch
from allocator.tables.survey import Answers, read_answers


@click.group()
def survey() -> None:
    """Write a questionnaire's form, check the answers, and tell what may be told of them."""


@survey.command()
@options.questionnaire
@options.guard
@click.option(
    "--wave",
    callback=options.parsed_day,
    required=True,
    metavar="DATE",
    help="The day the wave begins, the same for everyone who answers in it.",
)
@click.option("--out", type=options.folder, required=True, help="Write the form here.")
def form(questionnaire: str, guard_name: str, wave: datetime.date, out: Path) -> None:
    """Write the form of one wave, to print and to fill in on a computer, with what it is for on it."""
    asked, guard = load_questionnaire(questionnaire), load_guard(guard_name)
    contents = {
        survey_form.PAPER: survey_form.html(asked, guard, wave).encode(),
        survey_workbook.WORKBOOK: survey_workbook.xlsx(asked, guard, wave),
    }
    save(contents, out)
    click.echo(
        f"Written to {out}: print {survey_form.PAPER}, or send everyone {survey_workbook.WORKBOOK} of their own."
    )


@survey.command()
@options.answers
@options.questionnaire
@options.of_batch
def check(answers: tuple[Path, ...], questionnaire: str, batch: Path | None) -> None:
    """Tell every fault in ANSWERS..., with file, row and column; what people wrote in words is not read."""
    asked = load_questionnaire(questionnaire)
    read = read_answers(answers, asked, _team(batch))
    for note in read.notes:
        click.echo(note)
    waves = sorted({*read.incomplete, *(answer.wave for answer in read.answers)})
    for wave in waves:
        complete = sum(answer.wave == wave for answer in read.answers)
        partly = read.incomplete.get(wave, 0)
        left = f", {partly:,} not complete and so not counted" if partly else ""
        click.echo(f"Wave of {day(wave)}: {count(complete, 'complete answer')}{left}.")
    click.echo(f"No faults: ready for {asked.title}.")


@survey.command()
@options.answers
@options.questionnaire
@options.guard
@options.of_batch
@click.option(
    "--out", type=options.folder, help="Write the report here: a page, CSV and JSON."
)
@options.as_json
@options.told_as_of
def report(
    answers: tuple[Path, ...],
    questionnaire: str,
    guard_name: str,
    batch: Path | None,
    out: Path | None,
    as_json: bool,
    told_on: datetime.date | None,
) -> None:
    """Tell what may be told of ANSWERS...: averages of enough people, by wave and team, and how far to trust them."""
    asked, guard = load_questionnaire(questionnaire), load_guard(guard_name)
    team = _team(batch)
    read: Answers = read_answers(answers, asked, team)
    found = told(read, asked, guard, team, told_on or datetime.date.today())
    study = words.study(found, asked, guard)
    if out is not None:
        refuse_telling_apart(out / survey_files.ACCOUNT, found.waves)
        survey_files.write(found, study, out)
    if as_json:
        print_json(survey_files.json_text(found))
        return
    click.echo(study_text.text(study, width()), nl=False)
    print_written(out, words.PAGE, in_haste=False)


def _team(batch: Path | None) -> Team | None:
    return read_batch(batch).team if batch else None
