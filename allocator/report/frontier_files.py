"""Writes a trade-off curve into one folder: a page, a table and JSON, all of them or none."""

import json
from pathlib import Path

from allocator.domain.frontier import Frontier
from allocator.report.frontier import Traced
from allocator.report.saving import save
from allocator.report.tables import csv_text

PAGE = "frontier.html"
_MEASURES = (
    "mean_skill_match_percent", "sd_percent", "spread_percent", "max_percent", "min_percent", "jain_index",
    "over_safe_limit", "over_ceiling", "placed", "unplaced", "continuity_kept", "continuity_possible",
    "travel_minutes",
)  # fmt: skip


def write(traced: Traced, folder: Path) -> list[Path]:
    """Writes the files and returns where they are; after an interruption there is no time to draw the page."""
    contents = brief(traced) if traced.left_out else rendered(traced)
    return save(contents, folder, stale={PAGE} - contents.keys())


def rendered(traced: Traced) -> dict[str, bytes]:
    """What each file holds, by name."""
    # Half a second to import, which a summary on the terminal need not wait for.
    from allocator.report import frontier_page

    return {**brief(traced), PAGE: frontier_page.html(traced).encode()}


def brief(traced: Traced) -> dict[str, bytes]:
    """What the files for other programs hold, which take no time to make."""
    return {
        "frontier.json": json_text(traced.account).encode(),
        "frontier.csv": csv(traced).encode(),
    }


def csv(traced: Traced) -> str:
    """One row for every point."""
    heading = (
        "skill_level",
        "is_current",
        "status",
        "beaten",
        "cases_moved",
        *_MEASURES,
    )
    return csv_text(
        heading,
        (
            (
                point.skill_level,
                "yes" if point.is_current else "no",
                point.status,
                "yes" if point.beaten else "no",
                point.cases_moved,
                *(getattr(point.measures, name) for name in _MEASURES),
            )
            for point in traced.account.points
        ),
    )


def json_text(account: Frontier) -> str:
    """The account exactly as the contract has it: its names, its order, two spaces deep."""
    content = account.model_dump(mode="json", by_alias=True)
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
