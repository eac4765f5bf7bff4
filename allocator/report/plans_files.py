"""Writes several plans into one folder: a page, a table and JSON, all of them or none."""

import json
from pathlib import Path

from allocator.domain.plans import Plans
from allocator.report.plans import Planned
from allocator.report.privacy import withheld
from allocator.report.saving import save
from allocator.report.tables import csv_text

PAGE = "plans.html"


def write(planned: Planned, folder: Path) -> list[Path]:
    """Writes the files and returns where they are; after an interruption there is no time to draw the page."""
    contents = brief(planned) if planned.interrupted else rendered(planned)
    return save(contents, folder, stale={PAGE} - contents.keys())


def rendered(planned: Planned) -> dict[str, bytes]:
    """What each file holds, by name."""
    # Half a second to import, which a summary on the terminal need not wait for.
    from allocator.report import plans_page

    return {**brief(planned), PAGE: plans_page.html(planned).encode()}


def brief(planned: Planned) -> dict[str, bytes]:
    """What the files for other programs hold, which take no time to make."""
    return {
        "plans.json": json_text(planned.account).encode(),
        "plans.csv": csv(planned).encode(),
    }


def csv(planned: Planned) -> str:
    """One row for every waiting case under every plan, those that differ first."""
    heading = (
        "case_id",
        "group_id",
        "urgency",
        "differs",
        "plan",
        "worker_id",
        "co_worker_id",
    )
    hidden = withheld(planned.team)
    return csv_text(
        heading,
        (
            (
                case.case_id,
                "" if case.case_id in hidden else case.group_id,
                "" if case.case_id in hidden else case.urgency,
                "yes" if case.differs else "no",
                plan.plan,
                holder.worker_id,
                holder.co_worker_id,
            )
            for case in planned.account.cases
            for plan, holder in zip(planned.account.plans, case.holders, strict=True)
        ),
    )


def json_text(account: Plans) -> str:
    """The account exactly as the contract has it: its names, its order, two spaces deep."""
    content = account.model_dump(mode="json", by_alias=True)
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
