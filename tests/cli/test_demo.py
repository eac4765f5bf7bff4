from pathlib import Path

from tests.cli.conftest import Call


def test_the_demonstration_proves_its_proposal(tmp_path: Path, call: Call) -> None:
    """Whoever has just installed it sees a whole proposal, proven, and can open its page."""
    told = call("demo", "--out", tmp_path)

    assert told.code == 0
    assert told.err == ""
    assert "best possible proven" in told.out
    assert "The engine proposes; people decide." in told.out
    assert (tmp_path / "proposal.html").is_file()
