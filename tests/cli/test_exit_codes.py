import json
from pathlib import Path

from tests.cli import batches
from tests.cli.conftest import Call

_CLASH = """\
case_id,worker_id,kind,reason
C1,W2,must,Took the call
"""


def test_0_for_a_proposal(tiny: Path, call: Call) -> None:
    """A proposal with every case placed is a success."""
    told = call("allocate", tiny, "--fail-on-unallocated", *batches.POLICY)

    assert told.code == 0


def test_0_for_a_case_left_waiting(tmp_path: Path, call: Call) -> None:
    """A case nobody can hold is a result, not a failure."""
    told = call("allocate", _with_a_case_for_nobody(tmp_path), *batches.POLICY)

    assert told.code == 0
    assert "2 of 3 waiting cases placed" in told.out


def test_0_for_nothing_to_do(tmp_path: Path, call: Call) -> None:
    """A week without referrals is no failure."""
    cases = "case_id,type,worker_id\nH1,assessment,W1\n"

    told = call("allocate", batches.write(tmp_path, cases=cases), *batches.POLICY)

    assert told.code == 0
    assert "nothing to propose" in told.out


def test_2_for_wrong_use(tiny: Path, call: Call) -> None:
    """An option that is not there is told, with the nearest that is."""
    told = call("allocate", tiny, "--polcy", "caseload-count")

    assert told.code == 2
    assert told.out == ""
    assert "Did you mean '--policy'?" in told.err


def test_2_for_a_command_that_is_not_there(call: Call) -> None:
    """A misspelt command is told the nearest."""
    told = call("alocate")

    assert told.code == 2
    assert "(Did you mean one of: 'allocate', 'calibrate'?)" in told.err


def test_2_for_a_policy_that_is_not_there(tiny: Path, call: Call) -> None:
    """A misspelt policy is one line with the nearest."""
    told = call("allocate", tiny, "--policy", "caseload-cont")

    assert told.code == 2
    assert told.out == ""
    assert "Did you mean 'caseload-count'?" in told.err


def test_2_for_a_policy_with_faults(tiny: Path, tmp_path: Path, call: Call) -> None:
    """A policy file that cannot be used is told by key, and is no fault of the batch."""
    (tmp_path / "mine.toml").write_text('title = "Mine"\nweigting = "caseload-count"\n')

    told = call("allocate", tiny, "--policy", tmp_path / "mine.toml")

    assert told.code == 2
    assert told.out == ""
    assert "mine.toml" in told.err
    assert "weighting" in told.err


def test_3_for_a_clash(tmp_path: Path, call: Call) -> None:
    """When pins and rules cannot all hold, those that clash are named in words and nothing is written."""
    batch = batches.write(tmp_path / "batch", pins=_CLASH)

    told = call("allocate", batch, "--out", tmp_path / "out", *batches.POLICY)

    assert told.code == 3
    assert told.out == ""
    assert told.err.startswith("These cannot all hold: ")
    assert "Pin: case C1 must go to W2 (Took the call)." in told.err
    assert "Rule: The worker has every skill the case requires" in told.err
    assert "H1" not in told.err
    assert not (tmp_path / "out").exists()


def test_3_names_no_more_than_what_clashes(tmp_path: Path, call: Call) -> None:
    """Of several pins only those that clash are named."""
    pins = "case_id,worker_id\nC2,W3\nC3,W3\nC1,W1\n"

    told = call("allocate", batches.write(tmp_path, pins=pins), *batches.POLICY)

    assert told.code == 3
    assert "Pin: case C2 must go to W3." in told.err
    assert "Pin: case C3 must go to W3." in told.err
    assert "Rule: Nobody holds more cases than their limit." in told.err
    assert "C1" not in told.err
    assert told.err.count("Rule: ") == 1


def test_3_tells_programs_too(tmp_path: Path, call: Call) -> None:
    """``--json`` prints the contract's fields with status impossible: nothing assigned, everyone as they stand."""
    batch = batches.write(tmp_path, pins=_CLASH)

    told = call("allocate", batch, "--json", *batches.POLICY)

    possible = json.loads(
        call("allocate", batches.write(tmp_path), "--json", *batches.POLICY).out
    )
    assert told.code == 3
    assert told.err.startswith("These cannot all hold: ")
    document = json.loads(told.out)
    assert list(document) == list(possible)
    assert document["status"] == "impossible"
    assert document["assignments"] == []
    assert document["measures"] == {}
    assert document["cost"] == document["bound"]
    assert [one["case_id"] for one in document["unallocated"]] == ["C1", "C2", "C3"]
    for one in document["unallocated"]:
        assert one["unblock"] == [
            {"change": "resolve_clash", "text": told.err.rstrip("\n")}
        ]
        assert all(excluded["rule"] for excluded in one["excluded"])
    for worker in document["workers"]:
        assert worker["units_after"] == worker["units_before"]
        assert worker["new_cases"] == 0


def test_4_for_no_time(large: Path, tmp_path: Path, call: Call) -> None:
    """When time runs out before there is any proposal, that is said and nothing is written."""
    told = call(
        "allocate",
        large,
        "--solver",
        "mip",
        "--seconds",
        "0.001",
        "--json",
        "--out",
        tmp_path / "out",
    )

    assert told.code == 4
    assert told.out == ""
    assert told.err.startswith("No proposal was found in ")
    assert told.err.endswith(" Allow more time.\n")
    assert not (tmp_path / "out").exists()


def test_5_for_faults(tmp_path: Path, call: Call) -> None:
    """Every fault of every file is on standard error, nothing else is printed, and nothing is written."""
    batch = batches.write(
        tmp_path / "batch",
        workers=batches.WORKERS.replace("W3,18.5", "W3,many"),
        cases=batches.CASES.replace("urgent", "now").replace("low", "slow"),
        pins="case_id,worker_id\nC9,W1\n",
    )

    told = call("allocate", batch, "--json", "--out", tmp_path / "out")

    assert told.code == 5
    assert told.out == ""
    for place in (
        "workers.csv row 4, contracted_hours: ",
        "cases.csv row 4, urgency: ",
        "cases.csv row 6, urgency: ",
        "pins.csv row 2, case_id: ",
    ):
        assert place in told.err
    assert not (tmp_path / "out").exists()


def test_5_leaves_last_week_alone(tmp_path: Path, call: Call) -> None:
    """A faulty batch does not touch the proposal that is there."""
    cases = batches.CASES.replace("urgent", "now")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "proposal.json").write_text("last week's")

    call("allocate", batches.write(tmp_path, cases=cases), "--out", tmp_path / "out")

    assert [path.name for path in (tmp_path / "out").iterdir()] == ["proposal.json"]


def test_6_for_a_case_left_waiting_when_asked(tmp_path: Path, call: Call) -> None:
    """``--fail-on-unallocated`` tells a script, once everything is written."""
    batch = _with_a_case_for_nobody(tmp_path / "batch")

    told = call(
        "allocate",
        batch,
        "--fail-on-unallocated",
        "--json",
        "--out",
        tmp_path / "out",
        *batches.POLICY,
    )

    assert told.code == 6
    assert told.err == ""
    assert [one["case_id"] for one in json.loads(told.out)["unallocated"]] == ["C1"]
    assert (tmp_path / "out" / "proposal.html").is_file()


def _with_a_case_for_nobody(folder: Path) -> Path:
    return batches.write(
        folder, cases=batches.CASES.replace("court_work:2", "court_work:4")
    )
