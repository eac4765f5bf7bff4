"""Running until the answer is precise enough, and saying honestly how sure it then is.

To stop as soon as an interval happens to be narrow, or to clear a limit, is to pick a lucky moment: at each look there
is another chance of being wrong. So the looks are planned beforehand, and each has only its part of the doubt: with
four looks planned, the intervals of every look are made for 98.75% instead of 95%. Whichever look comes to be the last,
its intervals then hold with at least 95%.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from allocator.simulation.answers.intervals import USUAL

Found = TypeVar("Found")

FIRST = 25


class Look(NamedTuple):
    """One planned look: after how many runs, and the level of its intervals."""

    runs: int
    level: float


def plan(most: int, first: int = FIRST, level: float = USUAL) -> tuple[Look, ...]:
    """Looks after ever twice as many runs, the last after the most that are allowed."""
    sizes = [min(first, most)]
    while sizes[-1] < most:
        sizes.append(min(2 * sizes[-1], most))
    each = 1 - (1 - level) / len(sizes)
    return tuple(Look(size, each) for size in sizes)


def until_precise(
    looks: tuple[Look, ...],
    wanted: float,
    look: Callable[[Look], Found],
    half_width: Callable[[Found], float],
) -> Iterator[Found]:
    """What each look finds, until one is precise enough or the plan is at its end."""
    for each in looks:
        found = look(each)
        yield found
        if half_width(found) <= wanted:
            return
