"""Writes trends into one folder: a page, a table and JSON, all of them or none."""

import json
from collections.abc import Iterator
from pathlib import Path

from allocator.domain.trends import Tally, Trends
from allocator.report.saving import save
from allocator.report.study import Study
from allocator.report.tables import Cell, csv_text
from allocator.report.trends import PAGE

_TALLY = (
    "held", "visits", "hours", "units", "percent", "new", "closed", "passed_on",
)  # fmt: skip


def write(found: Trends, study: Study, folder: Path) -> list[Path]:
    """Writes the files and returns where they are."""
    from allocator.report import study_page

    contents = {
        PAGE: study_page.html(study),
        "trends.csv": csv(found),
        "trends.json": json_text(found),
    }
    return save({name: text.encode() for name, text in contents.items()}, folder)


def json_text(found: Trends) -> str:
    """The account exactly as the contract has it: its names, its order, two spaces deep."""
    content = found.model_dump(mode="json", by_alias=True)
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def csv(found: Trends) -> str:
    """One row for everyone, for every team and for every worker in every batch."""
    heading = ("batch", "as_of", "level", "team", "worker_id", *_TALLY)
    return csv_text(heading, _rows(found))


def _rows(found: Trends) -> Iterator[tuple[Cell, ...]]:
    for week in found.weeks:
        place = (week.batch, week.as_of.isoformat())
        yield (*place, "everyone", "", "", *_cells(week.everyone))
        for team in week.teams:
            yield (*place, "team", team.team, "", *_cells(team.tally))
        for one in week.workers:
            yield (*place, "worker", one.team, one.worker_id, *_cells(one.tally))


def _cells(tally: Tally) -> tuple[Cell, ...]:
    return tuple(getattr(tally, name) for name in _TALLY)
