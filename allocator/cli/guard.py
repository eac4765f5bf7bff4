"""``allocator guard``: raises flags for people to talk over."""

from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.cli.output import width
from allocator.errors import AllocatorError, UnknownName
from allocator.evidence import flags as raised
from allocator.evidence.history import weighed
from allocator.evidence.trends import in_order
from allocator.policy.diary_guide import load_diary_guide
from allocator.policy.guard import load_guard
from allocator.policy.loading import load_policy
from allocator.policy.questionnaire import load_questionnaire
from allocator.report import flags as words
from allocator.tables.diary import read_diary
from allocator.tables.survey import read_answers


@click.command()
@options.batches
@options.policy
@options.guard
@click.option(
    "--answers",
    multiple=True,
    type=options.Place(path_type=Path),
    help="Answers to a survey. May be given several times; needs --supervisor.",
)
@options.questionnaire
@click.option(
    "--diary",
    "diaries",
    multiple=True,
    type=options.Place(path_type=Path),
    help="Diaries. May be given several times; needs --supervisor.",
)
@click.option(
    "--supervisor",
    "supervisor_id",
    default="",
    metavar="WORKER",
    help="Tell this supervisor about the people they supervise, and about nobody else.",
)
@click.option("--out", type=options.folder, help="Write flags.csv here.")
def guard(
    batches: tuple[Path, ...],
    policy_name: str,
    guard_name: str,
    answers: tuple[Path, ...],
    questionnaire: str,
    diaries: tuple[Path, ...],
    supervisor_id: str,
    out: Path | None,
) -> None:
    """Raise flags from the dated BATCH..., oldest to newest: who has been over the limit for weeks on end.

    For one supervisor, also from what the people they supervise answered and wrote: high strain, missed supervision,
    missed learning. A flag changes nothing until people agree on it.
    """
    if (answers or diaries) and not supervisor_id:
        raise AllocatorError(
            "What people say and write of themselves is told to them and their supervisor only: name the "
            "supervisor with "
            "--supervisor."
        )
    policy, rules = load_policy(policy_name), load_guard(guard_name)
    history = weighed(batches, policy)
    team = in_order(history)[-1][1].team
    found = raised.from_records(history, rules)
    if supervisor_id:
        if supervisor_id not in team.supervised_by:
            raise UnknownName("supervisor", supervisor_id, list(team.supervised_by))
        people = team.supervised_by[supervisor_id]
        found = [flag for flag in found if flag.worker_id in people]
        if answers:
            asked = load_questionnaire(questionnaire)
            given = read_answers(answers, asked, team).answers
            found += raised.from_answers(given, people, asked, rules)
        if diaries:
            entries = read_diary(diaries, team, load_diary_guide()).entries
            found += raised.from_diaries(entries, people, rules)
    found = raised.once(found)
    if out is not None:
        words.write(found, out)
    click.echo(words.text(found, team, rules, width()), nl=False)
    if out is not None:
        click.echo(f"\nWritten to {out / words.FILE}.")
