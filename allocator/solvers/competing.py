"""Which workers' groups are taken back together: those of workers who compete for them."""

import numpy as np
from numpy.typing import NDArray

from allocator.solvers.arrays import Arrays, Ints
from allocator.solvers.cutting import Piece
from allocator.solvers.placing import Placing, holders

# Of those who wait, and of those who could help one group, so many join.
_WAITING, _HELPERS = 6, 6


def competing(
    given: Arrays,
    best: Placing,
    near: Ints,
    size: float,
    chance: np.random.Generator,
) -> Piece:
    """Workers near one group, those near what they hold, and so on, until they have about so many pairs to choose from.

    ``near`` has a row of pairs for each group, filled up with -1. Groups that could only stay where they are, stay.
    """
    holder = holders(given, best.pair)
    rivals = np.where(near >= 0, given.pair_worker[near], given.workers)
    # What a group has now is open to it, too.
    besides = 1 - (near == best.pair[:, None]).any(axis=1)
    besides[best.pair < 0] = 1
    waiting = np.flatnonzero((best.pair < 0) & (near[:, 0] >= 0))
    group = int(chance.integers(given.groups))
    if len(waiting) and chance.random() < 0.5:
        group = int(chance.choice(waiting))
    chosen = np.zeros(given.workers + 1, np.bool_)  # the last for nobody
    groups = np.array([group])
    for _ in range(given.workers):
        nearby = np.append(rivals[group, :4], holder[group])
        nearby = nearby[~chosen[nearby] & (nearby < given.workers)]
        if len(nearby):
            chosen[int(chance.choice(nearby))] = True
        elif chance.random() < 0.1:
            chosen[int(chance.integers(given.workers))] = True
        own = chosen[holder]
        beside = waiting[chosen[rivals[waiting]].any(axis=1)]
        if len(beside) > _WAITING:
            beside = chance.choice(beside, _WAITING, replace=False)
        own[beside] = True
        groups = np.flatnonzero(own)
        count = chosen[rivals[groups]].sum(axis=1) + besides[groups]
        groups, count = groups[count > 1], count[count > 1]
        if count.sum() >= size:
            break
        if own.any():
            group = int(chance.choice(np.flatnonzero(own)))
    return _free(given, best, near, chosen, groups, chance)


def _free(
    given: Arrays,
    best: Placing,
    near: Ints,
    chosen: NDArray[np.bool_],
    groups: Ints,
    chance: np.random.Generator,
) -> Piece:
    """Near pairs of groups with chosen workers, what they have now, and some who could help."""
    pairs = near[groups].ravel()
    pairs = pairs[pairs >= 0]
    pairs = pairs[chosen[given.pair_worker[pairs]]]
    now = best.pair[groups]
    pairs = np.unique(np.append(pairs, now[now >= 0]))
    helpers = [best.helper[groups][best.helper[groups] >= 0]]
    for g in groups[given.helper_at[groups + 1] > given.helper_at[groups]].tolist():
        able = np.arange(given.helper_at[g], given.helper_at[g + 1])
        inside = able[chosen[given.helper_worker[able]]]
        if len(inside) > _HELPERS:
            inside = chance.choice(inside, _HELPERS, replace=False)
        helpers.append(inside)
    helping = np.unique(np.concatenate(helpers))
    workers = np.unique(
        np.append(given.pair_worker[pairs], given.helper_worker[helping])
    )
    return Piece(workers, groups, pairs, helping)
