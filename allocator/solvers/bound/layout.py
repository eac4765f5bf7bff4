"""Which rules have a price, and where it stands among the others."""

from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from allocator.solvers.arrays import Arrays, Ints
from allocator.solvers.bound.options import ALONE, Options

Number = TypeVar("Number", np.int64, np.float64)


class Layout(NamedTuple):
    """Which rules have a price, in the order of the one vector of prices.

    Every group; company, and then a lead, for each group in ``joint``; the limit on cases of each worker in
    ``limited``; the room of each of ``supervisors``; a point of urgency that waits; a step that is unsafe.
    """

    groups: int
    joint: Ints
    limited: Ints
    supervisors: Ints

    def cut(self, vector: NDArray[Number]) -> list[NDArray[Number]]:
        """The vector by kind of rule."""
        joint = len(self.joint)
        lengths = (
            self.groups, joint, joint, len(self.limited), len(self.supervisors)
        )  # fmt: skip
        return np.split(vector, np.cumsum(lengths))


def layout(given: Arrays, options: Options) -> Layout:
    """The rules that some choice could break."""
    worker = options.worker
    cases = np.bincount(worker, options.cases, given.workers)
    supervision = np.bincount(worker, options.supervision, given.workers)
    asked = by_supervisor(given, supervision)
    return Layout(
        given.groups,
        np.unique(options.group[options.kind != ALONE]),
        np.flatnonzero(cases > given.case_room),
        np.flatnonzero(asked > given.supervision_room),
    )


def by_supervisor(given: Arrays, supervision: Ints) -> Ints:
    """What each supervisor is asked for, of what each worker takes."""
    rooms = len(given.supervision_room)
    asked = np.bincount(given.supervisor + 1, supervision, rooms + 1)
    return asked[1:].astype(np.int64)
