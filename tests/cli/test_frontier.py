import json
import signal
from pathlib import Path

import pytest

from tests.cli import batches
from tests.cli.command import Watched
from tests.cli.conftest import Call


def test_the_curve_is_told(tiny: Path, call: Call) -> None:
    """The text says where the policy stands and has a row for every worth."""
    told = call("frontier", tiny, *batches.POLICY)

    assert told.code == 0
    assert told.err == ""
    assert told.out.startswith(
        "With one level of skill match worth 3 percentage points"
    )
    assert sum(line.endswith(" now") for line in told.out.splitlines()) == 1
    assert all(len(line) <= 80 for line in told.out.splitlines())


def test_files_are_written_and_named(tiny: Path, tmp_path: Path, call: Call) -> None:
    """``--out`` writes the page, the table and the JSON that ``--json`` prints, and says which to open."""
    out = tmp_path / "out"

    told = call("frontier", tiny, *batches.POLICY, "--out", out)
    printed = call("frontier", tiny, *batches.POLICY, "--json").out

    assert told.out.endswith(f"\nWritten to {out}: open frontier.html to read it.\n")
    assert {path.name for path in out.iterdir()} == {
        "frontier.html",
        "frontier.csv",
        "frontier.json",
    }
    assert (out / "frontier.json").read_text(encoding="utf-8") == printed


def test_json_is_the_contract(tiny: Path, call: Call) -> None:
    """``--json`` prints one document with its fields in their order, and one point marked as the policy's."""
    document = json.loads(call("frontier", tiny, *batches.POLICY, "--json").out)

    assert list(document) == [
        "schema",
        "policy",
        "inputs",
        "as_of",
        "seed",
        "version",
        "points",
    ]
    assert [p["skill_level"] for p in document["points"] if p["is_current"]] == [3]


def test_3_for_a_clash(tmp_path: Path, call: Call) -> None:
    """Pins that cannot hold are told, and nothing is written."""
    pins = "case_id,worker_id\nC2,W3\nC3,W3\n"
    batch = batches.write(tmp_path / "batch", pins=pins)

    told = call("frontier", batch, *batches.POLICY, "--out", tmp_path / "out")

    assert told.code == 3
    assert told.err.startswith("These cannot all hold: ")
    assert not (tmp_path / "out").exists()


def test_5_for_faults(tmp_path: Path, call: Call) -> None:
    """Every fault is told, and nothing is written."""
    batch = batches.write(
        tmp_path / "batch", cases=batches.CASES.replace("low", "slow")
    )

    told = call("frontier", batch, *batches.POLICY, "--out", tmp_path / "out")

    assert told.code == 5
    assert told.err.startswith("cases.csv row 6, urgency: ")
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_130_soon_after_a_signal(hard: Path) -> None:
    """A polite kill before the policy as it is was finished ends with 130, and says so."""
    watched = Watched("frontier", hard, "--work", "100000", "--seconds", "120")
    watched.wait_for("1 of 9", redrawn=5)

    told, seconds = watched.end(signal.SIGTERM)

    assert told.code == 130
    assert seconds < 3.5  # two are promised, and tests share a machine
    assert told.out == ""
    assert "nterrupted" in told.err
    assert "Traceback" not in told.err
