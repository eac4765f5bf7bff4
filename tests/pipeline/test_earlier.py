import json
from pathlib import Path
from typing import Any

import pytest

from allocator.errors import AllocatorError
from allocator.pipeline import allocate, explain
from allocator.policy.policy import Policy
from allocator.report.files import json_text
from allocator.tables.batch import Batch
from tests.builders import DAY, case, small_policy, team, worker
from tests.pipeline.trials import counting

BATCH = Batch(
    team(worker("W1"), worker("W2"), case("C1", "five"), case("C2", "two", joint=True)),
    inputs={"cases.csv": "c" * 64},
)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """The proposal for the batch, as it was written."""
    path = tmp_path / "proposal.json"
    account = allocate(BATCH, small_policy(), as_of=DAY).account
    path.write_text(json_text(account), encoding="utf-8")
    return path


def edit(path: Path, **changes: Any) -> None:
    """Change fields of a saved proposal by hand."""
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**content, **changes}), encoding="utf-8")


def refused(path: Path, batch: Batch = BATCH, policy: Policy | None = None) -> str:
    """Why a saved proposal is not taken up."""
    with pytest.raises(AllocatorError) as error:
        explain(batch, policy or small_policy(), "C1", as_of=DAY, proposal=path)
    return str(error.value).replace(f"{path} ", "")


def test_a_saved_proposal_answers_as_a_new_one_does(saved: Path) -> None:
    """Nothing is lost by not searching again."""
    for asked in ("", "W1", "W2"):
        again = explain(BATCH, small_policy(), "C1", asked, as_of=DAY)

        found = explain(BATCH, small_policy(), "C1", asked, as_of=DAY, proposal=saved)

        assert found == again


def test_nothing_is_searched_for(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The proposal is taken as it is: no solver is asked."""
    monkeypatch.setattr("allocator.pipeline.questions.solved", None)

    assert explain(BATCH, small_policy(), "C1", as_of=DAY, proposal=saved).assignment


def test_other_files_are_refused(saved: Path) -> None:
    """A batch that has changed since is told by the names of its files."""
    other = Batch(BATCH.team, inputs={"cases.csv": "d" * 64, "pins.csv": "e" * 64})

    assert refused(saved, other) == (
        "was made from other files (cases.csv, pins.csv). Make the proposal again, or leave it out."
    )


def test_another_policy_is_refused(saved: Path) -> None:
    """A proposal is about what one policy says."""
    assert refused(saved, policy=counting()).startswith("was made from another policy")


def test_another_day_is_refused(saved: Path) -> None:
    """A proposal is for the weeks after its day."""
    edit(saved, as_of="2026-09-01")

    assert refused(saved).startswith("was made from another day (1 September 2026).")


@pytest.mark.parametrize(
    "changes", [{"cost": 1}, {"assignments": []}, {"status": "impossible"}]
)
def test_what_was_edited_is_refused(saved: Path, changes: dict[str, Any]) -> None:
    """What does not add up any more is not argued from."""
    edit(saved, **changes)

    assert refused(saved).endswith("Make the proposal again, or leave it out.")


@pytest.mark.parametrize("field", ["worker_id", "co_worker_id"])
def test_a_stranger_in_it_is_refused(saved: Path, field: str) -> None:
    """Someone who is not in the batch holds nothing."""
    [*others, last] = json.loads(saved.read_text(encoding="utf-8"))["assignments"]
    edit(saved, assignments=[*others, {**last, field: "W9"}])

    assert refused(saved).startswith("was edited")


@pytest.mark.parametrize("text", ["", "not json", "{}", '{"schema": 2}', "[1]"])
def test_what_is_no_proposal_is_refused(tmp_path: Path, text: str) -> None:
    """Any other file is told from a proposal in one line."""
    path = tmp_path / "other.json"
    path.write_text(text, encoding="utf-8")

    assert refused(path).startswith("is not a proposal.json of this version.")
