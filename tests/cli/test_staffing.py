import json
import signal
from pathlib import Path

import pytest

from tests.cli import batches
from tests.cli.command import Watched, run
from tests.cli.conftest import Call

_SCENARIO = """\
title = "Two weeks of a very small team"
question = "Does it break?"
source = "Made up for a test."
based_on = "steady-state"
hire = []
training = []

[base]
team = "teams/tiny"

[run]
weeks = 2
replications = 25
work = 0.001

[breach]
workers_percent = 100
waiting_cases = 9

[[compare]]
name = "count"
policy = "caseload-count"
solver = "caseload-count"

[[compare]]
name = "round"
policy = "caseload-count"
solver = "round-robin"
"""
_HIRE = """
[[hire]]
name = "one more"
seniority = "social_worker"
contracted_hours = 37
cost_a_year = 55000
at_most = 1
"""


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    """A team of four for two weeks, and one person who could be hired."""
    batches.write(tmp_path / "teams" / "tiny")
    path = tmp_path / "small.toml"
    path.write_text(_SCENARIO.replace("hire = []\n", "") + _HIRE, encoding="utf-8")
    return path


def test_a_search_is_told_and_written(
    scenario: Path, tmp_path: Path, call: Call
) -> None:
    """The answer comes first; the files are named, and the JSON is the one that ``--json`` prints."""
    out = tmp_path / "out"
    asked = ("staffing", scenario, "--breach-below", 50, "--jobs", 1)

    told = call(*asked, "--out", out)
    printed = call(*asked, "--json").out

    assert told.code == 0
    assert told.err == ""
    assert "of runs of 2 weeks" in " ".join(told.out.splitlines()[:3])
    assert told.out.endswith(f"\nWritten to {out}: open staffing.html to read it.\n")
    assert {path.name for path in out.iterdir()} == {
        "staffing.html",
        "staffing.csv",
        "staffing.json",
    }
    assert (out / "staffing.json").read_text(encoding="utf-8") == printed
    document = json.loads(printed)
    assert document["line"] == "count"
    assert [kind["name"] for kind in document["kinds"]] == ["one more"]


def test_options_take_the_place_of_what_the_file_says(
    scenario: Path, call: Call
) -> None:
    """Weeks, runs, seed and line."""
    told = call(
        "staffing", scenario, "--breach-below", 60, "--line", "round", "--weeks", 1,
        "--replications", 30, "--seed", 8, "--jobs", 1, "--json",
    )  # fmt: skip

    document = json.loads(told.out)
    assert (document["weeks"], document["seed"]) == (1, 8)
    assert document["runs_at_most"] == 30
    assert document["line"] == "round"
    assert document["policies"][0]["solver"] == "round-robin"
    assert document["breach_below_percent"] == 60


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--line", "cuont"), "No line of the scenario is called 'cuont'."),
        (("--breach-below", "0"), "0 is not in the range"),
        (("--breach-below", "nan"), "'nan' is not a number"),
    ],
)
def test_2_for_what_cannot_be_asked(
    scenario: Path, call: Call, arguments: tuple[str, ...], said: str
) -> None:
    """A line that is not there, and a limit that is none."""
    told = call("staffing", scenario, "--breach-below", "50", *arguments)

    assert told.code == 2
    assert said in " ".join(told.err.split())
    assert "Traceback" not in told.err


def test_2_for_a_scenario_without_a_table_of_hires(
    scenario: Path, tmp_path: Path, call: Call
) -> None:
    """What is missing is named with its key, and nothing is written."""
    scenario.write_text(_SCENARIO, encoding="utf-8")

    told = call("staffing", scenario, "--breach-below", 50, "--out", tmp_path / "out")

    assert told.code == 2
    assert "has no table of hires. Add [[hire]] or [[training]]." in told.err
    assert not (tmp_path / "out").exists()


def test_an_interrupted_search_goes_on(scenario: Path, tmp_path: Path) -> None:
    """Ctrl-C ends it within seconds, says how to go on, and what is done is kept; nothing else is written."""
    out = tmp_path / "out"
    asked = (
        "staffing", scenario, "--breach-below", 1, "--weeks", 500, "--replications", 5000,
        "--jobs", 1, "--out", out,
    )  # fmt: skip
    watched = Watched(*asked)
    while not [*out.glob("staffings/0.json")]:
        watched._read()

    done, seconds = watched.end(signal.SIGINT)

    assert done.code == 130
    assert seconds < 5
    assert "Interrupted before the search was done. What is done is kept in" in done.err
    assert [*out.iterdir()] == [out / "staffings"]
    refused = run(*asked)
    assert refused.code == 2
    assert "Go on with it by --resume" in refused.err


def test_a_finished_search_leaves_nothing_kept(
    scenario: Path, tmp_path: Path, call: Call
) -> None:
    """Gone on with, where there was nothing yet, it is as without; --resume alone says nothing to go on with."""
    asked = ("staffing", scenario, "--breach-below", 50, "--jobs", 1)

    told = call(*asked, "--out", tmp_path / "out", "--resume")
    alone = call(*asked, "--resume")

    assert told.code == 0
    assert not (tmp_path / "out" / "staffings").exists()
    assert alone.code == 2
    assert "name it" in alone.err
