import json
from pathlib import Path

from allocator import shipped
from tests.cli import batches
from tests.cli.conftest import Call


def test_a_placed_case_is_explained(tiny: Path, call: Call) -> None:
    """Who it is proposed for, why, the next best, and what it asks."""
    told = call("explain", tiny, "C1", *batches.POLICY)

    assert told.code == 0
    assert told.err == ""
    assert "C1 is proposed for W1, because:" in told.out
    assert "The only worker the rules allow." in told.out
    assert "Case: +1.0 (caseload-count: Case, assessment)" in told.out


def test_a_worker_whom_a_rule_stands_against_is_told_so(tiny: Path, call: Call) -> None:
    """*Why not this worker?* is answered by the rule."""
    told = call("explain", tiny, "C1", "--worker", "W2", *batches.POLICY)

    assert told.code == 0
    assert "Why not W2?" in told.out
    assert "court work" in told.out.split("Why not W2?")[1]


def test_a_worker_whom_no_rule_stands_against_has_a_price(
    tiny: Path, call: Call
) -> None:
    """*Why not this worker?* is answered by what it would cost where the rules allow it."""
    told = call("explain", tiny, "C2", "--worker", "W1", "--json", *batches.POLICY)

    priced = json.loads(told.out)["why_not"]
    assert priced["refusals"] == []
    assert priced["cost_difference"] > 0
    assert priced["proven"] is True
    assert priced["what_gets_worse"]


def test_json_stands_alone(tiny: Path, call: Call) -> None:
    """``--json`` prints one document, with fields in their order."""
    told = call("explain", tiny, "C2", "--json", *batches.POLICY)

    assert told.err == ""
    fields = list(json.loads(told.out))
    assert [name for name in fields if name != "schema"] == [
        "case_id",
        "units",
        "unit",
        "terms",
        "held_by",
        "assignment",
        "unallocated",
        "why_not",
    ]


def test_a_held_case_is_said_to_be_held(tiny: Path, call: Call) -> None:
    """Only waiting cases are proposed for; a held one says who has it."""
    told = call("explain", tiny, "H1", *batches.POLICY)

    assert told.code == 0
    assert "H1 is held by W1" in told.out


def test_a_case_that_waits_says_who_was_ruled_out(tmp_path: Path, call: Call) -> None:
    """For a case nobody can hold: every worker with the reason, and what would help."""
    cases = batches.CASES.replace("court_work:2", "court_work:4")

    told = call("explain", batches.write(tmp_path, cases=cases), "C1", *batches.POLICY)

    assert told.code == 0
    assert "Nobody is proposed for C1 (urgent)." in told.out
    assert "What would help:" in told.out


def test_an_unknown_case_is_told_the_nearest(call: Call) -> None:
    """A misspelt case is one line with the case that may be meant."""
    told = call("explain", shipped.folder("scenarios", "teams", "meeting"), "CO157")

    assert told.code == 2
    assert told.out == ""
    assert told.err == "No case is called 'CO157'. Did you mean 'C0157'?\n"


def test_an_unknown_worker_is_told_who_there_is(tiny: Path, call: Call) -> None:
    """A misspelt worker is one line with those who may be meant."""
    told = call("explain", tiny, "C1", "--worker", "W9", *batches.POLICY)

    assert told.code == 2
    assert told.out == ""
    assert told.err.startswith("No worker is called 'W9'. ")
    assert "W1" in told.err
    assert told.err.count("\n") == 1


def test_a_saved_proposal_is_asked_about(
    tiny: Path, tmp_path: Path, call: Call
) -> None:
    """``--proposal`` gives the same answer as searching again."""
    call("allocate", tiny, *batches.POLICY, "--out", tmp_path / "out")
    asked = ("explain", tiny, "C2", "--worker", "W1", "--json", *batches.POLICY)

    told = call(*asked, "--proposal", tmp_path / "out" / "proposal.json")

    assert told.code == 0
    assert told.out == call(*asked).out


def test_a_proposal_of_another_policy_is_refused(
    tiny: Path, tmp_path: Path, call: Call
) -> None:
    """What was made from something else is refused in one line."""
    call("allocate", tiny, *batches.POLICY, "--out", tmp_path / "out")

    told = call("explain", tiny, "C2", "--proposal", tmp_path / "out" / "proposal.json")

    assert told.code == 2
    assert told.out == ""
    assert "was made from another policy (caseload-count)" in told.err
    assert told.err.count("\n") == 1
