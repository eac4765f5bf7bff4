"""Every run has a process of its own, and however it ends there is a row."""

import pytest

from benchmarks import process
from benchmarks.posed import Posed
from benchmarks.process import Request, run_child
from benchmarks.recipe import Recipe, build
from benchmarks.run import run

pytestmark = pytest.mark.slow

SMALL = Recipe("own", "dense", "4x8")


def test_an_answer_comes_back_judged() -> None:
    """Choices leave the child as lists; what they cost is worked out here."""
    result = run(Request(SMALL, "engine", 10), build(SMALL))
    row = result.row

    assert row.status == "optimal"
    assert row.cost == row.bound
    assert row.gap_percent == 0
    assert row.memory_mb is not None
    assert row.memory_mb > 20
    assert (row.workers, row.groups, row.pairs) == (4, 8, 32)
    assert row.release


def test_a_rule_of_thumb_needs_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is run and judged where the suite runs."""
    monkeypatch.setattr("subprocess.Popen", None)

    row = run(Request(SMALL, "greedy", 10), build(SMALL)).row

    assert row.status == "feasible"
    assert row.memory_mb is None


def test_too_much_memory_ends_a_run() -> None:
    """The child and all it started are ended, and the row says why."""
    row = run(Request(SMALL, "engine", 10, memory_mb=1), build(SMALL)).row

    assert row.status == "out of memory"
    assert row.cost is None


def test_a_solver_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond its time and the grace a child is given no more."""
    monkeypatch.setattr(process, "_GRACE_SECONDS", 0)
    large = Recipe("own", "dense", "100x200")

    row = run(Request(large, "network-flow", 0.01), build(large)).row

    assert row.status == "time-out"


def test_a_solver_that_finds_nothing_in_time_is_a_row() -> None:
    """So is one that ends by itself without an answer."""
    tight = Recipe("own", "tight", "30x60")

    row = run(Request(tight, "cbc", 0.05), build(tight)).row

    assert row.status in ("time-out", "feasible")


def test_what_cannot_run_here_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Java, Timefold is not available, whether or not its package is here."""
    monkeypatch.setenv("PATH", "")

    row = run(Request(SMALL, "timefold", 1), build(SMALL)).row

    assert row.status == "not available"
    assert row.note


def test_a_child_that_dies_leaves_its_last_words() -> None:
    """A recipe that cannot be made ends the child; its last line is the note."""
    ended = run_child(Request(Recipe("own", "nothing", "4x8"), "engine", 1))

    assert ended.reply["status"] == "failed"
    assert "'nothing'" in ended.reply["note"]


def test_a_broken_answer_is_a_row_and_counts_for_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An answer to another problem is refused; the row has no cost."""
    instance = build(SMALL)
    assert isinstance(instance, Posed)

    row = run(Request(Recipe("own", "dense", "4x8", 2), "engine", 10), instance).row

    assert row.status == "broken"
    assert row.cost is None
    assert "says its answer costs" in row.note
