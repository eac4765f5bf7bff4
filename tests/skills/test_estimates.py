import numpy as np
import pytest

from allocator.skills.estimates import differing, mean, student
from allocator.small_groups import Group


@pytest.mark.parametrize(
    ("freedom", "table"),
    [(4, 2.776), (5, 2.571), (7, 2.365), (10, 2.228), (20, 2.086), (30, 2.042), (120, 1.980)],
)  # fmt: skip
def test_intervals_reach_as_far_as_the_tables_of_student_say(
    freedom: int, table: float
) -> None:
    """The printed values of the t distribution, 95% both sides."""
    assert student(freedom) == pytest.approx(table, abs=0.0015)


def test_a_mean_has_its_interval() -> None:
    """Of 1, 2, 3, 4, 5: 3 give or take 2.776 times the root of 2.5 over 5."""
    found = mean(np.array([1.0, 2, 3, 4, 5, np.nan]))

    assert found.mean == 3
    assert found.low == pytest.approx(3 - 2.776 * np.sqrt(0.5), abs=0.002)
    assert found.high == pytest.approx(3 + 2.776 * np.sqrt(0.5), abs=0.002)


def test_one_figure_has_no_interval_and_none_no_mean() -> None:
    """Nobody can say how sure one figure is."""
    assert mean(np.array([2.0, np.nan])) == (2.0, None, None)
    assert mean(np.array([np.nan])) == (None, None, None)


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    """Of 2,000 samples of six people, about 95 in 100 intervals hold the true mean."""
    chance = np.random.default_rng(2)
    held = 0
    for _ in range(2_000):
        found = mean(chance.normal(2, 1, 6))
        assert found.low is not None
        assert found.high is not None
        held += found.low <= 2 <= found.high

    assert held / 2_000 == pytest.approx(0.95, abs=0.02)


def groups(*sizes: int) -> list[Group]:
    """Groups of these sizes, one after another."""
    ends = np.cumsum([0, *sizes])
    return [
        Group(f"G{number}", tuple(range(ends[number], ends[number + 1])))
        for number in range(len(sizes))
    ]


def test_a_group_far_above_the_others_is_marked() -> None:
    """Ten people at 0.9 beside thirty around 0.5 are above; the others are not all below."""
    chance = np.random.default_rng(3)
    values = np.concatenate(
        [chance.normal(0.9, 0.05, 10), chance.normal(0.5, 0.05, 30)]
    )

    found = differing(values[:, None], groups(10, 10, 10, 10))

    assert found[0] == ["above"]
    assert {row[0] for row in found[1:]} <= {"below", ""}


def test_figures_that_some_do_not_have_count_for_those_who_do() -> None:
    """People without a figure neither raise nor lower their group."""
    chance = np.random.default_rng(4)
    values = np.concatenate(
        [chance.normal(0.2, 0.05, 10), chance.normal(0.8, 0.05, 10)]
    )
    with_gaps = values.copy()
    with_gaps[[0, 12]] = np.nan

    found = differing(np.column_stack([with_gaps, np.full(20, np.nan)]), groups(10, 10))

    assert found == [["below", ""], ["above", ""]]


def test_groups_alike_are_seldom_marked() -> None:
    """Of 200 audits in which all teams are drawn alike, about 5 in 100 mark any team in anything.

    Twelve figures each (four teams, three areas): without the allowance for many comparisons about half would.
    """
    chance = np.random.default_rng(6)
    marked = 0
    for _ in range(200):
        values = chance.normal(0.6, 0.2, (32, 3))
        marked += any(
            side for row in differing(values, groups(8, 8, 8, 8)) for side in row
        )

    assert marked <= 20


def test_without_groups_there_is_nothing_to_compare() -> None:
    """One team only."""
    assert differing(np.ones((5, 1)), []) == []
