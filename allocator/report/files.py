"""Writes every report of a proposal into one folder: all of them, or none."""

import json
from pathlib import Path

from allocator.domain.account import Account
from allocator.report import tables
from allocator.report.outcome import Outcome
from allocator.report.saving import save

DRAWN = ("proposal.html", "proposal.xlsx")
MOVES = "moves.csv"


def write(outcome: Outcome, folder: Path) -> list[Path]:
    """Writes the files and returns where they are; on any failure what was there before stays.

    After an interruption only JSON and CSV are written: there is no time to draw. Raises AllocatorError, in one line,
    where the folder cannot take them.
    """
    contents = brief(outcome) if outcome.interrupted else rendered(outcome)
    return save(contents, folder, stale={*DRAWN, MOVES} - contents.keys())


def rendered(outcome: Outcome) -> dict[str, bytes]:
    """What each file holds, by name."""
    # They take half a second to import, which a summary on the terminal need not wait for.
    from allocator.report import page, workbook

    return {
        **brief(outcome),
        "proposal.html": page.html(outcome).encode(),
        "proposal.xlsx": workbook.xlsx(outcome),
    }


def brief(outcome: Outcome) -> dict[str, bytes]:
    """What the files for other programs hold, which take no time to make."""
    texts = {
        "proposal.json": json_text(outcome.account),
        "allocations.csv": tables.allocations(outcome),
        "workload.csv": tables.workload(outcome),
        "unallocated.csv": tables.unallocated(outcome),
    }
    if outcome.asked is not None:
        texts[MOVES] = tables.moves(outcome)
    return {name: text.encode() for name, text in texts.items()}


def json_text(account: Account) -> str:
    """The account exactly as the contract has it: its names, its order, two spaces deep."""
    content = account.model_dump(mode="json", by_alias=True)
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
