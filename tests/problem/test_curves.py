"""The convex costs of added load: how they are read, added up and built."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.problem.pose import even_curve, over_curve
from allocator.problem.posed import Curve, total
from tests.builders import small_priorities
from tests.problem.problems import curves

FAR = 20


def slope_at(curve: Curve, load: int) -> int:
    """What the next step costs after some load: the slope of the last piece begun."""
    begun = [
        s for start, s in zip(curve.starts, curve.slopes, strict=True) if start <= load
    ]
    return begun[-1] if begun else 0


def test_a_curve_without_pieces_costs_nothing() -> None:
    """No entries, no cost."""
    assert Curve()(7) == 0
    assert Curve().lines(7) == []


def test_a_curve_by_hand() -> None:
    """Two steps free, three at 1, then 5 each."""
    curve = Curve((2, 5), (1, 5))

    assert [curve(added) for added in range(8)] == [0, 0, 0, 1, 2, 3, 8, 13]


@given(curve=curves())
def test_a_curve_is_the_sum_of_its_steps(curve: Curve) -> None:
    """Nothing added costs nothing, and each step costs the slope it stands on."""
    steps = [slope_at(curve, load) for load in range(FAR)]

    assert [curve(added) for added in range(FAR)] == [
        sum(steps[:added]) for added in range(FAR)
    ]


@given(curve=curves())
def test_a_curve_never_gets_less_steep(curve: Curve) -> None:
    """Each step costs at least as much as the one before: convex, so the most loaded are relieved first."""
    steps = [curve(added + 1) - curve(added) for added in range(FAR)]

    assert steps == sorted(steps)


@given(curve=curves(), room=st.integers(0, FAR))
def test_the_lines_of_a_curve_reach_up_to_it(curve: Curve, room: int) -> None:
    """Up to the room the highest of the lines, or nothing, is exactly the curve: so a program needs no other rule."""
    lines = curve.lines(room)

    for added in range(room + 1):
        heights = [slope * added + intercept for slope, intercept in lines]
        assert curve(added) == max([0, *heights])


def test_lines_beyond_the_room_are_left_out() -> None:
    """A piece that nobody can reach asks nothing of the program."""
    curve = Curve((0, 4, 8), (1, 2, 3))

    assert curve.lines(8) == [(1, 0), (2, -4)]
    assert curve.lines(9) == [(1, 0), (2, -4), (3, -12)]


@given(several=st.lists(curves(), max_size=4))
def test_the_total_of_curves_costs_what_they_cost_together(
    several: list[Curve],
) -> None:
    """Adding curves up first or their costs after comes to the same."""
    together = total(several)

    for added in range(FAR):
        assert together(added) == sum(curve(added) for curve in several)


@pytest.mark.parametrize(
    ("held", "costs"),
    [
        (0, [0, 0, 10, 30, 60]),
        (9, [0, 90, 190, 300, 420]),
    ],
)
def test_evenness_by_hand(held: int, costs: list[int]) -> None:
    """With capacity 10 and steps of 10%, the nth unit lands on the nth ten percent."""
    curve = even_curve(capacity=10, held=held, room=10, step=10)

    assert [curve(added) for added in range(5)] == costs


@given(
    capacity=st.integers(0, 40),
    held=st.integers(0, 60),
    room=st.integers(0, FAR),
    step=st.integers(1, 50),
    worth=st.sampled_from([Decimal(1), Decimal("0.2"), Decimal("0.07"), Decimal(3)]),
)
def test_evenness_is_the_sum_of_its_steps(
    capacity: int, held: int, room: int, step: int, worth: Decimal
) -> None:
    """Each unit counts the utilisation at its middle, rounded down; a worker with no capacity counts as having 1."""
    curve = even_curve(capacity, held, room, step, worth)

    def counted(load: int) -> int:
        middle = Decimal(100) * (2 * load + 1) / (2 * max(1, capacity))
        return int(int(middle // step) * step * worth)

    for added in range(room + 1):
        assert curve(added) == sum(counted(held + n) for n in range(added))


@given(
    capacity=st.integers(0, 40),
    held=st.integers(0, 60),
    room=st.integers(0, FAR),
    step=st.integers(1, 50),
)
def test_evenness_is_a_proper_curve(
    capacity: int, held: int, room: int, step: int
) -> None:
    """Pieces begin one after the other, from nothing, each steeper than the last."""
    curve = even_curve(capacity, held, room, step)

    assert curve.starts[0] == 0
    assert list(curve.starts) == sorted(set(curve.starts))
    assert list(curve.slopes) == sorted(set(curve.slopes))


LIMITS = small_priorities(
    over_safe=[
        {"from_percent": 80, "weight": 1},
        {"from_percent": 95, "weight": 3},
        {"from_percent": 100, "weight": 4},
    ]
)


def test_safety_by_hand() -> None:
    """With capacity 20 and 15 held, one more step is safe; then 1 each, and more from 95% and 100% on."""
    curve = over_curve(capacity=20, held=15, priorities=LIMITS)

    assert [curve(added) for added in range(8)] == [0, 0, 1, 2, 3, 6, 10, 14]


@given(capacity=st.integers(0, 40), held=st.integers(0, 60))
def test_safety_is_the_sum_of_its_steps(capacity: int, held: int) -> None:
    """Each step beyond a limit counts the weight of the highest limit it is beyond."""
    curve = over_curve(capacity, held, LIMITS)

    def counted(load: int) -> int:
        return max(
            (
                limit.weight
                for limit in LIMITS.over_safe
                if load >= capacity * limit.from_percent // 100
            ),
            default=0,
        )

    for added in range(FAR):
        assert curve(added) == sum(counted(held + n) for n in range(added))
