"""Writes a calibration into one folder: a page, tables, JSON, the proposed policy, and the backtest beside it."""

import json
from pathlib import Path

from allocator.domain.calibration import Between, Calibration
from allocator.report import backtest_files, proposed_weighting
from allocator.report.backtest import Replayed
from allocator.report.calibrated import Calibrated
from allocator.report.calibration import PAGE
from allocator.report.saving import save
from allocator.report.study import Study
from allocator.report.tables import Cell, csv_text


def write(
    found: Calibrated, tested: Replayed | None, study: Study, path: Path, folder: Path
) -> list[Path]:
    """Writes the files and returns where they are; ``path`` is the file of the current policy."""
    from allocator.report import study_page

    texts = {
        PAGE: study_page.html(study),
        "calibration.csv": csv(found.account),
        "calibration.json": json_text(found.account),
        proposed_weighting.policy_file(found): proposed_weighting.policy_text(
            found, path, folder
        ),
        proposed_weighting.weighting_file(found): proposed_weighting.weighting_text(
            found, path, folder
        ),
    }
    contents = {name: text.encode() for name, text in texts.items()}
    stale: set[str] = {backtest_files.PAGE}
    if tested is not None:
        contents |= backtest_files.rendered(tested)
    return save(contents, folder, stale=stale - contents.keys())


def json_text(account: Calibration) -> str:
    """The account exactly as the contract has it: its names, its order, two spaces deep."""
    content = account.model_dump(mode="json", by_alias=True)
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def csv(account: Calibration) -> str:
    """One row for every number of the weighting."""
    heading = (
        "term", "key", "counts", "current", "proposed", "finding", "low", "high", "alone", "alone_low", "alone_high",
        "from_diaries_percent", "cases", "people", "variance_inflation", "entangled",
    )  # fmt: skip
    return csv_text(
        heading,
        [
            (
                one.term,
                one.key,
                one.counts,
                one.current,
                one.proposed,
                one.finding,
                *_ends(one.estimate),
                one.alone.value if one.alone else None,
                *_ends(one.alone),
                one.from_diaries_percent,
                one.cases,
                one.people,
                one.variance_inflation,
                one.entangled,
            )
            for one in account.numbers
        ],
    )


def _ends(found: Between | None) -> tuple[Cell, Cell]:
    return (found.low, found.high) if found else (None, None)
