"""Who is looked at together: a few people, what they hold and what waits, then those who could take some of it best."""

import numpy as np
from numpy.typing import NDArray

from allocator.solvers.arrays import Arrays, Ints, worker_costs
from allocator.solvers.cutting import Piece
from allocator.solvers.placing import Placing, held
from allocator.solvers.weights import weigh

People = NDArray[np.bool_]

# At least so many join at a time, else as many as there are already.
_JOIN = 6


def around(given: Arrays, best: Placing, standing: Placing, people: People) -> Piece:
    """What some people hold and help with, and what waits that they may hold; to be shared out among them.

    Each may also stay where the best or the standing answer has it.
    """
    pair_of = np.append(given.pair_worker, given.workers)[best.pair]
    helper_of = np.append(given.helper_worker, given.workers)[best.helper]
    among = np.append(people, False)
    free = among[pair_of] | among[helper_of]
    open_to = np.zeros(given.groups, np.bool_)
    open_to[given.pair_group[people[given.pair_worker]]] = True
    free |= (best.pair < 0) & open_to
    pairs = free[given.pair_group] & people[given.pair_worker]
    helpers = free[_helper_group(given)] & people[given.helper_worker]
    for answer in (best, standing):
        pairs[answer.pair[free & (answer.pair >= 0)]] = True
        helpers[answer.helper[free & (answer.helper >= 0)]] = True
    workers = np.union1d(given.pair_worker[pairs], given.helper_worker[helpers])
    return Piece(
        workers, np.flatnonzero(free), np.flatnonzero(pairs), np.flatnonzero(helpers)
    )


def wider(given: Arrays, best: Placing, people: People, piece: Piece) -> People:
    """As many people again: those who could take something of a piece for little more than anyone could."""
    free = np.zeros(given.groups, np.bool_)
    free[piece.groups] = True
    load = held(given, best.pair, best.helper).load
    step = next_step(given, load)
    price = given.pair_cost + given.pair_demand * step[given.pair_worker]
    cheapest = np.full(given.groups, np.inf)
    np.minimum.at(cheapest, given.pair_group, price)
    dearer = np.full(given.workers, np.inf)
    asked = free[given.pair_group]
    np.minimum.at(
        dearer,
        given.pair_worker[asked],
        (price - cheapest[given.pair_group])[asked],
    )
    helping = free[_helper_group(given)]
    np.minimum.at(
        dearer,
        given.helper_worker[helping],
        (given.helper_demand * step[given.helper_worker])[helping],
    )
    dearer[people] = np.inf
    order = np.argsort(dearer, kind="stable")
    joining = order[np.isfinite(dearer[order])][: max(_JOIN, int(people.sum()))]
    more = people.copy()
    more[joining] = True
    # Where nobody else could, everyone who has to do with it is there.
    return more if len(joining) else np.ones_like(people)


def _helper_group(given: Arrays) -> Ints:
    return np.repeat(np.arange(given.groups), np.diff(given.helper_at))


def next_step(given: Arrays, load: Ints) -> NDArray[np.float64]:
    """What one more step of load costs each worker, a step beyond what is safe above all."""
    unsafe, uneven = (
        worker_costs(curves, load + 1) - worker_costs(curves, load)
        for curves in (given.unsafe, given.uneven)
    )
    found: NDArray[np.float64] = uneven + weigh(given).unsafe * unsafe
    return found
