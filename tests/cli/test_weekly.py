import fcntl
import json
import os
from pathlib import Path

import pytest

from tests.cli import batches
from tests.cli.conftest import Call
from tests.importers.exports import annex_a, open_case
from tests.weekly.boxes import FIRST, SECOND, WORKERS, Boxes


@pytest.fixture
def boxes(tmp_path: Path) -> Boxes:
    """An inbox with one batch, and an empty outbox."""
    found = Boxes(tmp_path)
    found.put("first")
    return found


def _weekly(boxes: Boxes, *more: object) -> tuple[object, ...]:
    return (
        "weekly",
        boxes.inbox,
        boxes.outbox,
        "--settle",
        "0",
        *batches.POLICY,
        *more,
    )


def test_a_week_is_one_line(boxes: Boxes, call: Call) -> None:
    """The line names the batch and its folder; run again, it says that there is nothing new."""
    told, again = call(*_weekly(boxes)), call(*_weekly(boxes))

    assert (told.code, told.err) == (0, "")
    assert (
        told.out
        == "first: 2 cases placed, 0 left waiting, 0 overdue; see 2026-09-14.\n"
    )
    assert again.out == "first: nothing new; its proposal is in 2026-09-14.\n"


def test_json_is_the_status(boxes: Boxes, call: Call) -> None:
    """``--json`` prints what the outbox keeps."""
    told = call(*_weekly(boxes, "--json"))

    assert json.loads(told.out) == boxes.read("status.json")
    assert json.loads(told.out)["batches"][0]["result"] == "proposed"


def test_an_empty_inbox_is_said(tmp_path: Path, call: Call) -> None:
    """A quiet week is no failure."""
    told = call(*_weekly(Boxes(tmp_path / "empty")))

    assert (told.code, told.out) == (0, "Nothing lies in the inbox.\n")


def test_exit_codes(boxes: Boxes, call: Call) -> None:
    """Bad rows are 5, a missing folder and a held outbox 2, and a case left waiting 6 where that is asked."""
    boxes.put("bad", FIRST.replace(",high,", ",hihg,"))
    assert call(*_weekly(boxes)).code == 5

    gone = call("weekly", boxes.inbox / "gone", boxes.outbox)
    assert gone.code == 2
    assert gone.err.count("\n") == 1

    full = WORKERS.replace("37", "0")
    other = Boxes(boxes.inbox.parent / "other")
    other.put("full", FIRST, full)
    assert call(*_weekly(other, "--fail-on-unallocated")).code == 6

    with (boxes.outbox / ".lock").open("r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        held = call(*_weekly(boxes))
    assert held.code == 2
    assert f"process {os.getpid()} on " in held.err


def test_the_waiting_list_is_told_and_written(
    boxes: Boxes, tmp_path: Path, call: Call
) -> None:
    """Text, JSON and files say the same, and history says what kept a case waiting."""
    call(*_weekly(boxes))
    batch = boxes.put("second", SECOND)
    asked = (
        "waiting",
        batch,
        "--history",
        boxes.outbox,
        "--as-of",
        "2026-09-21",
        *batches.POLICY,
    )

    told = call(*asked, "--out", tmp_path / "out")

    assert told.code == 0
    assert told.out.startswith(
        "2 cases waiting: 1 is overdue and 0 due. The longest wait is 7 days."
    )
    assert "was proposed, and nobody took it up." in " ".join(told.out.split())
    assert told.out.endswith("open waiting.html to read it.\n")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "waiting.html",
        "waiting.csv",
        "waiting.json",
    }
    printed = call(*asked, "--json").out
    assert (tmp_path / "out" / "waiting.json").read_text(encoding="utf-8") == printed
    assert json.loads(printed)["cases"][0]["case_id"] == "C2"
    assert json.loads(printed)["weeks_looked_back"] == 1


def test_a_history_that_is_not_there_is_told(tiny: Path, call: Call) -> None:
    """A misspelt folder is one line, not an empty history."""
    told = call("waiting", tiny, "--history", tiny / "gone", *batches.POLICY)

    assert told.code == 2
    assert "there is no such folder" in told.err


def test_fairness_is_told_and_written(boxes: Boxes, tmp_path: Path, call: Call) -> None:
    """Who was given what, with duty beside it where there is a rota; groups go to files of their own."""
    boxes.put("second", SECOND)
    call(*_weekly(boxes))
    rota, said = tmp_path / "rota.csv", tmp_path / "said.csv"
    rota.write_text("worker_id,date\nW1,2026-09-15\n")
    said.write_text("worker_id,characteristic,value\nW1,sex,f\nW2,sex,m\nW3,sex,m\n")
    asked = ("fairness", boxes.outbox, *batches.POLICY)

    plain, told = (
        call(*asked),
        call(
            *asked, "--rota", rota, "--characteristics", said, "--out", tmp_path / "out"
        ),
    )

    assert plain.code == told.code == 0
    assert plain.out.startswith("2 cases went to somebody new from 14 September 2026 ")
    assert "Duty" not in plain.out
    assert "Duty / share" in told.out
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "fairness.html", "fairness.csv", "fairness.json", "equality.html", "equality.csv", "equality.json",
    }  # fmt: skip
    equality = json.loads((tmp_path / "out" / "equality.json").read_bytes())
    assert equality["groups"] == []
    assert equality["not_shown"] == [
        "sex: no two groups of 5 people or more, so nothing is told of it."
    ]
    assert json.loads(call(*asked, "--json").out)["new_cases"] == 2


def test_groups_are_never_printed(boxes: Boxes, tmp_path: Path, call: Call) -> None:
    """What is told of groups has files of its own, so that it is not passed on with the rest by chance."""
    said = tmp_path / "said.csv"
    said.write_text("worker_id,characteristic,value\nW1,sex,f\n")

    told = call("fairness", boxes.outbox, "--characteristics", said)

    assert told.code == 2
    assert "--characteristics needs --out" in told.err


def test_an_annex_a_of_each_week_becomes_a_week(tmp_path: Path, call: Call) -> None:
    """A workbook as inspectors ask for it is imported, proposed for and noted; --workers is for it alone."""
    found = Boxes(tmp_path)
    annex_a(found.inbox, {6: [open_case("1"), open_case("2", worker="")]})
    asked = ("weekly", found.inbox, found.outbox, "--settle", "0")

    told = call(*asked, "--kind", "annex-a")

    assert (told.code, told.err) == (0, "")
    [week] = found.weeks
    cases = {one["case_id"]: one for one in found.read(f"{week}/week.json")["cases"]}
    assert {*cases} == {"1", "2"}
    assert cases["1"]["worker_id"]
    assert not cases["2"]["worker_id"]
    assert "hours are not known" in " ".join(
        (found.outbox / week / "data-quality.txt").read_text().split()
    )
    assert {path.name for path in found.inbox.iterdir()} == {"annex.xlsx"}
    refused = call(*asked, "--workers", tmp_path)
    assert refused.code == 2
    assert "--workers is for Annex A" in refused.err
