"""The answers of simulated weeks as files: two pages, tables and JSON."""

import json

from allocator.domain.simulated import Simulated
from allocator.report import simulated_tables

PAGE, SUMMARY = "simulation.html", "summary.html"


def rendered(told: Simulated) -> dict[str, bytes]:
    """What each file holds, by name."""
    # Half a second to import, which a summary on the terminal need not wait for.
    from allocator.report import simulated_page

    texts = {
        "simulation.json": json_text(told),
        "simulation-measures.csv": simulated_tables.measures_csv(told),
        "simulation-weeks.csv": simulated_tables.weeks_csv(told),
        PAGE: simulated_page.html(told),
        SUMMARY: simulated_page.summary(told),
    }
    return {name: text.encode() for name, text in texts.items()}


def json_text(told: Simulated) -> str:
    """The answers exactly as the contract has them: its names, its order, two spaces deep."""
    content = told.model_dump(mode="json", by_alias=True)
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
