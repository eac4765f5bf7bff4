import json
import signal
from pathlib import Path

import pytest

from tests.cli import batches
from tests.cli.command import Watched
from tests.cli.conftest import Call

BOTH = ("--policy", "caseload-count", "--policy", "caseload-three-point")
FILES = {
    "backtest.html",
    "backtest.json",
    "backtest-measures.csv",
    "backtest-workers.csv",
    "backtest-cases.csv",
}


@pytest.fixture
def weeks(tmp_path: Path) -> tuple[Path, Path]:
    """Two small batches of past weeks."""
    high = batches.CASES.replace("urgent,court", "high,court")
    return (
        batches.write(tmp_path / "week 1"),
        batches.write(tmp_path / "week 2", cases=high),
    )


def test_two_policies_are_compared_on_every_batch(
    weeks: tuple[Path, Path], call: Call
) -> None:
    """The text says what both would have proposed, batch by batch, and that people decide."""
    told = call("backtest", *weeks, *BOTH)

    assert told.code == 0
    assert told.err == ""
    assert told.out.startswith("Of 6 waiting cases in 2 batches, ")
    assert "\nweek 1 " in told.out
    assert "\nweek 2 " in told.out
    assert told.out.endswith("The engine proposes; people decide.\n")
    assert all(len(line) <= 80 for line in told.out.splitlines())


def test_files_are_written_and_named(
    weeks: tuple[Path, Path], tmp_path: Path, call: Call
) -> None:
    """``--out`` writes the page, the tables and the JSON that ``--json`` prints, and says which to open."""
    out = tmp_path / "out"

    told = call("backtest", *weeks, *BOTH, "--out", out)
    printed = call("backtest", *weeks, *BOTH, "--json").out

    assert told.out.endswith(f"\nWritten to {out}: open backtest.html to read it.\n")
    assert {path.name for path in out.iterdir()} == FILES
    assert (out / "backtest.json").read_text(encoding="utf-8") == printed


def test_json_is_the_contract(weeks: tuple[Path, Path], call: Call) -> None:
    """``--json`` prints one document with its fields in their order, and nothing else."""
    told = call("backtest", *weeks, *BOTH, "--json")

    document = json.loads(told.out)
    assert told.err == ""
    assert list(document) == [
        "schema",
        "policies",
        "seed",
        "version",
        "overall",
        "batches",
    ]
    assert document["schema"] == 1
    assert document["policies"]["second"]["name"] == "caseload-three-point"
    assert [one["batch"] for one in document["batches"]] == ["week 1", "week 2"]
    assert document["overall"]["batches"] == 2


def test_the_day_is_for_every_batch(weeks: tuple[Path, Path], call: Call) -> None:
    """``--as-of`` plans each batch from that day."""
    told = call("backtest", *weeks, *BOTH, "--json", "--as-of", "2026-03-02")

    days = {one["as_of"] for one in json.loads(told.out)["batches"]}
    assert days == {"2026-03-02"}


@pytest.mark.parametrize(
    "policies", [(), BOTH[:2], (*BOTH, "--policy", "children-workload")]
)
def test_2_unless_two_policies_are_named(
    policies: tuple[str, ...], tiny: Path, call: Call
) -> None:
    """One policy has nothing beside it, and a third no place."""
    told = call("backtest", tiny, *policies)

    assert told.code == 2
    assert told.out == ""
    assert "--policy" in told.err


def test_2_for_a_batch_given_twice(tiny: Path, call: Call) -> None:
    """Its cases would count twice."""
    told = call("backtest", tiny, tiny, *BOTH)

    assert told.code == 2
    assert told.err == f"{tiny}: is given more than once; each batch counts once.\n"


def test_3_for_a_clash(weeks: tuple[Path, Path], tmp_path: Path, call: Call) -> None:
    """Pins that cannot hold are told with the batch and the policy, and nothing is written."""
    pins = "case_id,worker_id\nC2,W3\nC3,W3\n"
    pinned = batches.write(tmp_path / "week 3", pins=pins)

    told = call("backtest", *weeks, pinned, *BOTH, "--out", tmp_path / "out")

    assert told.code == 3
    assert told.out == ""
    assert told.err.startswith("week 3 under caseload-count: these cannot all hold: ")
    assert not (tmp_path / "out").exists()


def test_5_for_faults_in_any_batch(
    weeks: tuple[Path, Path], tmp_path: Path, call: Call
) -> None:
    """Faults of all batches are told together, each with its batch, and nothing is written."""
    bad = [
        batches.write(tmp_path / name, cases=batches.CASES.replace("low", "slow"))
        for name in ("week 3", "week 4")
    ]

    told = call("backtest", *weeks, *bad, *BOTH, "--out", tmp_path / "out")

    assert told.code == 5
    assert told.out == ""
    lines = told.err.splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "week 3/cases.csv row 6, urgency",
        "week 4/cases.csv row 6, urgency",
    ]
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_130_soon_after_a_signal(tiny: Path, hard: Path, tmp_path: Path) -> None:
    """A polite kill ends the search within seconds; what was finished is told, without a page."""
    long = ("--work", "100000", "--seconds", "120", "--out", tmp_path / "out")
    watched = Watched("backtest", tiny, hard, *BOTH, *long)
    watched.wait_for("2 of 2", redrawn=5)

    told, seconds = watched.end(signal.SIGTERM)

    assert told.code == 130
    assert seconds < 3.5  # two are promised, and tests share a machine
    assert "Traceback" not in told.err
    if "nothing was written" not in told.err:
        assert "Stopped early: 1 batch left out." in told.out
        written = {path.name for path in (tmp_path / "out").iterdir()}
        assert written == FILES - {"backtest.html"}
