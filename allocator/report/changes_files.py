"""What changed since last week as files: a page, text, tables and JSON."""

import json

from allocator.domain.weekly import Changes
from allocator.report.changes import (
    KIND_WORDS,
    Changed,
    followed,
    followed_up,
    lead,
    outcome,
    sections,
)
from allocator.report.columns import wrapped
from allocator.report.rendering import render
from allocator.report.tables import csv_text

PAGE = "changes.html"
_SHOWN = 200


def rendered(changed: Changed) -> dict[str, bytes]:
    """What each file holds, by name."""
    texts = {
        "changes.json": json_text(changed.account),
        "changes.csv": changes_table(changed),
        "followed.csv": followed_table(changed),
        "changes.txt": text(changed),
        PAGE: html(changed),
    }
    return {name: content.encode() for name, content in texts.items()}


def json_text(account: Changes) -> str:
    """The account exactly as the contract has it: its names, its order, two spaces deep."""
    content = account.model_dump(mode="json", by_alias=True)
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def changes_table(changed: Changed) -> str:
    """One row for each thing that changed."""
    heading = (
        "change", "case_id", "from_worker_id", "to_worker_id", "urgency", "urgency_before", "in_words",
    )  # fmt: skip
    rows = (
        (
            one.kind,
            one.case_id,
            one.from_worker_id,
            one.to_worker_id,
            one.urgency,
            one.urgency_before,
            KIND_WORDS[one.kind],
        )
        for one in changed.account.changes
    )
    return csv_text(heading, rows)


def followed_table(changed: Changed) -> str:
    """One row for each case that waited a week ago."""
    heading = (
        "case_id", "proposed_worker_id", "worker_id", "result", "source", "batch_differs", "in_words",
    )  # fmt: skip
    rows = (
        (
            one.case_id,
            one.proposed_worker_id,
            one.worker_id,
            one.result,
            one.source,
            "yes" if one.differs else "no",
            outcome(one),
        )
        for one in changed.account.followed
    )
    return csv_text(heading, rows)


def text(changed: Changed) -> str:
    """Everything that changed, in 80 columns."""
    told = [wrapped(lead(changed))]
    if said := followed_up(changed):
        told.append(wrapped(said))
    told += [
        [heading.upper(), *(_line(one.case_id, one.said) for one in found)]
        for heading, found in sections(changed)
    ]
    if found := followed(changed):
        became = [_line(one.case_id, f"{one.label}; {one.said}") for one in found]
        told.append(["LAST WEEK'S PROPOSAL", *became])
    told.append(["The engine proposes; people decide."])
    return "\n\n".join("\n".join(lines) for lines in told) + "\n"


def html(changed: Changed) -> str:
    """One page that needs nothing else; the same facts give the same text."""
    return render(
        "changes.html",
        account=changed.account,
        followed=followed(changed),
        followed_up=followed_up(changed),
        lead=lead(changed),
        sections=sections(changed),
        shown=_SHOWN,
    )


def _line(case_id: str, said: str) -> str:
    return "\n".join(wrapped(f"{case_id}: {said}", indent=2))
