"""The waiting list as text and files: a page, a table and JSON."""

import json
from pathlib import Path

from allocator.domain.waiting import WaitingList
from allocator.report.columns import table, wrapped
from allocator.report.rendering import render
from allocator.report.saving import save
from allocator.report.tables import csv_text
from allocator.report.waiting import CLOCK_WORDS, Waiting, blocks, lead, row
from allocator.report.wording import words

PAGE = "waiting.html"
_SHOWN, _SHOWN_BELOW = 200, 3
_TOLD = 20


def write(waiting: Waiting, folder: Path) -> list[Path]:
    """Writes the files, all of them or none, and returns where they are."""
    return save(rendered(waiting), folder)


def rendered(waiting: Waiting) -> dict[str, bytes]:
    """What each file holds, by name."""
    texts = {
        "waiting.json": json_text(waiting.account),
        "waiting.csv": list_table(waiting),
        PAGE: html(waiting),
    }
    return {name: content.encode() for name, content in texts.items()}


def json_text(account: WaitingList) -> str:
    """The account exactly as the contract has it: its names, its order, two spaces deep."""
    content = account.model_dump(mode="json", by_alias=True)
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def list_table(waiting: Waiting) -> str:
    """One row for each waiting case, the most overdue first."""
    heading = (
        "case_id", "group_id", "type", "team", "urgency", "urgency_assumed", "referral_date", "days_waiting",
        "allowed_days", "due_by", "clock", "days_over", "could_take", "ruled_out_by", "blocked",
    )  # fmt: skip
    rows = (
        (
            case.case_id,
            case.group_id,
            case.type,
            case.team,
            case.urgency,
            "yes" if case.urgency_assumed else "no",
            case.referral_date.isoformat() if case.referral_date else None,
            case.days_waiting,
            case.allowed_days,
            case.due_by.isoformat() if case.due_by else None,
            case.clock,
            case.days_over,
            case.could_take,
            case.ruled_out_by,
            "; ".join(said.rstrip(".") for said in blocks(waiting, case)),
        )
        for case in waiting.account.cases
    )
    return csv_text(heading, rows)


def text(waiting: Waiting) -> str:
    """The list in 80 columns: the most overdue first, each with what keeps it waiting."""
    account = waiting.account
    told = [wrapped(lead(waiting))]
    rows = [row(waiting, case) for case in account.cases]
    if rows:
        heading = ("Case", "What", "Waits", "Clock")
        told.append(table(heading, [one[:4] for one in rows[:_TOLD]], (12, 32, 12)))
        told.append(["WHAT KEEPS THEM WAITING"])
        for one in rows[:_TOLD]:
            told[-1] += wrapped(
                f"{one[0]}: {' '.join(one[4]) or 'not told.'}", indent=2
            )
    if len(rows) > _TOLD:
        told.append([f"and {len(rows) - _TOLD:,} more; --out writes them all."])
    told.append(["The engine proposes; people decide."])
    return "\n\n".join("\n".join(lines) for lines in told) + "\n"


def html(waiting: Waiting) -> str:
    """One page that needs nothing else; the same list gives the same text."""
    account = waiting.account
    return render(
        "waiting.html",
        account=account,
        counts=[(CLOCK_WORDS[one], number) for one, number in account.counts.items()],
        lead=lead(waiting),
        policy=words(account.policy.name),
        rows=[(case, row(waiting, case)) for case in account.cases],
        shown=_SHOWN,
        shown_below=_SHOWN_BELOW,
    )
