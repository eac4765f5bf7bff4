import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from allocator import shipped
from tests.cli import batches
from tests.cli.conftest import Call

FILES = [
    "allocations.csv",
    "proposal.html",
    "proposal.json",
    "proposal.xlsx",
    "unallocated.csv",
    "workload.csv",
]
BRIEF = [name for name in FILES if not name.endswith((".html", ".xlsx"))]

# The contract, written out: a change here is a change of "schema".
FIELDS = [
    "schema",
    "status",
    "cost",
    "bound",
    "gap_percent",
    "improvement_closed_percent",
    "seconds",
    "policy",
    "inputs",
    "as_of",
    "seed",
    "version",
    "assignments",
    "unallocated",
    "workers",
    "measures",
    "moves",
]
ASSIGNMENT = [
    "case_id",
    "group_id",
    "worker_id",
    "co_worker_id",
    "units",
    "skill_match_percent",
    "reasons",
    "runner_up",
]
WORKER = [
    "worker_id",
    "team",
    "capacity",
    "units_before",
    "units_after",
    "percent_before",
    "percent_after",
    "cases_before",
    "cases_after",
    "new_cases",
    "provisional",
    "flagged",
]
MEASURES = [
    "placed",
    "unplaced",
    "unplaced_by_urgency",
    "max_percent",
    "min_percent",
    "spread_percent",
    "sd_percent",
    "over_safe_limit",
    "over_ceiling",
    "jain_index",
    "mean_skill_match_percent",
    "continuity_kept",
    "continuity_possible",
    "travel_minutes",
    "rule_breaches",
    "moved",
]


@pytest.fixture
def meeting() -> Path:
    """The team that ships for one meeting."""
    return shipped.folder("scenarios", "teams", "meeting")


def test_a_proposal_is_told_and_written(
    meeting: Path, tmp_path: Path, call: Call
) -> None:
    """The terminal shows the proposal in 80 columns and says where the six files are."""
    out = tmp_path / "new" / "folder"

    told = call("allocate", meeting, "--out", out)

    assert told.code == 0
    assert told.err == ""
    assert "best possible proven" in told.out
    assert f"Written to {out}: open proposal.html to read it." in told.out
    lines = told.out.replace(str(out), "").splitlines()
    assert all(len(line) <= 80 for line in lines)
    assert sorted(path.name for path in out.iterdir()) == FILES
    assert is_complete(out)


def test_json_is_what_is_written(meeting: Path, tmp_path: Path, call: Call) -> None:
    """``--json`` prints ``proposal.json`` and nothing else, on either stream."""
    told = call("allocate", meeting, "--json", "--out", tmp_path)

    assert told.code == 0
    assert told.err == ""
    assert told.out == (tmp_path / "proposal.json").read_text(encoding="utf-8")
    assert told.out.count("\n}\n") == 1


def test_json_is_the_contract(meeting: Path, call: Call) -> None:
    """Every field has its name, its place and its kind."""
    document = json.loads(call("allocate", meeting, "--json").out)

    assert list(document) == FIELDS
    assert document["schema"] == 1
    assert document["status"] == "optimal"
    assert document["cost"] == document["bound"]
    assert list(document["policy"]) == ["name", "digest"]
    assert set(document["inputs"]) >= {"workers.csv", "cases.csv"}
    assert all(len(digest) == 64 for digest in document["inputs"].values())
    for assignment in document["assignments"]:
        assert list(assignment) == ASSIGNMENT
        if assignment["runner_up"] is not None:
            assert list(assignment["runner_up"]) == [
                "worker_id",
                "cost_difference",
                "what_gets_worse",
            ]
    for worker in document["workers"]:
        assert list(worker) == WORKER
    ways = document["measures"]
    assert list(ways) == ["engine", "caseload_count", "caseload_count_blind"]
    for measures in ways.values():
        assert list(measures) == MEASURES
        assert list(measures["unplaced_by_urgency"]) == [
            "urgent",
            "high",
            "medium",
            "low",
        ]


