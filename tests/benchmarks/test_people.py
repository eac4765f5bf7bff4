"""Batches of people are measured by what people see of them, recomputed by the judge."""

import pytest

from benchmarks.process import Request
from benchmarks.recipe import Recipe, build
from benchmarks.rows import Row
from benchmarks.run import run

MEETING = Recipe("practice", "batch", "meeting")


@pytest.fixture(scope="module")
def rows() -> dict[str, Row]:
    """The first meeting, by the engine and by the practice."""
    instance = build(MEETING)
    solvers = ("engine", "caseload-count", "caseload-count-blind", "key-worker", "level-counts")  # fmt: skip
    return {
        solver: run(Request(MEETING, solver, 20), instance).row for solver in solvers
    }


def test_the_engine_beats_the_practice(rows: dict[str, Row]) -> None:
    """The cost is the judge's, the bound never exceeds it, and no rule is broken."""
    engine = rows["engine"]

    assert engine.status == "optimal"
    for practice in ("caseload-count", "key-worker", "level-counts"):
        row = rows[practice]
        assert engine.cost is not None
        assert row.cost is not None
        assert engine.cost < row.cost
        assert row.rule_breaches == 0
        assert row.placed is not None
        assert 0 < row.placed <= 20


def test_the_blind_count_is_told_by_what_it_breaks(rows: dict[str, Row]) -> None:
    """It is no rival: its breaches are counted, and it has neither gap nor bound."""
    blind = rows["caseload-count-blind"]

    assert blind.status == "rules ignored"
    assert blind.rule_breaches
    assert blind.bound is None
    assert blind.gap_percent is None
