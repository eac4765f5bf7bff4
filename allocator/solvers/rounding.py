"""An answer from the bound's fractional one: each group where the averaged choices have it, the surest first."""

import numpy as np
from numpy.typing import NDArray

from allocator.solvers.arrays import Arrays, Ints
from allocator.solvers.placing import Placing, nothing_held, placing
from allocator.solvers.start import start

# A group whose likeliest pair is chosen less often than this is left to the fast start, which sees what is left.
_SURE = 0.3


def rounded(given: Arrays, picks: NDArray[np.float64]) -> Placing:
    """Every group with its likeliest pair where that fits, and the others as the fast start has them after that.

    ``picks`` says by pair how much of it the choices took. Groups that need a co-worker are left to the fast start.
    """
    pair = np.full(given.groups, -1)
    load, cases, asked = nothing_held(given)
    for p in _surest(given, picks).tolist():
        g, w, more = (
            given.pair_group[p],
            given.pair_worker[p],
            given.pair_supervision[p],
        )
        who = given.supervisor[w] if more else -1
        if (
            load[w] + given.pair_demand[p] > given.room[w]
            or cases[w] + given.size[g] > given.case_room[w]
            or (who >= 0 and asked[who] + more > given.supervision_room[who])
        ):
            continue
        pair[g] = p
        load[w] += given.pair_demand[p]
        cases[w] += given.size[g]
        if who >= 0:
            asked[who] += more
    return start(given, placing(given, pair, np.full(given.groups, -1)))


def _surest(given: Arrays, picks: NDArray[np.float64]) -> Ints:
    """The likeliest pair of each group that is sure enough and needs no co-worker, the surest first."""
    able = np.diff(given.pair_at) > 0
    order = np.lexsort((-picks, given.pair_group))
    likeliest = order[given.pair_at[:-1][able]]
    alone = given.pair_support[likeliest] == 0
    likeliest = likeliest[alone & (picks[likeliest] >= _SURE)]
    found: Ints = likeliest[np.argsort(-picks[likeliest], kind="stable")]
    return found
