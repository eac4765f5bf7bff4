"""Rows are kept whole, replaced when repeated, and compared goal by goal."""

from pathlib import Path

import pytest

from allocator.problem.posed import Cost
from benchmarks.process import Request
from benchmarks.recipe import Recipe
from benchmarks.rows import Row, completed, gap_percent, merged, read_rows, write_rows
from benchmarks.run import Step
from benchmarks.suite import carry_out, read_steps
from tests.benchmarks.made import row


def test_rows_come_back_as_they_were(tmp_path: Path) -> None:
    """Numbers as numbers, what is missing as missing, commas in a note as commas."""
    path = tmp_path / "2026-01-01.csv"
    rows = [
        row(seconds=0.25, memory_mb=120),
        row("cbc", None, None, status="time-out", note="a, b"),
    ]

    write_rows(path, rows)

    assert read_rows(path) == rows
    assert read_rows(tmp_path / "none.csv") == []
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


def test_a_repeated_run_takes_the_place_of_its_row() -> None:
    """Another limit or seed is another run."""
    old = [row(), row(limit_seconds=30.0), row(seed=2)]
    new = row(cost=(0, 0, 45))

    assert merged(old, [new]) == [new, old[1], old[2]]


@pytest.mark.parametrize(
    ("cost", "bound", "expected"),
    [
        ((0, 0, 50), (0, 0, 50), 0),
        ((0, 0, 50), (0, 0, 40), 20),
        ((5, 9, 50), (4, 0, 0), 20),
        ((4, 10, 50), (4, 9, 0), 10),
        ((0, 0, -10), (0, 0, -11), 10),
        ((0, 0, 0), (0, 0, -3), 300),
    ],
)
def test_a_gap_is_in_the_first_goal_that_is_open(
    cost: tuple[int, int, int], bound: tuple[int, int, int], expected: float
) -> None:
    """In percent of what was reached; goals after it are not counted."""
    assert gap_percent(Cost(*cost), Cost(*bound)) == expected


def test_closed_is_the_way_from_the_count_to_the_best_bound() -> None:
    """The bound is the best that anybody proved, not the row's own; rounded down."""
    rows = completed(
        [
            row("caseload-count", (0, 0, 100), 0),
            row(bound=0),
            row("highs", (0, 0, 70), 40),
        ]
    )

    assert [found.closed_percent for found in rows] == [0.0, 83.33, 50.0]


def test_without_a_way_nothing_is_closed() -> None:
    """Where the count is best already, where there is no count, and for an answer that ignores the rules."""
    alone = completed([row()])
    best = completed([row("caseload-count", (0, 0, 50), 50), row(bound=50)])
    blind = completed(
        [row("caseload-count", (0, 0, 100), 0), row("blind", (0, 0, 1), None)]
    )

    assert {found.closed_percent for found in (*alone, *best, blind[1])} == {None}


def test_the_suite_keeps_rows_and_steps(tmp_path: Path) -> None:
    """Each run is kept as soon as it is known, the way it took beside it; a second run changes no other row."""
    place, told = tmp_path / "2026-01-01.csv", list[Row]()
    recipe = Recipe("own", "dense", "5x10")
    asked = [Request(recipe, name, 5.0) for name in ("engine", "caseload-count")]

    carry_out(asked, place, told.append)
    first = read_rows(place)
    carry_out(asked[1:], place, told.append)

    assert [found.solver for found in told] == [
        "engine",
        "caseload-count",
        "caseload-count",
    ]
    assert read_rows(place)[0] == first[0]
    assert first[0].closed_percent == 100
    for kept in read_steps(place):
        assert isinstance(kept.step, Step)
        assert kept.step.bound <= kept.step.cost
        assert kept.solver == "engine"
