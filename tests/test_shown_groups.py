from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.small_groups import shown

_SMALLEST = 5


def told_on(
    published: Sequence[frozenset[str]], sizes: Mapping[str, int], smallest: int
) -> Iterator[tuple[str, ...]]:
    """Every set of fewer people than the smallest about which something follows from sums over published sets.

    Not only from subtracting one from another, but from adding and subtracting all of them in any proportion: the
    published sets span a space, and what follows about some groups alone is what of it lies on those groups alone.
    """
    names = [name for name, size in sizes.items() if size]
    rows = np.array([[name in one for name in names] for one in published], dtype=float)
    rank = np.linalg.matrix_rank(rows) if len(published) else 0
    for count in range(1, len(names) + 1):
        for some in combinations(range(len(names)), count):
            if sum(sizes[names[place]] for place in some) >= smallest:
                continue
            others = [place for place in range(len(names)) if place not in some]
            outside = np.linalg.matrix_rank(rows[:, others]) if others and rank else 0
            if outside < rank:
                yield tuple(names[place] for place in some)


def published(sizes: Mapping[str, int], smallest: int) -> list[frozenset[str]]:
    """The whole and every shown group, as a report tells them."""
    visible = shown(sizes, smallest)
    whole = [frozenset(sizes)] if sum(sizes.values()) >= smallest else []
    return [*whole, *(frozenset({name}) for name in visible)]


@given(
    st.dictionaries(
        st.sampled_from("ABCDEFG"), st.integers(min_value=0, max_value=12), min_size=1
    ),
    st.integers(min_value=2, max_value=8),
)
def test_no_subtraction_tells_about_few(sizes: dict[str, int], smallest: int) -> None:
    """Whatever is added to or taken from what, nothing follows about fewer people than the smallest group."""
    assert [*told_on(published(sizes, smallest), sizes, smallest)] == []


def test_hiding_only_the_small_would_be_found_out() -> None:
    """The search above finds a group that is the only hidden one: the whole less the others is that group."""
    sizes = {"A": 3, "B": 6, "C": 9}
    naive = [frozenset(sizes), frozenset("B"), frozenset("C")]

    assert [*told_on(naive, sizes, _SMALLEST)] == [("A",)]


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ({"A": 5, "B": 6}, "AB"),
        ({"A": 4, "B": 6}, ""),
        ({"A": 3, "B": 6, "C": 9}, "C"),
        ({"A": 3, "B": 2, "C": 9}, "C"),
        ({"A": 4, "B": 5, "C": 5, "D": 9}, "CD"),
        ({"A": 0, "B": 6, "C": 9}, "C"),
        ({"A": 2, "B": 2}, ""),
        ({}, ""),
    ],
)
def test_the_fewest_are_hidden(sizes: dict[str, int], expected: str) -> None:
    """Small groups are hidden, and of the others the smallest, until the hidden are enough together."""
    assert shown(sizes, _SMALLEST) == frozenset(expected)


@given(st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 12)))
def test_the_order_of_groups_changes_nothing(sizes: dict[str, int]) -> None:
    """The same groups are shown however the sizes are listed."""
    backwards = dict(reversed(sizes.items()))

    assert shown(sizes, _SMALLEST) == shown(backwards, _SMALLEST)
