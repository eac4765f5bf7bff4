"""Every worker's cheapest set at the prices of the moment, compiled."""

from allocator.solvers.bound.desk import Desk
from allocator.solvers.bound.knapsack import cheapest_set
from allocator.solvers.bound.near import Near, Rise, lay_out, look_over, shortfall
from allocator.solvers.bound.options import Options
from allocator.solvers.bound.sets import Prices, Sets
from allocator.solvers.compiled import compiled

# A margin that nothing falls short of.
_ALL = 2**61
# A list made for a margin so much wider than is needed now is made anew.
_LONG = 4


@compiled
def cheapest_sets(
    first: int,
    last: int,
    options: Options,
    prices: Prices,
    near: Near,
    rise: Rise,
    d: Desk,
    sets: Sets,
) -> int:
    """Work out workers from ``first`` to before ``last``; how many options and cells that took."""
    effort = 0
    for worker in range(first, last):
        everything = options.at[worker + 1] - options.at[worker]
        left, exact = shortfall(worker, near, prices, rise), False
        if left > 0:
            gap, steps = _choose(worker, options, prices, near, d, sets)
            exact = _short(worker, left, near, sets) >= gap
            effort += steps
        elif near.margin[worker] == 0:
            # Never looked over: no price of load says yet what is near.
            look_over(worker, options, prices, near, d, rise.look, 0, _ALL)
            gap, steps = _choose(worker, options, prices, near, d, sets)
            effort += steps + 8 * everything
            exact = True
        gap = sets.gap[worker]
        margin = 2 * gap + min(max(8 * gap, 2 * rise.last), 4 * rise.last) + 1
        while not exact or near.margin[worker] > _LONG * margin:
            look_over(
                worker,
                options,
                prices,
                near,
                d,
                rise.look,
                sets.step_price[worker],
                margin,
            )
            effort += 8 * everything
            if not exact:
                gap, steps = _choose(worker, options, prices, near, d, sets)
                exact = _short(worker, margin, near, sets) >= gap
                effort += steps
                margin *= 4
    return effort


@compiled
def _short(worker: int, left: int, near: Near, sets: Sets) -> int:
    """By how much what is not listed falls short at the price of load that was settled on."""
    fallen = max(0, near.step_price[worker] - sets.step_price[worker])
    return int(left - fallen * near.most_demand[worker])


@compiled
def _choose(
    worker: int, options: Options, prices: Prices, near: Near, d: Desk, sets: Sets
) -> tuple[int, int]:
    """The worker's cheapest set of the options listed; how far from a bound it was at first, and the effort."""
    begin, end = options.curves.at[worker], options.curves.at[worker + 1]
    classes, highest = lay_out(worker, options, prices, near, d, prices.slopes[begin])
    cost, load, price, gap, cells = cheapest_set(
        d,
        classes,
        options.curves.starts[begin:end],
        prices.slopes[begin:end],
        options.room[worker],
        highest,
    )
    sets.cost[worker] = cost
    sets.load[worker] = load
    sets.step_price[worker] = price
    sets.gap[worker] = gap
    at = options.at[worker]
    count = 0
    for c in range(classes):
        if d.taken[c] >= 0:
            sets.chosen[at + count] = d.option[d.taken[c]]
            count += 1
    sets.how_many[worker] = count
    return gap, cells // 2 + 20 * d.start[classes] + 8 * near.how_many[worker] + 3000
