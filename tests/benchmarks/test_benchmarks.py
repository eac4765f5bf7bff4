"""The benchmarks count only what the judge has seen, and make their tables from rows."""

from dataclasses import replace

import pytest

from benchmarks.instances import Instance, instances
from benchmarks.run import Row, run
from benchmarks.summary import head_to_head, table


@pytest.fixture(scope="module")
def instance() -> Instance:
    """The first batch of a meeting's size."""
    return next(instances("meeting", 1))


def test_every_answer_is_judged_before_it_is_a_row(instance: Instance) -> None:
    """A row's cost is the judge's, a bound never exceeds it, and breaches are counted."""
    rows = {
        solver: run(instance, solver)
        for solver in ("engine", "caseload-count", "caseload-count-blind")
    }

    assert rows["engine"].status == "optimal"
    assert rows["engine"].bound == rows["engine"].cost <= rows["caseload-count"].cost
    assert rows["caseload-count"].rule_breaches == 0
    assert rows["caseload-count-blind"].rule_breaches > 0


def test_no_time_is_a_row_too(instance: Instance) -> None:
    """A solver that runs out of time leaves a row, not a gap."""
    row = run(replace(instance, seconds=0.0), "mip")

    assert row.solver == "mip"
    assert row.status in ("time-out", "feasible", "optimal")


def test_tables_are_made_from_rows() -> None:
    """Medians over the seeds, and how often the engine did better, come from the rows alone."""
    row = Row("meeting", 1, "engine", "0", "optimal", 5, 5, 0.25, 20, 1, 10.0, 90.0, 0)
    count = replace(
        row,
        solver="caseload-count",
        status="feasible",
        over_safe_limit=3,
        spread_percent=20.0,
    )
    rows = [row, replace(row, seed=2, over_safe_limit=5), count, replace(count, seed=2)]

    assert "| meeting | engine | 2 | 2 | 20 | 3 | 10% | 90% | 0 | 0.25 |" in table(rows)
    assert (
        "left no more people over their safe limit in 1 (fewer in 1)"
        in head_to_head(rows)
    )
