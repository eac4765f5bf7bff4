import csv
import io
import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.command import PYTHON, Watched
from tests.cli.conftest import Call

HISTORY = {"weeks", "cases", "workers"}
FILES = {
    "simulation.html",
    "simulation.json",
    "simulation-measures.csv",
    "simulation-weeks.csv",
    "summary.html",
    *(f"{name}.csv" for name in HISTORY),
    *(f"{name}.parquet" for name in HISTORY),
}
SHORT = ("--weeks", "2", "--replications", "2", "--jobs", "1")


def history(folder: Path) -> dict[str, bytes]:
    """The files of a history."""
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.stem in HISTORY
    }


def test_a_scenario_is_answered_and_written(tmp_path: Path, call: Call) -> None:
    """The answer comes first; the files are named, and the JSON is the one that ``--json`` prints."""
    out = tmp_path / "out"

    told = call("simulate", "steady-state", *SHORT, "--out", out)
    printed = call("simulate", "steady-state", *SHORT, "--json").out

    assert told.code == 0
    assert told.err == ""
    assert "2 weeks" in told.out.splitlines()[0]
    assert told.out.endswith(f"\nWritten to {out}: open summary.html to read it.\n")
    assert {path.name for path in out.iterdir()} == FILES
    assert (out / "simulation.json").read_text(encoding="utf-8") == printed
    assert json.loads(printed)["runs"] == 2


def test_the_history_has_every_week_of_every_run(tmp_path: Path, call: Call) -> None:
    """Line by line, replication by replication, week by week."""
    call("simulate", "steady-state", *SHORT, "--out", tmp_path)

    text = (tmp_path / "weeks.csv").read_text(encoding="utf-8-sig")
    rows = [*csv.DictReader(io.StringIO(text))]
    lines = [*dict.fromkeys(row["policy"] for row in rows)]
    assert [(row["policy"], row["replication"], row["week"]) for row in rows] == [
        (line, number, week) for line in lines for number in "12" for week in "12"
    ]


def test_options_take_the_place_of_what_the_file_says(call: Call) -> None:
    """Weeks, runs, seed and policies; a policy is allocated by the engine, and the first measures all."""
    policies = ("--policy", "caseload-count", "--policy", "children-workload")

    told = call("simulate", "steady-state", *SHORT, "--seed", "9", *policies, "--json")

    document = json.loads(told.out)
    assert (document["weeks"], document["runs"], document["seed"]) == (2, 2, 9)
    assert [line["name"] for line in document["lines"]] == [
        "caseload-count",
        "children-workload",
    ]
    assert document["measured_by"]["name"] == "caseload-count"


def test_a_seed_repeats_a_run_and_another_does_not(tmp_path: Path, call: Call) -> None:
    """All chance is in the seed."""
    one, same, other = (tmp_path / name for name in ("one", "same", "other"))

    for folder, seed in ((one, "1"), (same, "1"), (other, "2")):
        call("simulate", "steady-state", *SHORT, "--seed", seed, "--out", folder)

    assert history(one) == history(same)
    assert history(one) != history(other)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("no-such",), "No scenario is called 'no-such'."),
        (("steady-state", "--resume"), "--resume goes on with what is in --out"),
        (("steady-state", "--policy", "x"), "No policy is called 'x'."),
        (("steady-state", "--precision", "nan"), "'nan' is not a number."),
    ],
)
def test_2_for_what_nobody_can_run(
    arguments: tuple[str, ...], said: str, call: Call
) -> None:
    """Told in a line, before anything is run."""
    told = call("simulate", *arguments)

    assert told.code == 2
    assert said in " ".join(told.err.split())
    assert "Traceback" not in told.err


