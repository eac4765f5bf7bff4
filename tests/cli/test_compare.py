import json
from pathlib import Path

from allocator.solvers.catalogue import NAMES
from tests.cli import batches
from tests.cli.conftest import Call


def test_ways_stand_side_by_side(tiny: Path, call: Call) -> None:
    """One line for each way of allocating, and what the columns mean."""
    told = call("compare", tiny, *batches.POLICY)

    assert told.code == 0
    assert told.err == ""
    for name in ("engine", "caseload-count", "caseload-count-blind", "round-robin"):
        assert f"\n{name} " in told.out
    assert "Proven best possible: engine" in told.out
    assert all(len(line) <= 82 for line in told.out.splitlines())


def test_every_solver_can_be_asked(tiny: Path, call: Call) -> None:
    """``--solver`` takes each of them, and none costs less than the engine's proven best."""
    asked = [part for name in NAMES for part in ("--solver", name)]

    told = call("compare", tiny, "--json", *asked, *batches.POLICY)

    answers = json.loads(told.out)["answers"]
    assert [answer["solver"] for answer in answers] == list(NAMES)
    keeping = [a for a in answers if a["measures"]["rule_breaches"] == 0]
    assert min(a["cost"] for a in keeping) == answers[0]["cost"]


def test_json_is_the_contract(tiny: Path, call: Call) -> None:
    """``--json`` prints one document whose fields are in their order."""
    told = call("compare", tiny, "--json", "--solver", "greedy", *batches.POLICY)

    document = json.loads(told.out)
    assert list(document) == ["schema", "answers"]
    assert list(document["answers"][0]) == [
        "solver",
        "status",
        "cost",
        "bound",
        "seconds",
        "measures",
    ]


def test_a_misspelt_solver_is_told_the_nearest(tiny: Path, call: Call) -> None:
    """A wrong name is a wrong use, and names the one that may be meant."""
    told = call("compare", tiny, "--solver", "gredy")

    assert told.code == 2
    assert "Did you mean 'greedy'?" in told.err
