"""Where one worker's set is worked out."""

from typing import NamedTuple

import numpy as np

from allocator.solvers.arrays import Ints


class Desk(NamedTuple):
    """Room to work out one worker's set.

    Options of one group are a class, of which at most one is taken: class ``c`` has the ways ``start[c]`` up to
    ``start[c + 1]``, each with its value, load and option. ``taken`` is the way taken of each class, or -1.
    """

    table: Ints
    value: Ints
    load: Ints
    option: Ints
    start: Ints
    taken: Ints
    surplus: Ints
    settled: Ints
    reach: Ints


def desk(most: int, cells: int) -> Desk:
    """Room for workers with up to so many options, and tables of up to so many cells."""
    return Desk(np.empty(cells, np.int64), *np.empty((8, most + 1), np.int64))
