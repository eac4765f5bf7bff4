"""Reads a skills audit, from a folder or a workbook, and tells everything wrong with it at once."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from allocator.domain.answers import Answer, Settled
from allocator.domain.worker import Worker
from allocator.errors import Fault, InvalidBatch
from allocator.policy.framework import Framework
from allocator.tables.audit_columns import AGREEMENTS, RATINGS
from allocator.tables.cells import key, printable, shown
from allocator.tables.columns import WORKERS
from allocator.tables.nearest import Nearest
from allocator.tables.single import Read, read_with_faults
from allocator.tables.table import Table

# Longer than any audit takes from its first answer to its last conversation.
_LONG_AFTER_DAYS = 366


@dataclass(frozen=True)
class AuditBatch:
    """The people of an audit, what was answered about them, and what they settled on."""

    workers: tuple[Worker, ...]
    answers: tuple[Answer, ...]
    settled: tuple[Settled, ...] = ()
    notes: tuple[str, ...] = ()
    inputs: Mapping[str, str] | None = None


def read_audit(path: str | Path, framework: Framework) -> AuditBatch:
    """The workers, ratings and agreements of an audit; rows without a level are left out.

    Raises InvalidBatch with every fault of every table.
    """
    place = _place(path)
    faults: list[Fault] = []
    workers = _read(place, WORKERS, faults)
    ratings = _read(place, RATINGS, faults)
    settled = _agreements(place, faults)
    faults += _faults(workers, ratings, settled, framework)
    if faults:
        raise InvalidBatch(_in_order(faults, (workers, ratings, settled)))
    answers = tuple(
        answer if answer.version else answer.changed(version=framework.version)
        for answer in ratings.records
        if answer.level is not None
    )
    return AuditBatch(
        workers=workers.records,
        answers=answers,
        settled=settled.records,
        # Other commands read the workers table whole and say what they do not know in it.
        notes=(
            *ratings.notes,
            *settled.notes,
            *_odd_dates(answers, settled.records, framework),
        ),
        inputs={**workers.inputs, **ratings.inputs, **settled.inputs},
    )


def read_people(path: str | Path, framework: Framework) -> tuple[Worker, ...]:
    """The workers of an audit that has no answers yet; raises InvalidBatch with every fault."""
    place = _place(path)
    faults: list[Fault] = []
    workers = _read(place, WORKERS, faults)
    faults += _people(workers, framework)
    if faults:
        raise InvalidBatch(faults)
    return workers.records


def rating_faults(
    ratings: Read, people: Collection[str] | None, framework: Framework
) -> Iterator[Fault]:
    """What is wrong with answers beside the framework and, where they are known, the people."""
    competencies = Nearest(framework.competencies, f"a competency of {framework.name}")
    versions = Nearest(
        [version.version for version in framework.versions],
        f"a version of {framework.name}",
    )
    known = Nearest(people, "in the workers table") if people is not None else None
    seen: Counter[tuple[object, ...]] = Counter()
    for index, answer in enumerate(ratings.records):
        for column, problem in (
            ("worker_id", known.problem(answer.worker_id) if known else ""),
            ("competency", competencies.problem(answer.competency)),
            ("version", versions.problem(answer.version) if answer.version else ""),
        ):
            if problem and not ratings.is_wrong(index, column):
                yield ratings.fault(index, column, problem)
        if answer.level is None or index in ratings.faulty:
            continue
        if answer.date is None:
            yield ratings.fault(index, "date", "is blank beside a level; give the day.")
            continue
        said = (
            answer.worker_id,
            answer.competency,
            answer.rater,
            answer.given_by,
            answer.date,
        )
        seen[said] += 1
        if seen[said] == 2:
            yield ratings.fault(
                index,
                "competency",
                f"{shown(answer.competency)} of {shown(answer.worker_id)} was answered twice on one day"
                f" by {shown(answer.given_by)}; keep one.",
            )


def _odd_dates(
    answers: Sequence[Answer], settled: Sequence[Settled], framework: Framework
) -> Iterator[str]:
    """Dates that are possible and look mistyped: before the form existed, or long after everything else."""
    since = {version.version: version.date for version in framework.versions}
    early = sum(
        answer.date is not None and answer.date < since[answer.version]
        for answer in answers
    )
    if early:
        are, they_are = (
            ("answer is", "it is") if early == 1 else ("answers are", "they are")
        )
        yield (
            f"{early:,} {are} dated before the version of the form that {they_are} on: look at the date, or at the"
            " version."
        )
    answered = {one.date for one in answers if one.date}
    days = sorted(answered | {one.date for one in settled})
    if len(days) > 1 and (days[-1] - days[-2]).days > _LONG_AFTER_DAYS:
        yield (
            f"The newest date is {days[-1]}, long after the one before, {days[-2]}: whatever it stands beside counts as"
            " the newest, so look whether it is mistyped."
        )


def _faults(
    workers: Read, ratings: Read, settled: Read, framework: Framework
) -> Iterator[Fault]:
    yield from _people(workers, framework)
    # One unreadable workers table is one fault; that nobody in it is found is not another.
    people = (
        {worker.worker_id for worker in workers.records} if workers.complete else None
    )
    yield from rating_faults(ratings, people, framework)
    competencies = Nearest(framework.competencies, f"a competency of {framework.name}")
    known = Nearest(people, "in the workers table") if people is not None else None
    last: set[tuple[object, ...]] = set()
    for index, one in enumerate(settled.records):
        for column, problem in (
            ("worker_id", known.problem(one.worker_id) if known else ""),
            ("competency", competencies.problem(one.competency)),
        ):
            if problem and not settled.is_wrong(index, column):
                yield settled.fault(index, column, problem)
        if (place := (one.worker_id, one.competency, one.date)) in last:
            yield settled.fault(
                index, "competency", "was settled twice on one day; keep one."
            )
        last.add(place)


def _in_order(faults: Sequence[Fault], tables: Sequence[Read]) -> list[Fault]:
    """Faults by table and row, as people work through them."""
    rank = {table.place: number for number, table in enumerate(tables)}
    return sorted(faults, key=lambda fault: (rank.get(fault.file, -1), fault.row or 0))


def _people(workers: Read, framework: Framework) -> Iterator[Fault]:
    grades = Nearest(framework.grades.levels, f"a grade that {framework.name} knows")
    seen: set[str] = set()
    for index, worker in enumerate(workers.records):
        if worker.worker_id in seen:
            problem = f"{shown(worker.worker_id)} is given more than once; each must be unique."
            yield workers.fault(index, "worker_id", problem)
        seen.add(worker.worker_id)
        if worker.seniority and (problem := grades.problem(worker.seniority)):
            yield workers.fault(index, "seniority", problem)


def _place(path: str | Path) -> Path:
    """The folder or workbook of an audit; raises InvalidBatch where it is neither."""
    place = Path(path)
    if place.is_dir() or (place.is_file() and place.suffix.lower() == ".xlsx"):
        return place
    problem = (
        "is one table or another kind of file; give the folder that holds it, or an .xlsx workbook."
        if place.is_file()
        else "no folder or file is here."
    )
    raise InvalidBatch([Fault(printable(str(path)), None, "", problem)])


def _read(place: Path, table: Table, faults: list[Fault]) -> Read:
    read, found = read_with_faults(_file(place, table), table)
    faults += found
    return read


def _file(place: Path, table: Table) -> Path:
    """The file that holds a table: one of its name in a folder, or the workbook."""
    if not place.is_dir():
        return place
    named = [
        path
        for path in sorted(place.iterdir())
        if path.suffix.lower() == ".csv" and key(path.stem) == table.name
    ]
    return named[0] if named else place / f"{table.name}.csv"


def _agreements(place: Path, faults: list[Fault]) -> Read:
    """The agreements, where there are any: no file or sheet of theirs is no fault."""
    if place.is_dir() and not _file(place, AGREEMENTS).exists():
        return Read()
    read, found = read_with_faults(_file(place, AGREEMENTS), AGREEMENTS)
    if not place.is_dir() and not read.place:
        return Read()
    faults += found
    return read
