"""One worker's cheapest set is the cheapest of all sets."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.problem.posed import Curve
from allocator.solvers.bound.desk import Desk, desk
from allocator.solvers.bound.knapsack import cheapest_set
from allocator.solvers.bound.loads import cost_of_load
from tests.problem.problems import curves

# One group's ways to be taken: what each is worth and its load.
Ways = list[tuple[int, int]]
WAYS = st.lists(
    st.tuples(st.integers(-5, 60), st.integers(0, 6)), min_size=1, max_size=2
)
GROUPS = st.lists(WAYS, max_size=6)


def laid_out(groups: list[Ways], cells: int) -> Desk:
    """A desk with these on it."""
    found = desk(12, cells)
    at = 0
    for number, ways in enumerate(groups):
        found.start[number] = at
        for worth, load in ways:
            found.value[at], found.load[at], found.option[at] = worth, load, at
            at += 1
    found.start[len(groups)] = at
    return found


def pieces(curve: Curve) -> tuple[list[int], list[int]]:
    """A curve's pieces from 0 on."""
    starts, slopes = list(curve.starts), list(curve.slopes)
    return ([0, *starts], [0, *slopes]) if not starts or starts[0] else (starts, slopes)


def solved(
    groups: list[Ways], curve: Curve, room: int, cells: int
) -> tuple[Desk, tuple[int, ...]]:
    """The desk afterwards and what was found."""
    on, (starts, slopes) = laid_out(groups, cells), pieces(curve)
    found = cheapest_set(
        on, len(groups), np.array(starts), np.array(slopes), room, max(61, slopes[0])
    )
    return on, found


def least(groups: list[Ways], curve: Curve, room: int) -> int:
    """The least cost of any set, by trying them all."""
    return min(
        curve(sum(load for _, load in taken)) - sum(worth for worth, _ in taken)
        for taken in product(*([(0, 0), *ways] for ways in groups))
        if sum(load for _, load in taken) <= room
    )


@settings(max_examples=400, deadline=None)
@given(groups=GROUPS, curve=curves(), room=st.integers(0, 30))
def test_the_set_is_the_cheapest(groups: list[Ways], curve: Curve, room: int) -> None:
    """Its cost is the least there is, and the set taken has that cost, fits and takes no group twice."""
    on, (cost, load, *_) = solved(groups, curve, room, 10_000)

    taken = [way for way in on.taken[: len(groups)] if way >= 0]
    assert cost == least(groups, curve, room)
    assert load == sum(on.load[taken]) <= room
    assert cost == curve(int(load)) - sum(on.value[taken])
    for number, way in enumerate(on.taken[: len(groups)]):
        assert way < 0 or on.start[number] <= way < on.start[number + 1]


@settings(max_examples=200, deadline=None)
@given(groups=GROUPS, curve=curves(), room=st.integers(0, 30))
def test_without_room_for_a_table_the_cost_is_a_bound(
    groups: list[Ways], curve: Curve, room: int
) -> None:
    """Priced load alone never costs more than the cheapest set."""
    _, (cost, *_) = solved(groups, curve, room, 1)

    assert cost <= least(groups, curve, room)


def test_a_table_is_filled_only_where_prices_leave_a_doubt() -> None:
    """What is worth its load at any price is taken without one; two that do not both fit need one."""
    flat = Curve((0,), (1,))

    _, (*_, settled) = solved([[(50, 2)], [(40, 3)]], flat, 10, 10_000)
    _, (cost, *_, cells) = solved([[(50, 6)], [(40, 5)], [(38, 5)]], flat, 10, 10_000)

    assert settled == 0
    assert cells > 0
    assert cost == 10 - 78


@settings(max_examples=100, deadline=None)
@given(curve=curves())
def test_a_load_costs_what_the_curve_says(curve: Curve) -> None:
    """The compiled curve is the problem's own."""
    starts, slopes = map(np.array, pieces(curve))

    assert [cost_of_load(load, starts, slopes) for load in range(20)] == [
        curve(load) for load in range(20)
    ]
