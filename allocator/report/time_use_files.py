"""Writes what diaries say into one folder: a page, a table and JSON, all of them or none."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from allocator.domain.diary import TASKS
from allocator.domain.time_use import TimeUse
from allocator.report.saving import save
from allocator.report.study import Study
from allocator.report.tables import Cell, csv_text


def write(found: TimeUse, study: Study, folder: Path) -> list[Path]:
    """Writes the files and returns where they are."""
    from allocator.report import study_page

    contents = {
        page_file(found): study_page.html(study),
        f"{_stem(found)}-groups.csv": csv(found),
        account_file(found): json_text(found),
    }
    return save({name: text.encode() for name, text in contents.items()}, folder)


def page_file(found: TimeUse) -> str:
    """What the page is called; one person's is called after them, so that nobody takes it for everyone's."""
    return f"{_stem(found)}.html"


def account_file(found: TimeUse) -> str:
    """What the JSON is called."""
    return f"{_stem(found)}.json"


def _stem(found: TimeUse) -> str:
    own = re.sub(r"[^\w-]", "_", found.worker_id)
    return f"diary-{own}" if own else "diary"


def json_text(found: TimeUse) -> str:
    """The account exactly as the contract has it: its names, its order, two spaces deep."""
    content = found.model_dump(mode="json", by_alias=True)
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def csv(found: TimeUse) -> str:
    """One row for every type, stage and grade; blank where too few people would be told about."""
    heading = (
        "by", "key", "people", "cases", "minutes_a_week", "percent",
        *(f"{task}_percent" for task in TASKS), "mean_stress",
    )  # fmt: skip
    return csv_text(heading, _rows(found))


def _rows(found: TimeUse) -> Iterator[tuple[Cell, ...]]:
    for one in found.groups:
        shares = one.task_percent or {}
        yield (
            one.by,
            one.key,
            one.people,
            one.cases,
            one.minutes_a_week,
            one.percent,
            *(shares.get(task) for task in TASKS),
            one.mean_stress,
        )
