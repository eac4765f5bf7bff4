import json
from pathlib import Path

import pytest

from tests.cli import batches
from tests.cli.conftest import Call

ROOMY = batches.WORKERS.replace(",1,yes,", ",,yes,")
CASES = batches.CASES + "".join(f"D{n},assessment,,low,,,\n" for n in range(4))


@pytest.fixture
def open_to_all(tmp_path: Path) -> Path:
    """Three people and seven waiting cases that leave much to choose."""
    return batches.write(tmp_path / "open", workers=ROOMY, cases=CASES)


def test_plans_are_told(open_to_all: Path, call: Call) -> None:
    """The text has each plan and the cases on which they differ."""
    told = call("plans", open_to_all, *batches.POLICY)

    assert told.code == 0
    assert told.err == ""
    assert told.out.startswith("3 plans to choose from; any two give at least ")
    assert "\nPlan 3\n" in told.out


def test_files_are_written_and_named(
    open_to_all: Path, tmp_path: Path, call: Call
) -> None:
    """``--out`` writes the page, the table and the JSON that ``--json`` prints, and says which to open."""
    out = tmp_path / "out"

    told = call("plans", open_to_all, *batches.POLICY, "--out", out)
    printed = call("plans", open_to_all, *batches.POLICY, "--json").out

    assert told.out.endswith(f"\nWritten to {out}: open plans.html to read it.\n")
    names = {path.name for path in out.iterdir()}
    assert names == {"plans.html", "plans.csv", "plans.json"}
    assert (out / "plans.json").read_text(encoding="utf-8") == printed


def test_how_many_and_how_different_can_be_asked(open_to_all: Path, call: Call) -> None:
    """Two plans that differ in at least half of the households."""
    asked = ("--count", 2, "--differ", 50, "--json")

    document = json.loads(call("plans", open_to_all, *batches.POLICY, *asked).out)

    assert document["schema"] == 1
    assert len(document["plans"]) == 2
    assert document["households_to_differ"] == 4
    assert document["plans"][1]["households_differ"][0] >= 4


@pytest.mark.parametrize(
    "asked", [("--count", 1), ("--differ", 0), ("--differ", "nan"), ("--differ", 101)]
)
def test_2_for_what_makes_no_sense(
    asked: tuple[object, ...], tiny: Path, call: Call
) -> None:
    """A single plan is no choice, and no difference is no other plan."""
    assert call("plans", tiny, *asked).code == 2


def test_3_for_a_clash(tmp_path: Path, call: Call) -> None:
    """Pins that cannot hold are told, and nothing is written."""
    pins = "case_id,worker_id\nC2,W3\nC3,W3\n"
    batch = batches.write(tmp_path / "batch", pins=pins)

    told = call("plans", batch, *batches.POLICY, "--out", tmp_path / "out")

    assert told.code == 3
    assert told.err.startswith("These cannot all hold: ")
    assert not (tmp_path / "out").exists()


def test_5_for_faults(tmp_path: Path, call: Call) -> None:
    """Every fault is told, and nothing is written."""
    cases = batches.CASES.replace("low", "slow")
    batch = batches.write(tmp_path / "batch", cases=cases)

    told = call("plans", batch, *batches.POLICY, "--out", tmp_path / "out")

    assert told.code == 5
    assert not (tmp_path / "out").exists()
