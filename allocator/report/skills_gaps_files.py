"""Writes gaps into one folder: a page for everybody, tables, and the gaps of each person for supervisors only."""

from pathlib import Path

from allocator.report import skills_gaps_page
from allocator.report.saving import save
from allocator.report.skills_gaps import GapsFound
from allocator.report.tables import csv_text

PAGE = "gaps.html"


def write(found: GapsFound, folder: Path) -> list[Path]:
    """Writes the files and returns where they are, all of them or none."""
    return save(rendered(found), folder)


def rendered(found: GapsFound) -> dict[str, bytes]:
    """What each file holds, by name."""
    texts = {
        PAGE: skills_gaps_page.page(found),
        "gaps.csv": _work(found),
        "cover.csv": _cover(found),
        "gaps-people.csv": _people(found),
        "gaps.json": json_text(found),
    }
    return {name: text.encode() for name, text in texts.items()}


def json_text(found: GapsFound) -> str:
    """The account exactly as the contract has it."""
    return found.account.model_dump_json(indent=2, by_alias=True) + "\n"


def _work(found: GapsFound) -> str:
    """One row for every team and skill; a blank team is the whole service."""
    heading = (
        "team", "competency", "title", "level", "people", "able", "wanted", "cases", "cases_short",
        "units", "units_short", "units_expected", "unit", "below_grade", "asked_of",
    )  # fmt: skip
    rows = (
        (
            gap.team, gap.competency, found.seen.title(gap.competency), gap.level, gap.people, gap.able, gap.wanted,
            gap.cases, gap.cases_short, gap.units, gap.units_short, gap.units_expected, found.seen.unit,
            gap.below_grade, gap.asked_of,
        )
        for gap in found.account.work
    )  # fmt: skip
    return csv_text(heading, rows)


def _cover(found: GapsFound) -> str:
    """One row for every team and skill, with who has it."""
    heading = ("team", "competency", "title", "level", "wanted", "people", "worker_ids", "cases")  # fmt: skip
    rows = (
        (
            one.team, one.competency, found.seen.title(one.competency), one.level, one.wanted,
            len(one.worker_ids), ";".join(one.worker_ids), one.cases,
        )
        for one in found.account.cover
    )  # fmt: skip
    return csv_text(heading, rows)


def _people(found: GapsFound) -> str:
    """One row for every person and competency below what is asked."""
    heading = (
        "worker_id", "worker_name", "team", "competency", "title", "held", "asked", "source", "date", "cases",
    )  # fmt: skip
    rows = (
        (
            gap.worker_id, found.seen.team.worker[gap.worker_id].name, gap.team, gap.competency,
            found.seen.title(gap.competency), gap.held, gap.asked, gap.source,
            gap.date.isoformat() if gap.date else None, gap.cases,
        )
        for gap in found.account.people
    )  # fmt: skip
    return csv_text(heading, rows)
