import gc
import json
from pathlib import Path

import pytest

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


_BOTH = ("--policy", "caseload-count", "--policy", "children-workload")


def test_several_policies_are_laid_side_by_side(tmp_path: Path, call: Call) -> None:
    """``--json`` has each policy's own document, and everyone's rank and percentage by policy."""
    batch = _uneven(tmp_path)

    document = json.loads(call("measure", batch, "--json", *_BOTH).out)

    assert list(document) == ["schema", "policies", "workers"]
    assert document["schema"] == 1
    for name, one in zip(_BOTH[1::2], document["policies"], strict=True):
        assert one == json.loads(call("measure", batch, "--json", "--policy", name).out)
        percents = {w["worker_id"]: w["percent"] for w in one["workers"]}
        assert {
            w["worker_id"]: w["percents"][name] for w in document["workers"]
        } == percents
    ranks = {w["worker_id"]: w["ranks"] for w in document["workers"]}
    # Two cases against one; then one case of the heaviest kind against two of the lightest.
    assert ranks["W1"] == {"caseload-count": 1, "children-workload": 2}
    assert ranks["W2"] == {"caseload-count": 2, "children-workload": 1}
    assert ranks["M1"] == {"caseload-count": None, "children-workload": None}
    changes = {w["worker_id"]: w["rank_change"] for w in document["workers"]}
    assert changes == {"W1": 1, "W2": -1, "W3": 0, "M1": None}


def test_json_is_written_as_the_other_documents_are(tiny: Path, call: Call) -> None:
    """Two spaces deep and one line feed at the end, whichever way it is made."""
    for policies in (batches.POLICY, _BOTH):
        out = call("measure", tiny, "--json", *policies).out

        again = json.dumps(json.loads(out), ensure_ascii=False, indent=2)
        assert out == again + "\n"


def test_one_policy_named_twice_is_one(tiny: Path, call: Call) -> None:
    """Nothing is compared with itself."""
    once = call("measure", tiny, *batches.POLICY)

    assert call("measure", tiny, *batches.POLICY, *batches.POLICY) == once


def test_policies_of_one_name_are_told_apart(tmp_path: Path, call: Call) -> None:
    """Last year's file and this year's may have one name: each goes by what was given for it."""
    shipped = (
        'title = "Ours"\nsource = "Ours."\napproach = "Ours."\n'
        'weighting = "{}"\ncompetency = "open"\npriorities = "standard"\n'
    )
    given = []
    for year, weighting in (
        ("2025", "caseload-count"),
        ("2026", "caseload-three-point"),
    ):
        (tmp_path / year).mkdir()
        given.append(tmp_path / year / "ours.toml")
        given[-1].write_text(shipped.format(weighting))
    policies = [word for path in given for word in ("--policy", path)]

    told = call("measure", batches.write(tmp_path / "b"), "--json", *policies)

    [first, *_] = json.loads(told.out)["workers"]
    assert list(first["ranks"]) == [str(path) for path in given]


def test_a_batch_must_suit_every_policy(tmp_path: Path, call: Call) -> None:
    """What is wrong anyway and what only one of them cannot read are told at once."""
    cases = batches.CASES.replace("urgent", "now").replace(
        "C3,assessment", "C3,gardening"
    )

    told = call("measure", batches.write(tmp_path, cases=cases), *_BOTH)

    assert told.code == 5
    assert told.out == ""
    assert told.err.count("'now'") == 1
    assert told.err.count("'gardening'") == 1


def test_the_words_come_first_and_fit(tmp_path: Path, call: Call) -> None:
    """In 100 columns: who moves, then a table with everyone who has work."""
    told = call("measure", _uneven(tmp_path), *_BOTH)

    lines = told.out.splitlines()
    assert told.code == 0
    assert lines[0].startswith("3 people measured by caseload-count and by ")
    assert "moves furthest" in told.out
    assert max(map(len, lines)) <= 100
    assert not any(line.startswith("M1") for line in lines)


@pytest.mark.parametrize("policies", [batches.POLICY, _BOTH])
def test_measures_are_written_where_asked(
    tmp_path: Path, call: Call, policies: tuple[str, ...]
) -> None:
    """``--out`` writes a CSV file and a page, and says so unless JSON alone was asked for."""
    batch, out = _uneven(tmp_path / "batch"), tmp_path / "out"

    told = call("measure", batch, "--out", out, *policies)
    alone = call("measure", batch, "--out", out, "--json", *policies)

    assert sorted(path.name for path in out.iterdir()) == [
        "measure.csv",
        "measure.html",
    ]
    assert told.out.endswith(f"\nWritten to {out}: open measure.html to read it.\n")
    assert json.loads(alone.out)


def test_measuring_leaves_the_search_for_garbage_as_it_was(
    tiny: Path, call: Call
) -> None:
    """It is off only while measuring, whatever becomes of it."""
    assert gc.isenabled()
    call("measure", tiny, *batches.POLICY)
    assert gc.isenabled()
    call("measure", tiny, "--policy", "nothing-like-it")
    assert gc.isenabled()


def _uneven(folder: Path) -> Path:
    """W1 holds two light cases and W2 one that asks for more than both."""
    cases = (
        "case_id,type,worker_id,complexity\n"
        "H1,care_leaver,W1,low\nH2,care_leaver,W1,low\nH3,care_proceedings,W2,high\n"
    )
    workers = batches.WORKERS.replace("W3,18.5", "W3,37")
    return batches.write(folder, cases=cases, workers=workers)
