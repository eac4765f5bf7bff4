"""Exports as case management systems make them, built from what a test is about; everyone in them is invented."""

import csv
import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from allocator.domain.case import Case
from allocator.importers import Asked, Imported, Kind, imported
from allocator.policy.loading import load_policy

DAY = datetime.date(2026, 9, 14)
Rows = Sequence[Mapping[str, Any]]

HEADINGS: Mapping[int, Sequence[str]] = {
    3: (
        "Child Unique ID",
        "Date of Birth",
        "Age",
        "Date of referral",
        "Referral NFA?",
        "Allocated Team",
        "Allocated Worker",
    ),
    4: (
        "Child Unique ID",
        "Date of Birth",
        "Continuous Assessment Start Date",
        "Continuous Assessment Date of Authorisation",
        "Allocated Team",
        "Allocated Worker",
    ),
    5: (
        "Child Unique ID",
        "Strategy discussion initiating Section 47 Enquiry Start Date",
        "Was an Initial Child Protection Conference deemed unnecessary?",
        "Date of Initial Child Protection Conference",
        "Allocated Team",
        "Allocated Worker",
    ),
    6: (
        "Child Unique ID",
        "Date of Birth",
        "Ethnicity",
        "Does the Child have a Disability",
        "CIN Start Date",
        "Primary Need Code",
        "CIN Closure Date",
        "Case Status",
        "Allocated Team",
        "Allocated Worker",
    ),
    7: (
        "Child Unique ID",
        "Child Protection Plan Start Date",
        "Date of the Last Statutory Visit",
        "Date of latest review conference",
        "Child Protection Plan End Date",
        "Allocated Team",
        "Allocated Worker",
    ),
    8: (
        "Child Unique ID",
        "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)",
        "Date Started to be Looked After",
        "Child's Legal Status",
        "Date of Latest Statutory Review",
        "Date of Last Social Work Visit",
        "Date Ceased to be Looked After",
        "Placement Location",
        "Allocated Team",
        "Allocated Worker",
    ),
    9: (
        "Child Unique ID",
        "Date of Birth",
        "Allocated Personal Advisor",
        "Eligibility Category",
        "Latest Pathway Plan Review Date",
        "Latest Date of Contact",
        "Allocated Team",
        "Allocated Worker",
    ),
    10: ("Child Unique ID", "Family identifier"),
}

# By the short name that tests use.
SHORT = {
    "id": "Child Unique ID",
    "born": "Date of Birth",
    "status": "Case Status",
    "worker": "Allocated Worker",
    "team": "Allocated Team",
    "cin": "CIN Start Date",
    "closed": "CIN Closure Date",
    "need": "Primary Need Code",
    "disability": "Does the Child have a Disability",
    "ethnicity": "Ethnicity",
}


def open_case(child: str, worker: str = "Ana Zoë", **more: Any) -> dict[str, Any]:
    """A row of List 6: a child in need whose worker and plan are in order."""
    facts = {
        "id": child,
        "status": "c) Child in need plan",
        "worker": worker,
        "cin": DAY - datetime.timedelta(days=100),
    }
    return {SHORT.get(name, name): value for name, value in {**facts, **more}.items()}


def annex_a(
    parent: Path,
    lists: Mapping[int, Rows],
    *,
    name: str = "annex.xlsx",
    sheet: str = "List {}",
    title: bool = False,
    headings: Mapping[str, str] | None = None,
    **options: Any,
) -> Path:
    """A workbook with a sheet for each list; lists 3 to 9 are there, empty unless given."""
    path = parent / name
    renamed = headings or {}
    with xlsxwriter.Workbook(
        path, {"default_date_format": "dd/mm/yyyy", **options}
    ) as book:
        for number, known in HEADINGS.items():
            page = book.add_worksheet(sheet.format(number))
            top = 0
            if title:
                page.merge_range(
                    0, 0, 0, len(known) - 1, f"List {number}: as the template has it"
                )
                top = 1
            for column, heading in enumerate(known):
                page.write(top, column, renamed.get(heading, heading))
            for row, cells in enumerate(lists.get(number, ()), top + 1):
                for heading, value in cells.items():
                    if value == "#N/A":
                        page.write_formula(
                            row, known.index(heading), "=NA()", None, "#N/A"
                        )
                    else:
                        page.write(row, known.index(heading), value)
    return path


def csv_file(path: Path, *rows: Sequence[str]) -> Path:
    """A CSV file of these rows."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def worker_xml(**elements: object) -> str:
    """One worker of a census: a full-time case holder unless told otherwise."""
    facts = {
        "AgencyWorker": 0,
        "SWENo": "SW0000000001",
        "FTE": 1,
        "OrgRole": 5,
        **elements,
    }
    inside = "".join(
        f"<{name}>{value}</{name}>"
        for name, value in facts.items()
        if value is not None
    )
    return f"<CSWWWorker>{inside}</CSWWWorker>"


def census(path: Path, *workers: str, day: str = "2026-09-07", start: str = "") -> Path:
    """A workforce census with these workers."""
    header = f"<Header><CollectionDetails><ReferenceDate>{day}</ReferenceDate></CollectionDetails></Header>"
    path.write_text(f"{start}<Message>{header}{''.join(workers)}</Message>", "utf-8")
    return path


def come(
    path: Path, kind: Kind = "annex-a", policy: str = "children-workload", **asked: Any
) -> Imported:
    """What an export comes to on the day of the tests."""
    return imported(path, kind, load_policy(policy), Asked(**{"today": DAY, **asked}))


def cases(path: Path, **asked: Any) -> dict[str, Case]:
    """Each imported case by its id."""
    return come(path, **asked).team.case


def said(done: Imported) -> dict[str, int]:
    """How often each thing was said, by its first words."""
    return {one.said: one.count for one in done.quality.findings}
