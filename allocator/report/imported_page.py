"""The data-quality report of an import as one page that needs nothing else: no script, no network."""

from allocator.domain.imported import Quality
from allocator.report.imported_words import (
    TITLES,
    by_kind,
    lead,
    missing,
    provisional,
    remedy,
    said,
    where,
)
from allocator.report.rendering import render
from allocator.report.wording import day, plain

_HINTS_SHOWN = 100


def html(told: Quality) -> str:
    """The whole page; the same import gives the same text."""
    return render(
        "imported.html",
        account=told,
        about=_about(told),
        findings=[
            (heading, [(said(one), where(one.where, one.count), remedy(one)) for one in found])
            for heading, found in by_kind(told)
        ],
        hints=[
            (hint.group_id, ", ".join(hint.case_ids), ", ".join(hint.shared))
            for hint in told.hints[:_HINTS_SHOWN]
        ],
        hints_left=max(len(told.hints) - _HINTS_SHOWN, 0),
        how_to_read=_how_to_read(),
        improvements=[
            (f"{one.table}.csv", one.column if one.of else "", missing(one), one.lost)
            for one in told.improvements
        ],
        kind=TITLES.get(told.kind, plain(told.kind)),
        lead=lead(told),
        provisional=provisional(told),
        share=_share,
    )  # fmt: skip


def _share(filled: int, of: int) -> str:
    return f"{100 * filled // of}%" if of else ""


def _how_to_read() -> list[str]:
    return [
        "Nothing here is a proposal: it says how far a proposal from these files can be relied on.",
        "Rows are those of the export, as a spreadsheet numbers them. No person is named on this page.",
        "Disagreements are told and settled one way; the export is never changed. Mend it there, and import again.",
        "What improves a proposal most is ordered by how much a blank column costs and how often it is blank.",
        "Fill columns in a copy of workers.csv and give it with --workers next time: nothing has to be typed twice.",
    ]


def _about(told: Quality) -> list[tuple[str, str]]:
    return [
        ("Read as", f"{TITLES.get(told.kind, told.kind)}, by {plain(told.format)}"),
        ("Checked for", plain(told.policy)),
        ("Day of the export", day(told.as_of) if told.as_of else "not known"),
        ("Version of case-allocator", plain(told.version)),
    ]
