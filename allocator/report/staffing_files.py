"""A staffing search as files: a page, a table and JSON."""

import json

from allocator.domain.staffing import Staffing
from allocator.report.tables import csv_text

PAGE = "staffing.html"


def rendered(told: Staffing) -> dict[str, bytes]:
    """What each file holds, by name."""
    # Half a second to import, which a summary on the terminal need not wait for.
    from allocator.report import staffing_page

    return {
        "staffing.json": json_text(told).encode(),
        "staffing.csv": csv(told).encode(),
        PAGE: staffing_page.html(told).encode(),
    }


def csv(told: Staffing) -> str:
    """One row for every staffing tried, a column for every kind."""
    names = [kind.name for kind in told.kinds]
    heading = (
        *names,
        "cost",
        "runs",
        "broken",
        "broken_percent",
        "low",
        "high",
        "verdict",
    )
    return csv_text(
        heading,
        (
            (
                *(one.numbers.get(name, 0) for name in names),
                one.cost,
                one.runs,
                one.broken,
                one.broken_percent.value,
                one.broken_percent.low,
                one.broken_percent.high,
                one.verdict,
            )
            for one in told.tried
        ),
    )


def json_text(told: Staffing) -> str:
    """The search exactly as the contract has it: its names, its order, two spaces deep."""
    content = told.model_dump(mode="json", by_alias=True)
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
