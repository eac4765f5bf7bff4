import csv
import json
from pathlib import Path

from allocator.report.files import MOVES
from tests.cli import batches
from tests.cli.conftest import Call


def test_moves_are_told_and_written(tiny: Path, tmp_path: Path, call: Call) -> None:
    """The text has a section, and the folder the files of a proposal with moves.csv beside them."""
    out = tmp_path / "out"

    told = call("rebalance", tiny, *batches.POLICY, "--leaver", "W1", "--out", out)

    assert told.code == 0
    assert told.err == ""
    assert "CASES THAT WOULD MOVE" in told.out
    assert "W1 leaves." in told.out
    *lines, _, written = told.out.splitlines()
    assert all(len(line) <= 80 for line in lines)
    assert written == f"Written to {out}: open proposal.html to read it."
    document = json.loads((out / "proposal.json").read_text(encoding="utf-8"))
    [move] = document["moves"]
    assert (move["case_id"], move["from_worker_id"]) == ("H1", "W1")
    rows = list(csv.DictReader((out / MOVES).read_text("utf-8-sig").splitlines()))
    assert [(row["case_id"], row["from_worker_name"]) for row in rows] == [("H1", "Ana Zoë")]  # fmt: skip
    page = (out / "proposal.html").read_text(encoding="utf-8")
    assert "Cases that would move" in page
    assert "Without moves" in page


def test_a_later_allocation_leaves_no_moves_behind(
    tiny: Path, tmp_path: Path, call: Call
) -> None:
    """The moves of an earlier run would tell another story than the proposal beside them."""
    out = tmp_path / "out"
    call("rebalance", tiny, *batches.POLICY, "--leaver", "W1", "--out", out)

    call("allocate", tiny, *batches.POLICY, "--out", out)

    assert not (out / MOVES).exists()


def test_json_alone_is_what_is_written(tiny: Path, tmp_path: Path, call: Call) -> None:
    """The same document, but for the time it took."""
    out = tmp_path / "out"
    asked = ("rebalance", tiny, *batches.POLICY, "--moves", 1)

    printed = json.loads(call(*asked, "--json").out)
    call(*asked, "--out", out)

    written = json.loads((out / "proposal.json").read_text(encoding="utf-8"))
    assert printed | {"seconds": 0} == written | {"seconds": 0}


def test_nothing_worth_moving_is_said(tiny: Path, call: Call) -> None:
    """An even team is told so in words."""
    told = call("rebalance", tiny, *batches.POLICY, "--moves", 0)

    assert told.code == 0
    assert "No held case is worth moving under this policy." in told.out


def test_who_is_not_known_is_told_in_a_line(tiny: Path, call: Call) -> None:
    """A misspelt id is exit code 2, with the nearest."""
    told = call("rebalance", tiny, *batches.POLICY, "--leaver", "W11")

    assert told.code == 2
    assert told.err == "No worker is called 'W11'. Did you mean 'W1'?\n"


def test_a_pin_to_someone_who_leaves_is_exit_code_3(tmp_path: Path, call: Call) -> None:
    """The clash is named, and with --json told as a document."""
    folder = batches.write(
        tmp_path / "pinned", pins="case_id,worker_id,kind\nH1,W1,must\n"
    )

    told = call("rebalance", folder, *batches.POLICY, "--leaver", "W1", "--json")

    assert told.code == 3
    assert "W1 leaves." in told.err
    assert json.loads(told.out)["status"] == "impossible"
