"""Writes an audit into one folder: two pages, a workbook, tables and JSON, all of them or none."""

import json
from pathlib import Path

from allocator.domain.compiled import AuditAccount
from allocator.report import skills_pages, skills_tables, skills_workbook
from allocator.report.saving import save
from allocator.report.skills_audited import Audited

PAGE = "audit.html"


def write(audited: Audited, folder: Path) -> list[Path]:
    """Writes the files and returns where they are; on any failure what was there before stays."""
    return save(rendered(audited), folder)


def rendered(audited: Audited) -> dict[str, bytes]:
    """What each file holds, by name."""
    texts = {
        "skills.csv": skills_tables.skills(audited),
        "levels.csv": skills_tables.levels(audited),
        "competencies.csv": skills_tables.competencies(audited),
        "groups.csv": skills_tables.groups(audited),
        "prompts.csv": skills_tables.prompts(audited),
        "audit.json": json_text(audited.account),
        PAGE: skills_pages.shared(audited),
        "people.html": skills_pages.named(audited),
    }
    found = {name: text.encode() for name, text in texts.items()}
    return {**found, "audit.xlsx": skills_workbook.xlsx(audited)}


def json_text(account: AuditAccount) -> str:
    """The account exactly as the contract has it: its names, its order, two spaces deep."""
    content = account.model_dump(mode="json", by_alias=True)
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
