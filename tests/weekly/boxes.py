"""An inbox and an outbox, and small weeks of one team under the policy ``caseload-count``."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from allocator.policy.loading import load_policy
from allocator.solvers.answer import Limits, Stop
from allocator.weekly.running import Ran, run_week

NOW = datetime(2026, 9, 21, 6, 30, tzinfo=UTC)
SENTINEL = "Zebedee Quillfeather"
WORKERS = f"""\
worker_id,contracted_hours,name,max_cases
W1,37,{SENTINEL},
W2,37,Ben Wren,
W3,37,Cyd Lark,1
"""
FIRST = """\
case_id,type,worker_id,urgency,referral_date
H1,assessment,W1,,2026-08-01
H2,assessment,W2,,2026-08-01
H3,assessment,W3,,2026-08-01
C1,assessment,,urgent,2026-09-13
C2,assessment,,high,2026-09-14
"""
SECOND = """\
case_id,type,worker_id,urgency,referral_date
H1,assessment,W2,,2026-08-01
H3,assessment,W3,,2026-08-01
C1,assessment,W1,urgent,2026-09-13
C2,assessment,,urgent,2026-09-14
C3,assessment,,low,2026-09-21
"""


class Boxes:
    """Both folders, with no file in them."""

    def __init__(self, folder: Path) -> None:
        self.inbox, self.outbox = folder / "inbox", folder / "outbox"
        self.inbox.mkdir(parents=True)
        self.outbox.mkdir()

    def put(self, name: str, cases: str = FIRST, workers: str = WORKERS) -> Path:
        """A batch in the inbox."""
        place = self.inbox / name
        place.mkdir()
        (place / "workers.csv").write_text(workers, encoding="utf-8")
        (place / "cases.csv").write_text(cases, encoding="utf-8")
        return place

    def run(self, stop: Stop | None = None, **asked: Any) -> Ran:
        """One weekly run, which finds files settled unless told otherwise."""
        settings = {"settle_seconds": 0.0, "clock": lambda: NOW, **asked}
        limits = Limits(stop=stop or Stop())
        return run_week(
            self.inbox,
            self.outbox,
            load_policy("caseload-count"),
            limits=limits,
            **settings,
        )

    def read(self, name: str) -> Any:
        """A JSON file of the outbox."""
        return json.loads((self.outbox / name).read_bytes())

    @property
    def weeks(self) -> list[str]:
        """The folders of weeks."""
        return sorted(path.parent.name for path in self.outbox.glob("*/week.json"))

    @property
    def log(self) -> list[dict[str, Any]]:
        """Every line of the log that is whole."""
        lines = (self.outbox / "log.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.endswith("}")]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path in it."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def results(ran: Ran) -> Sequence[tuple[str, str]]:
    """What became of each batch, and why."""
    return [(one.result, one.why) for one in ran.status.batches]
