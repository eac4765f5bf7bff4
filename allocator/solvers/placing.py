"""An answer in arrays, and back."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from allocator.problem.ledger import Choice, Choices
from allocator.problem.posed import Cost
from allocator.solvers.arrays import Arrays, Ints, worker_costs


class Placing(NamedTuple):
    """The pair and the helper each group has, -1 for none, and what it comes to.

    ``totals`` are, in strict order: required groups that wait, unplaced, unsafe, blended.
    """

    pair: Ints
    helper: Ints
    totals: tuple[int, ...]

    @property
    def is_allowed(self) -> bool:
        """Whether all that must be placed is."""
        return self.totals[0] == 0

    @property
    def cost(self) -> Cost:
        """What it costs."""
        return Cost(*self.totals[1:])


class Held(NamedTuple):
    """Load and cases of each worker, supervision asked of each supervisor."""

    load: Ints
    cases: Ints
    asked: Ints


def placing(given: Arrays, pair: Ints, helper: Ints) -> Placing:
    """An answer with its totals."""
    load = held(given, pair, helper).load
    waits, placed = pair < 0, pair[pair >= 0]
    uneven = int(worker_costs(given.uneven, load).sum())
    return Placing(
        pair,
        helper,
        (
            int(given.required[waits].sum()),
            int(given.urgency[waits].sum()),
            int(worker_costs(given.unsafe, load).sum()),
            uneven + int(given.pair_cost[placed].sum()),
        ),
    )


def holders(given: Arrays, pair: Ints) -> Ints:
    """The worker who holds each group; the number of workers where nobody does."""
    found = np.full(len(pair), given.workers)
    found[pair >= 0] = given.pair_worker[pair[pair >= 0]]
    return found


def nothing_held(given: Arrays) -> Held:
    """What everyone has before anything is placed."""
    return Held(
        np.zeros(given.workers, np.int64),
        np.zeros(given.workers, np.int64),
        np.zeros(len(given.supervision_room), np.int64),
    )


def held(given: Arrays, pair: Ints, helper: Ints) -> Held:
    """What an answer adds to everyone."""
    load, cases, asked = found = nothing_held(given)
    groups = np.flatnonzero(pair >= 0)
    taken, helped = pair[groups], helper[helper >= 0]
    worker = given.pair_worker[taken]
    np.add.at(load, worker, given.pair_demand[taken])
    np.add.at(load, given.helper_worker[helped], given.helper_demand[helped])
    np.add.at(cases, worker, given.size[groups])
    limited = given.supervisor[worker] >= 0
    np.add.at(
        asked,
        given.supervisor[worker[limited]],
        given.pair_supervision[taken[limited]],
    )
    return found


def fits(given: Arrays, pair: Ints, helper: Ints) -> bool:
    """Whether nobody is given more than they have room for."""
    load, cases, asked = held(given, pair, helper)
    return bool(
        (load <= given.room).all()
        and (cases <= given.case_room).all()
        and (asked <= given.supervision_room).all()
    )


def as_choices(given: Arrays, found: Placing) -> Choices:
    """The worker and co-worker of each group."""
    workers = given.pair_worker[found.pair].tolist() if given.pairs else []
    helpers = given.helper_worker[found.helper].tolist() if given.helper_at[-1] else []
    return tuple(
        None if pair < 0 else Choice(workers[g], helpers[g] if helper >= 0 else None)
        for g, (pair, helper) in enumerate(
            zip(found.pair.tolist(), found.helper.tolist(), strict=True)
        )
    )


def from_choices(given: Arrays, choices: Sequence[Choice | None]) -> Placing:
    """Choices by pair and helper."""
    pair = np.full(given.groups, -1, np.int64)
    helper = np.full(given.groups, -1, np.int64)
    for g, choice in enumerate(choices):
        if choice is None:
            continue
        pair[g] = _index(given.pair_at, given.pair_worker, g, choice.worker)
        if choice.helper is not None:
            helper[g] = _index(given.helper_at, given.helper_worker, g, choice.helper)
    return placing(given, pair, helper)


def _index(at: Ints, of: Ints, group: int, worker: int) -> int:
    first, last = at[group], at[group + 1]
    return int(first + np.flatnonzero(of[first:last] == worker)[0])
