"""``python -m benchmarks.auditing``: how long compiling an audit takes, and how that grows with its ratings."""

import datetime
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import process_time
from typing import NamedTuple

import click

from allocator.cli.uncollected import uncollected
from allocator.domain.answers import Answer
from allocator.domain.worker import Worker
from allocator.policy.framework import Framework, Version
from allocator.policy.framework_loading import load_framework
from allocator.report.skills_files import rendered
from allocator.skills.compiling import compile_audit
from allocator.skills.example import draw
from allocator.tables.audit_reading import read_audit
from allocator.tables.audit_writing import write_audit
from benchmarks.files import write_whole
from benchmarks.rows import machine
from benchmarks.simulating import exponent

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks-skills.md"
# What a large authority is asked for: competencies of its framework, and people.
COMPETENCIES, PEOPLE = 120, 2000
BY_PEOPLE, BY_COMPETENCIES = (250, 500, 1000, PEOPLE), (15, 30, 60, COMPETENCIES)
# People of the audits that differ in competencies.
SOME_PEOPLE = 500
_IN_A_TEAM = 10
# The most it may take, in seconds.
LIMIT = 30
PREFACE = """# How long a skills audit takes

`allocator skills compile` on fictional people in teams of ten, each rated by themselves and their supervisor: read the
ratings and check them, agree levels, tell how far raters agree with intervals from 1,000 draws, compare teams and
grades with 1,000 shuffles, and make all nine files. In one process; seconds are of the processor. Measured on {date}
({machine}), once, on a machine that others were using at the time. Run it yourself with
`python -m benchmarks.auditing --page`.
"""


class Measured(NamedTuple):
    """One audit: how large it was, and what each part of compiling it took."""

    people: int
    competencies: int
    ratings: int
    reading: float
    compiling: float
    writing: float

    @property
    def seconds(self) -> float:
        """All of it."""
        return self.reading + self.compiling + self.writing


@click.command()
@click.option("--page/--no-page", default=False, help=f"Write {PAGE.name} in docs.")
def main(page: bool) -> None:
    """Compile audits of several sizes, and print what each took."""
    measured(SOME_PEOPLE // 10, BY_COMPETENCIES[0])  # imports and caches are no part
    by_people = [measured(people, COMPETENCIES) for people in BY_PEOPLE]
    by_competencies = [measured(SOME_PEOPLE, number) for number in BY_COMPETENCIES]
    largest = by_people[-1]
    text = "\n\n".join(
        [
            _preface(),
            "## With the number of people",
            grown(by_people),
            "## With the number of competencies",
            grown(by_competencies),
            "## Against what was asked",
            f"A framework of {COMPETENCIES} competencies, {PEOPLE:,} people and two raters is to take less than {LIMIT}"
            f" seconds: it takes {largest.seconds:.1f}.",
        ]
    )
    click.echo(text)
    if page:
        write_whole(PAGE, text + "\n")


def large(competencies: int) -> Framework:
    """The shipped framework with its competencies repeated under other names until there are so many."""
    shipped = load_framework()
    names = list(shipped.competencies)
    described = {
        name if turn == 0 else f"{name}_{turn}": shipped.competencies[name]
        for turn in range(-(-competencies // len(names)))
        for name in names
    }
    kept = dict(list(described.items())[:competencies])
    version = Version(
        version=shipped.version, date=shipped.versions[-1].date, why="Measured."
    )
    return shipped.changed(competencies=kept, versions=(version,))


def measured(people: int, competencies: int) -> Measured:
    """What compiling one audit takes; every question answered by both, as the most there could be."""
    framework = large(competencies)
    drawn = draw(load_framework(), people, 0, max(1, people // _IN_A_TEAM), seed=1)
    workers = tuple(one for one in drawn.team.workers if one.carries_cases)
    with tempfile.TemporaryDirectory() as folder:
        answers = [*_repeated(workers, drawn.answers, framework)]
        team = drawn.team.changed(workers=workers, cases=(), reductions=(), pins=())
        write_audit(team, answers, (), Path(folder) / "audit")
        with uncollected():
            started = process_time()
            batch = read_audit(Path(folder) / "audit", framework)
            read = process_time()
            compiled = compile_audit(batch, framework)
            made = process_time()
            rendered(compiled)
            done = process_time()
    return Measured(
        people=len(workers),
        competencies=competencies,
        ratings=len(answers),
        reading=read - started,
        compiling=made - read,
        writing=done - made,
    )


def _repeated(
    workers: Sequence[Worker], answers: Sequence[Answer], framework: Framework
) -> Iterator[Answer]:
    """For every worker, competency and rater an answer like one that was drawn, as often as it takes."""
    for index, worker in enumerate(workers):
        boss = worker.supervisor_id
        for place, name in enumerate(framework.competencies):
            for rater, giver in (("self", worker.worker_id), ("supervisor", boss)):
                like = answers[(index * 31 + place * 7) % len(answers)]
                yield like.changed(
                    worker_id=worker.worker_id,
                    competency=name,
                    rater=rater,
                    rater_id=giver,
                    version=framework.version,
                )


def grown(rows: Sequence[Measured]) -> str:
    """The audits as a table, and the power of their ratings that the time grows with."""
    power = exponent([row.ratings for row in rows], [row.seconds for row in rows])
    return "\n".join(
        [
            "| people | competencies | ratings | to read, s | to compile, s | to write, s | in all, s |",
            "|--:|--:|--:|--:|--:|--:|--:|",
            *(
                f"| {row.people:,} | {row.competencies} | {row.ratings:,} | {row.reading:.1f} | {row.compiling:.1f}"
                f" | {row.writing:.1f} | {row.seconds:.1f} |"
                for row in rows
            ),
            "",
            f"Time grows as the number of ratings to the power of {power:.2f}.",
        ]
    )


def _preface() -> str:
    today = datetime.datetime.now(datetime.UTC).date()
    return PREFACE.format(date=today, machine=machine()).strip()


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.auditing")