def test_every_waiting_case_is_accounted_for(meeting: Path, call: Call) -> None:
    """A case is proposed for someone or left waiting with its reasons, never both and never neither."""
    document = json.loads(call("allocate", meeting, "--json").out)

    placed = [one["case_id"] for one in document["assignments"]]
    left = [one["case_id"] for one in document["unallocated"]]
    assert len(placed) + len(left) == len({*placed, *left}) == 20
    assert left
    for one in document["unallocated"]:
        assert list(one) == ["case_id", "urgency", "excluded", "unblock"]
        assert list(one["excluded"][0]) == ["worker_id", "rule", "reason"]
        assert list(one["unblock"][0]) == ["change", "text"]
        assert len(one["excluded"]) == len(document["workers"])


def test_a_folder_in_use_keeps_what_is_not_ours(
    tiny: Path, tmp_path: Path, call: Call
) -> None:
    """Last week's proposal is replaced; anything else in the folder stays."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine")
    (tmp_path / "out" / "proposal.json").write_text("old")

    told = call("allocate", tiny, "--out", tmp_path / "out", *batches.POLICY)

    assert told.code == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == sorted([*FILES, "notes.txt"])
    assert is_complete(tmp_path / "out")


def test_a_file_is_no_folder(tiny: Path, tmp_path: Path, call: Call) -> None:
    """``--out`` with a file's name is a wrong use, and the file stays."""
    (tmp_path / "out").write_text("mine")

    told = call("allocate", tiny, "--out", tmp_path / "out", *batches.POLICY)

    assert told.code == 2
    assert "is a file" in told.err
    assert (tmp_path / "out").read_text() == "mine"


def test_a_place_that_cannot_be_written_is_one_line(
    tiny: Path, tmp_path: Path, call: Call
) -> None:
    """Reports that cannot be written are told without a traceback."""
    (tmp_path / "file").write_text("mine")

    told = call("allocate", tiny, "--out", tmp_path / "file" / "x", *batches.POLICY)

    assert told.code == 2
    assert told.err.endswith("Nothing was changed.\n")
    assert told.err.count("\n") == 1


@pytest.mark.parametrize(
    "solver", ["engine", "mip", "greedy", "flow", "round-robin", "caseload-count"]
)
def test_any_solver_may_propose(solver: str, tiny: Path, call: Call) -> None:
    """A baseline's or second opinion's proposal is judged and told like the engine's."""
    told = call("allocate", tiny, "--json", "--solver", solver, *batches.POLICY)

    assert told.code == 0
    measures = json.loads(told.out)["measures"][solver.replace("-", "_")]
    assert measures["rule_breaches"] == 0


def test_what_ignores_the_rules_may_not_propose(tiny: Path, call: Call) -> None:
    """The count that ignores the rules is there to compare with, never to act on."""
    told = call("allocate", tiny, "--solver", "caseload-count-blind")

    assert told.code == 2
    assert "No solver is called 'caseload-count-blind'." in told.err


def test_a_workbook_is_a_batch(tiny: Path, tmp_path: Path, call: Call) -> None:
    """One workbook with sheets of the same names gives the same proposal as the folder."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    with xlsxwriter.Workbook(tmp_path / "batch.xlsx") as book:
        for path in sorted(tiny.iterdir()):
            sheet = book.add_worksheet(path.stem)
            for row, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
                for place, cell in enumerate(line.split(",")):
                    sheet.write_string(row, place, cell)

    folder, workbook = (
        json.loads(call("allocate", batch, "--json", *batches.POLICY).out)
        for batch in (tiny, tmp_path / "batch.xlsx")
    )

    assert list(workbook.pop("inputs")) == ["batch.xlsx"]
    assert _but(workbook, "seconds") == _but(folder, "seconds", "inputs")


def is_complete(folder: Path) -> bool:
    """Whether all six files are there, or those an interruption leaves, and each can be read to its end."""
    names = [name for name in FILES if (folder / name).is_file()]
    if names not in (FILES, BRIEF):
        return False
    held = {name: (folder / name).read_bytes() for name in names}
    json.loads(held["proposal.json"])
    if names == BRIEF:
        return all(held[name].endswith(b"\n") for name in names)
    with zipfile.ZipFile(io.BytesIO(held["proposal.xlsx"])) as book:
        whole = book.testzip() is None
    return (
        whole
        and held["proposal.html"].rstrip().endswith(b"</html>")
        and all(held[name].endswith(b"\n") for name in FILES if name.endswith(".csv"))
    )


def _but(document: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name not in names}
