"""The plan covers what is promised, and the command line runs it or any part of it."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks import __main__ as command
from benchmarks.__main__ import FOLDER, main
from benchmarks.families.adversarial import ADVERSARIAL
from benchmarks.families.shapes import SHAPES
from benchmarks.peers import PEERS
from benchmarks.plan import FULL, QUICK, Choice, requests
from benchmarks.rows import read_rows

GAP = "2 3 4 7 2 6 1 9 3 5 4 2 6 3 6 8"


@pytest.fixture
def instances(tmp_path: Path) -> Path:
    """A folder of public instances with one of each family, and a table that is none."""
    for family, name, text in (
        ("gap", "tiny", GAP),
        ("gap", "best_known.csv", "instance,cost"),
        ("nursing", "ward.txt", "1 2 1 3 30 4 9 8 7 4"),
    ):
        (tmp_path / family).mkdir(exist_ok=True)
        (tmp_path / family / name).write_text(text)
    return tmp_path


def test_the_full_plan_covers_what_is_promised(instances: Path) -> None:
    """Every size, every family, every peer beside the engine for the same time, every public instance."""
    asked = requests(FULL, Choice(), instances)

    runs = {(r.recipe.family, r.recipe.size, r.solver, r.seconds) for r in asked}
    for size, limit in (("30x60", 5), ("200x400", 5), ("200x400", 30), ("1000x2500", 60)):  # fmt: skip
        assert ("dense", size, "engine", limit) in runs
    assert ("country", "5000x20000", "engine", 120) in runs
    assert sum(r.recipe.size == "meeting" and r.solver == "engine" for r in asked) == 30
    for family, size, solver, seconds in runs:
        if solver in PEERS:
            assert (family, size, "engine", seconds) in runs
    for family in (*SHAPES, *ADVERSARIAL):
        assert {s for f, _, s, _ in runs if f == family} >= {"engine", *PEERS}
    assert ("gap", "tiny", "engine", 60) in runs
    assert ("nursing", "ward", "engine", 5) in runs
    assert len(asked) == len(set(asked))


def test_runs_of_one_instance_stand_together() -> None:
    """Each instance is made once."""
    recipes = [request.recipe for request in requests(FULL, Choice())]

    changes = sum(a != b for a, b in pairwise(recipes))
    assert changes == len(set(recipes)) - 1


def test_a_choice_narrows_a_plan() -> None:
    """By part, family, size, solver; with other seconds and seeds."""
    asked = requests(
        FULL,
        Choice(("peers",), ("dense",), ("30x60",), ("engine", "highs"), 1.5, 2),
    )

    assert {r.solver for r in asked} == {"engine", "highs"}
    assert {(r.recipe.family, r.recipe.size, r.seconds) for r in asked} == {
        ("dense", "30x60", 1.5)
    }
    assert {r.recipe.seed for r in asked} == {1, 2}


def test_a_quick_plan_takes_minutes(instances: Path) -> None:
    """All of its limits together are less than ten minutes."""
    assert sum(r.seconds for r in requests(QUICK, Choice(), instances)) < 600


def test_the_plan_can_be_read_without_running_it(instances: Path) -> None:
    """It names every run; public instances come from the folder that the environment names."""
    runner = CliRunner()

    told = runner.invoke(main, ["--plan", "--part", "public"], env={FOLDER: str(instances)})  # fmt: skip
    without = runner.invoke(main, ["--plan"], env={FOLDER: None})
    refused = runner.invoke(main, ["--part", "public"], env={FOLDER: None})

    assert "tiny, seed 1: engine, 60 s" in told.output
    assert "best_known" not in told.output
    assert "No public instances" in without.output
    assert refused.exit_code == 2
    assert FOLDER in refused.output


def test_one_instance_by_hand(instances: Path) -> None:
    """The JSON has the fields that were promised, and nothing else is printed."""
    runner = CliRunner()
    asked = ["instance", str(instances / "gap" / "tiny"), "--family", "gap", "--time", "10"]  # fmt: skip

    said = json.loads(runner.invoke(main, [*asked, "--json"]).stdout)
    read = runner.invoke(main, [*asked, "--solver", "highs"]).stdout

    assert list(said) == [
        "instance", "family", "solver", "status", "cost", "bound", "seconds", "best_known",
    ]  # fmt: skip
    assert said.pop("seconds") >= 0
    assert said == {
        "instance": "tiny", "family": "gap", "solver": "engine", "status": "optimal",
        "cost": 9, "bound": 9, "best_known": None,
    }  # fmt: skip
    assert "solver: highs" in read
    assert "cost: 9" in read


def test_nursing_by_hand(instances: Path) -> None:
    """Four patients for two nurses: 9 and 4 against 8 and 7 is as even as it gets."""
    path = str(instances / "nursing" / "ward.txt")

    said = json.loads(
        CliRunner()
        .invoke(main, ["instance", path, "--family", "nursing", "--time", "10", "--json"])
        .stdout
    )  # fmt: skip

    assert (said["cost"], said["bound"]) == (13**2 + 15**2,) * 2


def test_a_file_of_another_kind_is_told_in_a_line(instances: Path) -> None:
    """What cannot be read is no traceback."""
    found = CliRunner().invoke(
        main, ["instance", str(instances / "gap" / "best_known.csv"), "--family", "gap"]
    )

    assert found.exit_code == 1
    assert "is not a whole number" in found.output


def test_a_part_of_the_plan_is_run_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows go to the file of the day; the page is made from the newest file."""
    monkeypatch.setattr(command, "RESULTS", tmp_path)
    made: list[Path] = []
    monkeypatch.setattr(command, "write_page", made.append)
    narrow = ["--family", "dense", "--size", "10x20", "--seeds", "1", "--solver", "greedy"]  # fmt: skip

    early = CliRunner().invoke(main, ["page"])
    ran = CliRunner().invoke(main, narrow)
    again = CliRunner().invoke(main, ["page"])
    nothing = CliRunner().invoke(main, ["--family", "no such"])

    assert early.exit_code == 2
    assert "There are no rows yet" in early.output
    assert ran.exit_code == 0
    assert "dense 10x20 1 greedy: feasible" in ran.output
    [kept] = tmp_path.glob("*.csv")
    assert [row.solver for row in read_rows(kept)] == ["greedy"]
    assert again.exit_code == 0
    assert made == [kept]
    assert nothing.exit_code == 2
