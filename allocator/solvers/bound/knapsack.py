"""The cheapest set of options for one worker at given prices: an exact knapsack over load, compiled.

A worker's load is priced first. At any price per step, taking every option worth more than its load, and the load that
is cheapest beside what it then earns, costs no more than the best set: a bound of one worker (the proof is that of the
whole relaxation again). The difference to a set at hand says which choices and which loads no better set can have.
Only what is left open goes through a table over load, which is small or empty for most workers.
"""

from allocator.solvers.arrays import Ints
from allocator.solvers.bound.desk import Desk
from allocator.solvers.bound.loads import (
    cheapest_load,
    cost_of_load,
    greatest_load,
    worth_carrying,
)
from allocator.solvers.bound.table import OPEN, fill, read_off, trace
from allocator.solvers.compiled import compiled


@compiled
def cheapest_set(
    d: Desk, classes: int, starts: Ints, slopes: Ints, room: int, highest: int
) -> tuple[int, int, int, int, int]:
    """The best set's cost and load, the price of a step of load, how far from it was a set at hand, and cells filled.

    Nothing is worth its load at the price ``highest``. Where the table would not fit on the desk the cost is that at
    the load's price, which is lower than the truth and so still a bound, and the set is the one at hand.
    """
    price = _price_of_a_step(d, classes, starts, slopes, room, highest)
    surplus, used, gained = _take_at_price(d, classes, price)
    least, paying = cheapest_load(starts, slopes, room, price)
    floor = least - surplus
    used, spent, gained = _add_what_pays(d, classes, starts, slopes, room, used, gained)
    cost = spent - gained
    gap = cost - floor
    if gap <= 0:
        return cost, used, price, 0, 0
    top = greatest_load(starts, slopes, room, price, paying, gap)
    open_classes, base, fixed = _settle(d, classes, price, gap)
    width = top - base + 1
    if width <= 0:
        return cost, used, price, gap, 0
    if (open_classes + 1) * width > len(d.table):
        return floor, used, price, gap, 0
    fill(d, classes, width)
    better, steps = read_off(d, open_classes, width, base, starts, slopes)
    if better - fixed < cost:
        cost, used = better - fixed, base + steps
        trace(d, classes, open_classes, width, steps)
    return cost, used, price, gap, (open_classes + 1) * width


@compiled
def _price_of_a_step(
    d: Desk, classes: int, starts: Ints, slopes: Ints, room: int, highest: int
) -> int:
    """The least price at which the load of all that is worth it is no more than is worth carrying.

    Classes that are treated alike at every price still possible are set aside, so that the passes grow shorter.
    """
    low, high, aside, count = slopes[0], highest, 0, classes
    for c in range(classes):
        d.taken[c] = c
    while low < high:
        price = (low + high) // 2
        wanted = aside
        for n in range(count):
            c = d.taken[n]
            surplus, load = 0, 0
            for i in range(d.start[c], d.start[c + 1]):
                more = d.value[i] - price * d.load[i]
                if more > surplus:
                    surplus, load = more, d.load[i]
            d.surplus[n] = surplus
            d.settled[n] = load
            wanted += load
        enough = wanted <= worth_carrying(starts, slopes, room, price)
        left = 0
        for n in range(count):
            c = d.taken[n]
            if enough and d.surplus[n] > 0 and d.start[c + 1] == d.start[c] + 1:
                aside += d.settled[n]
            elif enough or d.surplus[n] > 0:
                d.taken[left] = c
                left += 1
        count = left
        if enough:
            high = price
        else:
            low = price + 1
    return int(low)


@compiled
def _take_at_price(d: Desk, classes: int, price: int) -> tuple[int, int, int]:
    """Take what is worth its load; what that leaves, its load and its value."""
    left, load, value = 0, 0, 0
    for c in range(classes):
        surplus, way = 0, -1
        for i in range(d.start[c], d.start[c + 1]):
            more = d.value[i] - price * d.load[i]
            if more > surplus:
                surplus, way = more, i
        d.taken[c] = way
        d.surplus[c] = surplus
        left += surplus
        if way >= 0:
            load += d.load[way]
            value += d.value[way]
    return left, load, value


@compiled
def _add_what_pays(
    d: Desk, classes: int, starts: Ints, slopes: Ints, room: int, load: int, value: int
) -> tuple[int, int, int]:
    """Add to what is taken whatever is worth more than it costs in whole; the load, its cost and its value then."""
    spent = cost_of_load(load, starts, slopes)
    piece = 0
    while piece + 1 < len(starts) and starts[piece + 1] <= load:
        piece += 1
    for c in range(classes):
        if d.taken[c] >= 0:
            continue
        for i in range(d.start[c], d.start[c + 1]):
            # The curve rises at least as steeply from here on: most are ruled out without a look at it.
            if load + d.load[i] > room or d.value[i] <= slopes[piece] * d.load[i]:
                continue
            then = cost_of_load(load + d.load[i], starts, slopes)
            if then - spent < d.value[i]:
                d.taken[c] = i
                load += d.load[i]
                value += d.value[i]
                spent = then
                break
    return load, spent, value


@compiled
def _settle(d: Desk, classes: int, price: int, gap: int) -> tuple[int, int, int]:
    """Settle each class that every better set treats alike; how many stay open, and load and value of the settled."""
    still_open, load, value = 0, 0, 0
    for c in range(classes):
        ways, only = 0, -1
        if d.surplus[c] < gap:
            ways = 1
        for i in range(d.start[c], d.start[c + 1]):
            if d.surplus[c] - d.value[i] + price * d.load[i] < gap:
                ways += 1
                only = i
        d.settled[c] = only
        if ways > 1:
            d.settled[c] = OPEN
            still_open += 1
        elif only >= 0:
            load += d.load[only]
            value += d.value[only]
    return still_open, load, value
