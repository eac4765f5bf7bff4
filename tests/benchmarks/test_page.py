"""The page is made from rows alone: its words, tables and plots say what the rows say."""

from pathlib import Path
from typing import Any

import pytest

from allocator.problem.posed import Cost
from benchmarks.page import drawings, tables, words
from benchmarks.page.figures import above, beaten, fitted, seconds_to
from benchmarks.page.weak import weak
from benchmarks.page.write import text, write_page
from benchmarks.rows import Row, write_rows
from benchmarks.run import Step
from benchmarks.suite import Improvement
from tests.benchmarks.made import row

PLACE = Path("2026-01-02.csv")


def test_above_is_told_by_the_first_goal_that_differs() -> None:
    """Points where a higher goal is missed, percent in the blend."""
    reference = Cost(2, 5, 200)

    told = [str(above(cost, reference)) for cost in (
        Cost(2, 5, 200), Cost(2, 5, 201), Cost(2, 5, 800), Cost(2, 9, 0), Cost(3, 0, 0), Cost(2, 5, 190),
    )]  # fmt: skip

    assert told == ["0%", "0.50%", "300%", "unsafe +4", "waits +1", "-5.00%"]


def test_a_power_law_is_found_exactly() -> None:
    """Points on y = 3 x^1.5 give it back; two sizes are too few to say."""
    law = fitted([(x, 3 * x**1.5) for x in (10.0, 100.0, 1000.0, 1000.0)])

    assert law is not None
    assert law.exponent == pytest.approx(1.5)
    assert law.at(400) == pytest.approx(3 * 8000)
    assert fitted([(1, 1), (2, 2), (2, 3), (0, 5)]) is None


def improvement(seconds: float, cost: int, bound: int) -> Improvement:
    """A step of the run that a made-up row is of."""
    step = Step(seconds, Cost(0, 0, cost), Cost(0, 0, bound))
    return Improvement("dense", "4x8", 1, "engine", 5.0, step)


def test_the_first_time_within_a_gap_is_found() -> None:
    """By the steps where they are known, else by the end, else never."""
    steps = [improvement(1, 100, 50), improvement(2, 100, 95), improvement(3, 100, 99)]
    near = row(cost=(0, 0, 100), bound=99, gap_percent=1.0, seconds=4.5)

    assert seconds_to(near, steps, 5) == 2
    assert seconds_to(near, steps, 1) == 3
    assert seconds_to(near, [], 1) == 4.5
    assert seconds_to(near, steps, 0.5) is None


def test_rivals_are_beaten_in_the_same_time_only() -> None:
    """Another limit is no comparison, nor is an answer that ignores the rules or none at all."""
    engine = row(cost=(0, 0, 50))
    rows = [
        engine,
        row("highs", (0, 0, 49)),
        row("scip", (0, 0, 49), limit_seconds=30.0),
        row("caseload-count-blind", (0, 0, 1), None),
        row("cbc", None, None, status="time-out"),
        row("cp-sat", (0, 0, 51)),
    ]

    assert [other.solver for _, other in beaten(rows)] == ["highs"]


def people(solver: str, seed: int, **seen: float) -> Row:
    """A meeting's row with what people see."""
    facts: dict[str, Any] = {
        "placed": 20,
        "over_safe_limit": 1,
        "spread_percent": 10.0,
        "mean_skill_match_percent": 90.0,
        "rule_breaches": 0,
    }
    return row(
        solver,
        part="practice",
        family="batch",
        size="meeting",
        seed=seed,
        seconds=0.25,
        **{**facts, **seen},
    )


def test_practice_is_told_in_medians_and_head_to_head() -> None:
    """Medians over the seeds, and how often the engine did better, come from the rows alone."""
    rows = [
        people("engine", 1), people("engine", 2, over_safe_limit=5),
        people("caseload-count", 1, over_safe_limit=3, spread_percent=20.0),
        people("caseload-count", 2, over_safe_limit=3, spread_percent=20.0),
    ]  # fmt: skip

    assert (
        "| meeting | engine | 0 of 2 | 20 | 3 | 10% | 90% | 0 | 0.25 |"
        in tables.practice(rows)
    )
    assert (
        "left no more people over their safe limit in 1 (fewer in 1)"
        in words.head_to_head(rows)
    )
    assert "In 1 of 2 meeting batches counting cases placed as many" in weak(rows)


