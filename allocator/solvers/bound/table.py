"""A table of the least cost by load, one row more for each group that is open, compiled."""

import numpy as np

from allocator.solvers.arrays import Ints
from allocator.solvers.bound.desk import Desk
from allocator.solvers.bound.loads import cost_of_load
from allocator.solvers.compiled import compiled

# A class that is in the table; others are settled on a way, or on none.
OPEN = -2
# More than any cost that the relaxation lets arise.
_NEVER = np.int64(2**61)


@compiled
def fill(d: Desk, classes: int, width: int) -> None:
    """The least cost of the open classes by load: one row more for each, the last row for all."""
    d.table[0] = 0
    row, reach, rows = 0, 0, 0
    d.reach[0] = 0
    for c in range(classes):
        if d.settled[c] != OPEN:
            continue
        further = reach
        for i in range(d.start[c], d.start[c + 1]):
            further = max(further, reach + d.load[i])
        further = min(further, width - 1)
        before = d.table[row : row + reach + 1]
        after = d.table[row + width : row + width + further + 1]
        after[: reach + 1] = before
        after[reach + 1 :] = _NEVER
        for i in range(d.start[c], d.start[c + 1]):
            _offer(before, after[min(d.load[i], further + 1) :], d.value[i])
        row += width
        rows += 1
        reach = further
        d.reach[rows] = reach


@compiled
def _offer(before: Ints, after: Ints, value: int) -> None:
    """Lower each cost to what it is with one option more; alone in its loop, so that it is done several at a time."""
    for steps in range(min(len(before), len(after))):
        after[steps] = min(after[steps], before[steps] - value)


@compiled
def read_off(
    d: Desk, rows: int, width: int, base: int, starts: Ints, slopes: Ints
) -> tuple[int, int]:
    """The least cost with the load's own, over all loads of the last row, and the load that has it."""
    piece = 0
    while piece + 1 < len(starts) and starts[piece + 1] <= base:
        piece += 1
    best, best_steps = int(_NEVER), 0
    spent = cost_of_load(base, starts, slopes)
    for steps in range(d.reach[rows] + 1):
        cost = spent + d.table[rows * width + steps]
        if cost < best:
            best, best_steps = cost, steps
        spent += slopes[piece]
        if piece + 1 < len(starts) and starts[piece + 1] <= base + steps + 1:
            piece += 1
    return best, best_steps


@compiled
def trace(d: Desk, classes: int, rows: int, width: int, steps: int) -> None:
    """Take the ways that led to a load of the last row."""
    for c in range(classes - 1, -1, -1):
        d.taken[c] = d.settled[c]
        if d.settled[c] != OPEN:
            continue
        d.taken[c] = -1
        here = d.table[rows * width + steps]
        rows -= 1
        for i in range(d.start[c], d.start[c + 1]):
            before = steps - d.load[i]
            if (
                0 <= before <= d.reach[rows]
                and d.table[rows * width + before] - d.value[i] == here
            ):
                d.taken[c] = i
                steps = before
                break
