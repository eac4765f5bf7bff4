"""Writes the combined view into one folder: a page, a table and JSON; or one person's page, for them alone."""

import json
from pathlib import Path

from allocator.domain.combined import Combined
from allocator.report.combined import PAGE
from allocator.report.saving import save
from allocator.report.study import Study
from allocator.report.tables import csv_text

ACCOUNT = "combined.json"


def write(found: Combined, study: Study, folder: Path) -> list[Path]:
    """Writes the files that everyone may read, and returns where they are."""
    from allocator.report import study_page

    contents = {
        PAGE: study_page.html(study),
        "combined.csv": csv(found),
        ACCOUNT: json_text(found),
    }
    return save({name: text.encode() for name, text in contents.items()}, folder)


def write_person(study: Study, folder: Path) -> list[Path]:
    """Writes the page that one person and their supervisor may read."""
    from allocator.report import study_page

    return save({"for-one-person.html": study_page.html(study).encode()}, folder)


def json_text(found: Combined) -> str:
    """The account exactly as the contract has it: its names, its order, two spaces deep."""
    content = found.model_dump(mode="json", by_alias=True)
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def csv(found: Combined) -> str:
    """One row for each team, and one of everyone with a blank team; strain that may not be told is blank."""
    heading = (
        "team", "workers", "mean_percent", "answered", "strain", "low", "high", "quarter", "sure",
    )  # fmt: skip
    return csv_text(
        heading,
        (
            (
                place.team,
                place.workers,
                place.mean_percent,
                place.answered,
                place.strain.points if place.strain else None,
                place.strain.low if place.strain else None,
                place.strain.high if place.strain else None,
                place.quarter,
                ("yes" if place.sure else "no") if place.quarter else None,
            )
            for place in (found.everyone, *found.teams)
        ),
    )
