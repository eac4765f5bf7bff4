"""Interruptions of a real process: what is promised is an end within two seconds, and nothing half written."""

import json
import signal
from pathlib import Path

import pytest

from tests.cli.command import Watched
from tests.cli.test_allocate import BRIEF, FILES, is_complete

pytestmark = pytest.mark.slow

_LONG = ("--work", "100000", "--seconds", "120")
_SHORT = ("--work", "100000", "--seconds", "0.5")
_PROMISED_SECONDS = 2
# Coverage and other tests slow a machine of two cores.
_BUSY_SECONDS = 1.5
# Lets a run take what it needs after a signal, so that a busy machine does not decide what is saved.
_PATIENT = (
    "-c",
    "from allocator.cli import main, running\n"
    "running._PATIENCE_SECONDS = 60\n"
    "main.main()",
)


@pytest.mark.parametrize(
    ("number", "step", "redrawn", "limits"),
    [
        (signal.SIGTERM, "Reading the batch", 0, _LONG),
        (signal.SIGINT, "Looking for the best", 0, _LONG),
        (signal.SIGTERM, "Looking for the best", 20, _LONG),
        (signal.SIGINT, "Judging and explaining", 0, _SHORT),
    ],
    ids=["reading", "solving", "searching", "reporting"],
)
def test_a_large_run_ends_soon(
    number: signal.Signals,
    step: str,
    redrawn: int,
    limits: tuple[str, ...],
    large: Path,
    tmp_path: Path,
) -> None:
    """Wherever a run is, a signal ends it with 130 within two seconds; what is in the folder is whole."""
    out = tmp_path / "out"
    watched = Watched("allocate", large, "--out", out, *limits)
    watched.wait_for(step, redrawn)

    told, seconds = watched.end(number)

    assert told.code == 130
    assert seconds < _PROMISED_SECONDS + _BUSY_SECONDS
    assert "Traceback" not in told.err
    assert "\x1b[?25h" in told.err  # the cursor is back
    if "nothing was written" in told.err:
        assert not out.exists() or not set(FILES) & {p.name for p in out.iterdir()}
    else:
        assert is_complete(out)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_best_so_far_is_saved(
    number: signal.Signals, hard: Path, tmp_path: Path
) -> None:
    """A search that is interrupted leaves its best proposal, complete, judged, and marked as not proven."""
    watched = Watched("allocate", hard, "--out", tmp_path, *_LONG, program=_PATIENT)
    watched.wait_for("Looking for the best", redrawn=10)

    told, _ = watched.end(number)

    assert told.code == 130
    assert "Stopped early: this is the best found so far." in " ".join(told.out.split())
    assert sorted(path.name for path in tmp_path.iterdir()) == BRIEF
    assert is_complete(tmp_path)
    document = json.loads((tmp_path / "proposal.json").read_text(encoding="utf-8"))
    assert document["status"] == "feasible"
    assert document["assignments"]
    assert document["measures"]["engine"]["rule_breaches"] == 0


@pytest.mark.parametrize("name", ["compare", "explain"])
def test_other_searches_end_soon_too(name: str, hard: Path) -> None:
    """Commands that only print end with 130 as well."""
    case = ["C0400"] if name == "explain" else []
    watched = Watched(name, hard, *case, *_LONG)
    watched.wait_for("Asking engine" if name == "compare" else "Looking", redrawn=5)

    told, seconds = watched.end(signal.SIGTERM)

    assert told.code == 130
    assert seconds < _PROMISED_SECONDS + _BUSY_SECONDS
    assert "Traceback" not in told.err
