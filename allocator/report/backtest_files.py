"""Writes a backtest into one folder: a page, tables and JSON, all of them or none."""

import json
from pathlib import Path

from allocator.domain.backtest import Backtest
from allocator.report import backtest_tables
from allocator.report.backtest import Replayed
from allocator.report.saving import save

PAGE = "backtest.html"


def write(tested: Replayed, folder: Path) -> list[Path]:
    """Writes the files and returns where they are; after an interruption there is no time to draw the page."""
    contents = brief(tested) if tested.left_out else rendered(tested)
    return save(contents, folder, stale={PAGE} - contents.keys())


def rendered(tested: Replayed) -> dict[str, bytes]:
    """What each file holds, by name."""
    # Half a second to import, which a summary on the terminal need not wait for.
    from allocator.report import backtest_page

    return {**brief(tested), PAGE: backtest_page.html(tested).encode()}


def brief(tested: Replayed) -> dict[str, bytes]:
    """What the files for other programs hold, which take no time to make."""
    texts = {
        "backtest.json": json_text(tested.account),
        "backtest-measures.csv": backtest_tables.measures(tested),
        "backtest-workers.csv": backtest_tables.workers(tested),
        "backtest-cases.csv": backtest_tables.cases(tested),
    }
    return {name: text.encode() for name, text in texts.items()}


def json_text(account: Backtest) -> str:
    """The account exactly as the contract has it: its names, its order, two spaces deep."""
    content = account.model_dump(mode="json", by_alias=True)
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
