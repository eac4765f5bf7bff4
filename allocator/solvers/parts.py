"""Teams that share no case, co-worker or supervisor are problems of their own."""

from collections.abc import Iterator

import numpy as np

from allocator.solvers.arrays import Arrays, Ints
from allocator.solvers.cutting import Piece


def independent(given: Arrays) -> list[Piece]:
    """The pieces of a problem that have nothing to do with each other, the largest first.

    Workers and groups that nothing connects with anything are in none: those groups can only wait.
    """
    label = _labels(given)
    pair_label = label[given.pair_worker]
    helper_group = np.repeat(np.arange(given.groups), np.diff(given.helper_at))
    able = np.diff(given.pair_at) > 0
    group_label = np.full(given.groups, -1)
    group_label[able] = pair_label[given.pair_at[:-1][able]]
    helper_label = group_label[helper_group]
    found = [
        Piece(*piece)
        for piece in zip(
            *(
                _split(labels, given.workers)
                for labels in (label, group_label, pair_label, helper_label)
            ),
            strict=True,
        )
        if len(piece[1])
    ]
    return sorted(found, key=lambda piece: -len(piece.pairs))


def plain_bounds(given: Arrays) -> Ints:
    """By group and goal, what it costs at least: to wait where nobody may hold it, else its best match if wanted."""
    found = np.zeros((given.groups, 3), np.int64)
    found[np.diff(given.pair_at) == 0, 0] = given.urgency[np.diff(given.pair_at) == 0]
    np.minimum.at(found[:, 2], given.pair_group, given.pair_cost)
    return found


def _labels(given: Arrays) -> Ints:
    """A number for each worker, the same for those who are connected."""
    helper_group = np.repeat(np.arange(given.groups), np.diff(given.helper_at))
    supervised = np.flatnonzero(given.supervisor >= 0)
    # Everything that connects workers: a group with its pairs and helpers, a supervisor with those supervised.
    tie = np.concatenate(
        (given.pair_group, helper_group, given.groups + given.supervisor[supervised])
    )
    tied = np.concatenate((given.pair_worker, given.helper_worker, supervised))
    label = np.arange(given.workers)
    while True:
        least = np.full(given.groups + len(given.supervision_room), given.workers)
        np.minimum.at(least, tie, label[tied])
        lower = label.copy()
        np.minimum.at(lower, tied, least[tie])
        # Whoever is reached takes the number of the one whose number they had, so that long chains are short work.
        lower = lower[lower]
        if np.array_equal(lower, label):
            return label
        label = lower


def _split(labels: Ints, count: int) -> Iterator[Ints]:
    """The indices with each label from 0 on, in rising order."""
    order = np.argsort(labels, kind="stable")
    ends = np.searchsorted(labels[order], np.arange(count + 1))
    for first, last in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
        yield order[first:last]
