"""Writes questionnaires: one of each kind to print or send blank, and one workbook each for everyone named."""

import re
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from allocator.domain.answers import RATERS
from allocator.domain.worker import Worker
from allocator.policy.framework import Framework
from allocator.report import skills_form_book, skills_form_page
from allocator.report.saving import save
from allocator.report.skills_form import Form


def write(
    framework: Framework, workers: Sequence[Worker], folder: Path, *, pilot: bool
) -> list[Path]:
    """Writes the forms and returns where they are."""
    return save(dict(_forms(framework, workers, pilot=pilot)), folder)


def _forms(
    framework: Framework, workers: Sequence[Worker], *, pilot: bool
) -> Iterator[tuple[str, bytes]]:
    for rater in RATERS:
        blank = Form(framework, rater, pilot=pilot)
        yield f"{rater}.html", skills_form_page.html(blank).encode()
        yield f"{rater}.xlsx", skills_form_book.xlsx(blank)
    names = file_names([worker.worker_id for worker in workers])
    for worker in workers:
        for rater in RATERS:
            form = Form(framework, rater, worker, pilot)
            # Someone whose supervisor is not known is sent their own form only.
            if form.rater_id:
                name = names[worker.worker_id]
                yield f"{rater}-{name}.xlsx", skills_form_book.xlsx(form)


def file_names(ids: Sequence[str]) -> dict[str, str]:
    """A name for each id that every file system takes, and no two alike."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for given in ids:
        plain = re.sub(r"[^A-Za-z0-9_-]+", "-", given).strip("-") or "worker"
        names = (f"{plain}-{number}" if number > 1 else plain for number in count(1))
        found[given] = next(name for name in names if name.lower() not in taken)
        taken.add(found[given].lower())
    return found
