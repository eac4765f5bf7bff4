from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.policy.columns import BLANK
from allocator.policy.facts import Uncovered
from tests.policy.derived import Step, label, refused

YEARS: Step = {"kind": "elapsed", "name": "years", "since": "since", "unit": "years"}

ROWS = [["a", "b", "c"], ["d", "e", "f"]]


def grid(
    down: list[int], across: list[int], rows: list[list[str]], **more: object
) -> Step:
    """A grid of harm, which runs from 0 to 3, by need, which runs from 0 to 10."""
    return {
        "kind": "grid",
        "name": "level",
        "down": {"of": "harm", "at_least": down, **more},
        "across": {"of": "need", "at_least": across},
        "rows": rows,
    }


LINES = st.lists(st.integers(1, 3), max_size=2, unique=True).map(
    lambda m: [0, *sorted(m)]
)
COLUMNS = st.lists(st.integers(1, 10), max_size=3, unique=True).map(
    lambda m: [0, *sorted(m)]
)


@given(
    down=LINES,
    across=COLUMNS,
    falls=st.tuples(st.booleans(), st.booleans()),
    harm=st.sampled_from(["", "0", "1", "2.5", "3"]),
    need=st.sampled_from(["", "0", "0.9", "4", "10"]),
)
def test_a_grid_is_looked_up_as_by_hand(
    down: list[int], across: list[int], falls: tuple[bool, bool], harm: str, need: str
) -> None:
    """The row and the column whose lines were reached last, whichever way the lines run; any where one is missing."""
    down, across = sorted(down, reverse=falls[0]), sorted(across, reverse=falls[1])
    rows = [[f"{d}-{a}" for a in across] for d in down]

    found = label(grid(down, across, rows), harm=harm, need=need)

    by_hand = {
        f"{max(m for m in down if m <= d)}-{max(m for m in across if m <= a)}"
        for d, a in product(
            [float(harm)] if harm else range(4), [float(need)] if need else range(11)
        )
    }
    assert found.could_be == by_hand
    assert found.name == (by_hand.pop() if harm and need else BLANK)


def test_a_first_score_may_still_become_any() -> None:
    """While a score is only a first one, every row is possible, though one is given."""
    step = grid([0, 2], [0, 4, 8], ROWS, may_change_when={"place": ["care"]})

    assert label(step, harm="2", need="4", place="home") == ("e", {"e"})
    assert label(step, harm="2", need="4", place="care") == ("e", {"b", "e"})
    assert label(step, harm="2", need="4") == ("e", {"b", "e"})


def test_below_every_line_of_a_grid_is_a_fault() -> None:
    """A number the grid has no line for is told with its column."""
    with pytest.raises(
        Uncovered, match=r"'0\.5' is below every line of level"
    ) as error:
        label(grid([1, 2], [0, 4, 8], ROWS), harm="0.5", need="4")

    assert error.value.column == "harm"


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (grid([0, 2], [0, 4, 8], ROWS[:1]), "has 1 rows, and down has 2 lines"),
        (
            grid([0, 2], [0, 4], ROWS),
            "row 1 has 3 labels, and across has 2 lines",
        ),
        (grid([0, 2, 1], [0, 4, 8], ROWS), "must run all up or all down"),
        (grid([0, 0], [0, 4, 8], ROWS), "must run all up or all down"),
        (
            grid([0, 4], [0, 4, 8], ROWS),
            "never reaches the line at 4: harm runs from 0 to 3",
        ),
        (
            grid([0, 2], [0, 4, 8], ROWS, may_change_when={"place": ["hoem"]}),
            "depends on place being 'hoem', which it never is",
        ),
        (
            grid([0, 2], [0, 4, 8], ROWS, of="place"),
            "reads 'place', which is no number",
        ),
    ],
)
def test_grids_that_could_not_be_used_are_refused(step: Step, told: str) -> None:
    """A grid with holes, with lines that nothing reaches or of no number is told."""
    assert told in refused(step)


def test_every_time_has_a_line() -> None:
    """A grid of a time begins at nothing at all."""
    step = grid([1, 2], [0, 4, 8], ROWS, of="years")

    assert "must have a line for any years: begin at 0" in refused(YEARS, step)
