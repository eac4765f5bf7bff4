import json
from pathlib import Path

from tests.cli import batches
from tests.cli.conftest import Call


def test_every_worker_is_measured(tiny: Path, call: Call) -> None:
    """The text has a line for each worker who carries cases, and what the waiting cases ask."""
    told = call("measure", tiny, *batches.POLICY)

    assert told.code == 0
    assert told.err == ""
    for worker in ("W1", "W2", "W3"):
        assert f"\n{worker} " in told.out
    assert "3 waiting cases ask for about 3 points." in told.out


def test_json_is_the_contract(tiny: Path, call: Call) -> None:
    """``--json`` prints the contract's fields in its order, and nothing else."""
    told = call("measure", tiny, "--json", *batches.POLICY)

    assert told.code == 0
    assert told.err == ""
    document = json.loads(told.out)
    assert list(document) == ["schema", "unit", "policy", "workers", "cases"]
    assert document["schema"] == 1
    assert document["unit"] == "points"
    assert list(document["policy"]) == ["name", "digest"]
    assert list(document["workers"][0]) == [
        "worker_id",
        "capacity",
        "units",
        "percent",
        "cases",
        "supervision_minutes",
        "provisional",
    ]
    assert list(document["cases"][0]) == [
        "case_id",
        "worker_id",
        "units",
        "terms",
        "provisional",
    ]
    assert list(document["cases"][0]["terms"][0]) == ["term", "value", "source"]


def test_nobody_without_capacity_has_a_percentage(tmp_path: Path, call: Call) -> None:
    """A worker without hours is full: their percentage is null, not 0."""
    workers = batches.WORKERS.replace("W3,18.5", "W3,0")

    told = call(
        "measure",
        batches.write(tmp_path, workers=workers),
        "--json",
        *batches.POLICY,
    )

    percents = {w["worker_id"]: w["percent"] for w in json.loads(told.out)["workers"]}
    assert percents["W3"] is None
    assert percents["W1"] == 6.6


def test_the_day_changes_what_is_measured(tmp_path: Path, call: Call) -> None:
    """Leave counts in the weeks after ``--as-of``, written as a batch may write a day."""
    reductions = "worker_id,percent,start,end\nW1,100,2026-09-14,2026-09-27\n"
    batch = batches.write(tmp_path, reductions=reductions)

    before, during = (
        json.loads(
            call("measure", batch, "--json", "--as-of", day, *batches.POLICY).out
        )["workers"][0]["capacity"]
        for day in ("14/6/2026", "2026-09-14")
    )

    assert before == 15.2
    assert during == 7.6


def test_a_faulty_batch_is_not_measured(tmp_path: Path, call: Call) -> None:
    """Faults are told on standard error, and no number is printed."""
    cases = batches.CASES.replace("urgent", "now")

    told = call("measure", batches.write(tmp_path, cases=cases), "--json")

    assert told.code == 5
    assert told.out == ""
    assert "urgency" in told.err