def test_peers_are_told_above_the_best_bound_of_anyone() -> None:
    """A line for each instance and time; a run without an answer is a cell too."""
    rows = [
        row(bound=30),
        row("highs", (0, 0, 44), 40),
        row("cbc", None, None, status="time-out"),
        row("scip", (1, 0, 0), 0),
    ]

    said = tables.peers(rows, ["engine", "highs", "scip", "cbc"])

    assert "| dense 4x8 | 5 s | 25.00% | 10.00% | waits +1 | time-out |" in said
    assert "worse in 1." in words.in_short(rows)
    assert "highs ended ahead, the engine 13.64% behind it" in weak(rows)


def test_public_instances_are_told_against_the_best_known() -> None:
    """How far above it, and how far the bound is below."""
    facts: dict[str, Any] = {
        "part": "public",
        "family": "gap",
        "size": "d05100",
        "best_known": 6353,
    }
    rows = [
        row(cost=(0, 0, 6353), bound=6350, **facts),
        row("highs", (0, 0, 6385), 6340, **facts),
    ]

    assert "| d05100 | 6353 | 0% | 0.50% | 0.05% |" in tables.public(
        rows, ["engine", "highs"]
    )
    assert "type D at most 0.00%" in words.in_short(rows)
    assert "No worse than HiGHS and CP-SAT beside it on 1 of 1" in words.in_short(rows)


def test_runs_without_an_answer_are_told_together() -> None:
    """By solver and reason."""
    rows = [
        row("timefold", None, None, status="not available", note="there is no Java", seed=seed)
        for seed in (1, 2)
    ]  # fmt: skip

    assert (
        "| timefold | not available: there is no Java | dense 4x8 |"
        in tables.unanswered(rows)
    )
    assert tables.unanswered([row()]) == ""


def test_the_page_says_where_the_engine_is_not_good() -> None:
    """The widest gaps stand there with the goal they are in; without a rival ahead, it says so."""
    rows = [
        row(cost=(3, 0, 50), gap_percent=100.0),
        row(seed=2, gap_percent=20.0),
        row(seed=3, cost=(0, 0, 40), gap_percent=0.0),
    ]

    said = weak(rows)

    assert "No other solver did better" in said
    assert "* dense 4x8, 5 s: 100%, in how much must wait" in said
    assert "* dense 4x8, seed 2, 5 s: 20.00%, in the blend" in said
    assert "seed 3" not in said


def test_plots_are_drawn_where_rows_allow(tmp_path: Path) -> None:
    """Growth over three sizes, gaps over time, everyone side by side; each is an SVG with a sentence."""
    rows = [
        row(size=f"{n}x{2 * n}", pairs=2 * n * n, seconds=n / 10, memory_mb=100 + n, gap_percent=0.5, groups=2 * n)
        for n in (10, 20, 40)
    ] + [row("highs", (0, 0, 45), 40, size="40x80", seconds=5.0, groups=80)]  # fmt: skip
    steps = [
        Improvement("dense", "40x80", 1, "engine", 5.0, one.step)
        for one in (improvement(1, 60, 30), improvement(2, 50, 40))
    ]

    drawn = drawings.drawn(rows, steps)

    assert set(drawn) == set(drawings.NAMES)
    for drawing in drawn.values():
        assert drawing.svg.startswith("<svg")
    assert (
        "engine, until within 1%: pairs to the power 0.50"
        in drawn["benchmark-growth.svg"].said
    )
    assert drawings.drawn([row()], []) == {}


def test_a_page_is_written_whole_and_leaves_no_old_plot(tmp_path: Path) -> None:
    """Words, tables and the name of the file of rows; a plot that the rows no longer allow goes."""
    place, page = tmp_path / PLACE, tmp_path / "docs" / "benchmarks.md"
    old = tmp_path / "docs" / "images" / "benchmark-time.svg"
    old.parent.mkdir(parents=True)
    old.write_text("<svg/>")
    write_rows(place, [row(gap_percent=20.0), row("highs", (0, 0, 45), 40)])

    write_page(place, page)

    said = page.read_text()
    assert "Measured on 2026-01-02" in said
    assert "benchmarks/results/2026-01-02.csv" in said
    assert "![How far each solver" in said
    assert not old.exists()
    assert (old.parent / "benchmark-peers.svg").exists()
    assert max(len(line) for line in said.splitlines() if line[:1] not in "|!") <= 120


def test_the_page_of_no_rows_is_short() -> None:
    """Nothing measured, nothing said of it."""
    said = text(PLACE, [], {})

    assert "Against" not in said
    assert "##" in said