def test_2_for_every_fault_of_a_scenario(tmp_path: Path, call: Call) -> None:
    """All of them, each with its key."""
    path = tmp_path / "mine.toml"
    path.write_text(
        'title = "x"\nquestion = "x"\nsource = "x"\nbased_on = "steady-state"\n'
        "[run]\nweeks = 0\nseeds = 1\n"
    )

    told = call("simulate", path)

    assert told.code == 2
    assert told.err.splitlines() == [
        "mine.toml, run.weeks: is 0; it must be at least 1.",
        "mine.toml, run.seeds: is not a known key. Did you mean 'seed'?",
    ]


def test_another_run_is_not_gone_on_with(tmp_path: Path, call: Call) -> None:
    """What is kept of a run with another seed is left as it is."""
    kept = tmp_path / "replications"
    kept.mkdir()
    (kept / "run.json").write_text("{}")
    (kept / "01-000001.json").write_text("[]")

    told = call("simulate", "steady-state", *SHORT, "--out", tmp_path, "--resume")

    assert told.code == 2
    assert "holds another run" in told.err
    assert {path.name for path in kept.iterdir()} == {"run.json", "01-000001.json"}


def test_what_is_kept_is_not_thrown_away(tmp_path: Path, call: Call) -> None:
    """Without --resume an interrupted run that is there is refused, for it may have taken hours."""
    kept = tmp_path / "replications"
    kept.mkdir()
    (kept / "01-000001.json").write_text("[]")

    told = call("simulate", "steady-state", *SHORT, "--out", tmp_path)

    assert told.code == 2
    assert "Go on with it by --resume, delete that folder to begin anew" in told.err
    assert [path.name for path in kept.iterdir()] == ["01-000001.json"]


def test_another_out_is_left_whole_where_nothing_can_be_kept(
    tmp_path: Path, call: Call
) -> None:
    """A file where the folder of what is done should be: one line, before anything is run."""
    (tmp_path / "replications").write_text("mine")

    told = call("simulate", "steady-state", *SHORT, "--out", tmp_path)

    assert told.code == 2
    assert (
        told.err
        == f"{tmp_path}/replications: nothing can be kept there: File exists.\n"
    )


@pytest.mark.slow
def test_a_run_that_is_killed_goes_on_to_the_same_bytes(
    tmp_path: Path, call: Call
) -> None:
    """Killed without a word while two processes work, which end with it; gone on with by one, not a byte differs."""
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    asked = ("steady-state", "--weeks", "3", "--replications", "8")
    run = subprocess.Popen(
        [PYTHON, "-m", "allocator", "simulate", *asked, "--jobs=2", f"--out={killed}"]
    )
    deadline = time.monotonic() + 60
    while len([*killed.glob("replications/0*.json")]) < 3:
        assert time.monotonic() < deadline
        assert run.poll() is None
    helpers = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
    run.kill()
    run.wait()

    while any(Path(f"/proc/{helper}").exists() for helper in helpers):
        assert time.monotonic() < deadline, "whoever helped has outlived the run"
    kept = len([*killed.glob("replications/0*.json")])
    told = call("simulate", *asked, "--jobs", "1", "--out", killed, "--resume")
    call("simulate", *asked, "--jobs", "1", "--out", whole)

    assert 3 <= kept < 16
    assert told.code == 0
    assert history(killed) == history(whole)
    assert {path.name for path in killed.iterdir()} == FILES


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_it_soon_and_keeps_what_is_done(jobs: str, tmp_path: Path) -> None:
    """130 within two seconds, whoever works; the cursor is back, and the way to go on is told."""
    asked = ("simulate", "steady-state", "--replications", "500")
    watched = Watched(*asked, "--jobs", jobs, "--out", tmp_path)
    watched.wait_for("time left")
    while not [*tmp_path.glob("replications/0*.json")]:
        watched._read()

    told, seconds = watched.end(signal.SIGINT)

    assert told.code == 130
    assert seconds < 3.5
    assert "Traceback" not in told.err
    assert "\x1b[?25h" in told.err
    assert "go on with --resume" in " ".join(told.err.split())
    assert not [*tmp_path.glob("replications/.*")]
    assert [*tmp_path.iterdir()] == [tmp_path / "replications"]
