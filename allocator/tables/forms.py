"""Reads returned forms, workbooks and tables alike, and tells everything wrong with any of them at once."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from allocator.domain.answers import Answer
from allocator.errors import Fault, InvalidBatch
from allocator.policy.framework import Framework
from allocator.tables.audit_columns import RATINGS
from allocator.tables.audit_reading import rating_faults
from allocator.tables.cells import shown
from allocator.tables.single import read_with_faults

_FORMS = (".csv", ".xlsx")
_SAID_ONCE = ("worker_id", "rater_id", "date")


def read_forms(paths: Sequence[Path], framework: Framework) -> list[Answer]:
    """Every answer in files and in the files of folders, questions left open left out.

    Raises InvalidBatch with every fault of every file; an answer that stands in two files is one.
    """
    faults: list[Fault] = []
    found: dict[tuple[object, ...], tuple[Answer, str]] = {}
    files = [*_files(paths, faults)]
    for path in files:
        # Its notes are about columns that only people read: the question and what each level means.
        ratings, wrong = read_with_faults(path, RATINGS)
        faults += _once([*wrong, *rating_faults(ratings, None, framework)])
        for index, answer in enumerate(ratings.records):
            if answer.level is None:
                continue
            whole = answer.changed(
                rater_id=answer.given_by, version=answer.version or framework.version
            )
            place = (*_who(whole), whole.date)
            first, other = found.setdefault(place, (whole, path.name))
            if first.level != whole.level and other != path.name:
                faults.append(
                    ratings.fault(
                        index,
                        "level",
                        f"is {whole.level}, and the same answer is {first.level} in {shown(other)}; keep one.",
                    )
                )
    if not files and not faults:
        faults.append(
            Fault(str(paths[0]), None, "", "holds no .xlsx or .csv file; give the returned forms.")
        )  # fmt: skip
    if faults:
        raise InvalidBatch(faults)
    order = {name: place for place, name in enumerate(framework.competencies)}
    answers = [answer for answer, _ in found.values()]
    return sorted(
        answers,
        key=lambda one: (one.worker_id, one.rater, one.rater_id, str(one.date), order[one.competency]),
    )  # fmt: skip


def _once(faults: Sequence[Fault]) -> Iterator[Fault]:
    """Faults of one form, those of what its first sheet says for all rows told once."""
    told: set[tuple[str, str]] = set()
    for fault in faults:
        if fault.column not in _SAID_ONCE or fault.file.endswith(".csv"):
            yield fault
        elif (fault.column, fault.problem) not in told:
            told.add((fault.column, fault.problem))
            yield replace(
                fault,
                problem=f"{fault.problem} The form's first sheet says it for every row.",
            )


def _who(answer: Answer) -> tuple[str, ...]:
    return (answer.worker_id, answer.competency, answer.rater, answer.rater_id)


def _files(paths: Sequence[Path], faults: list[Fault]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (
                file
                for file in sorted(path.iterdir())
                if file.suffix.lower() in _FORMS
                and not file.name.startswith((".", "~"))
            )
        elif path.is_file():
            yield path
        else:
            faults.append(Fault(str(path), None, "", "no folder or file is here."))
