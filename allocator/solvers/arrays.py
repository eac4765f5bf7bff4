"""The problem as flat arrays of 64-bit integers, for code that is compiled."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allocator.problem.posed import Curve, Problem

Ints = NDArray[np.int64]


class Curves(NamedTuple):
    """One convex cost of added load for each worker, as in Curve, one after another.

    Worker ``w`` has the pieces ``at[w]`` up to ``at[w + 1]``: from each of ``starts`` on, a step costs the slope.
    """

    at: Ints
    starts: Ints
    slopes: Ints
    values: Ints
    """What the load costs at each start."""


class Arrays(NamedTuple):
    """Workers by index, groups by index, pairs in order of group and then as the group lists them.

    Group ``g`` has the pairs ``pair_at[g]`` up to ``pair_at[g + 1]`` and, alike, helpers from ``helper_at[g]``.
    Worker ``w`` is in the pairs ``worker_pairs[worker_at[w]]`` up to ``worker_pairs[worker_at[w + 1] - 1]``.
    """

    urgency: Ints
    required: Ints
    """1 where the group may not wait."""
    size: Ints
    """Cases in the group."""
    pair_at: Ints
    pair_group: Ints
    pair_worker: Ints
    pair_demand: Ints
    pair_cost: Ints
    pair_supervision: Ints
    pair_support: Ints
    """As the numbers of Support: 0 none, 1 a companion, 2 a lead."""
    helper_at: Ints
    helper_worker: Ints
    helper_demand: Ints
    helper_leads: Ints
    """1 where the helper could hold the group alone."""
    worker_at: Ints
    worker_pairs: Ints
    room: Ints
    case_room: Ints
    """The narrower of the two limits on cases."""
    supervisor: Ints
    """By worker: the index of who supervises them within limits, or -1."""
    supervision_room: Ints
    """By supervisor."""
    unsafe: Curves
    uneven: Curves

    @property
    def workers(self) -> int:
        """How many workers."""
        return len(self.room)

    @property
    def groups(self) -> int:
        """How many groups."""
        return len(self.urgency)

    @property
    def pairs(self) -> int:
        """How many pairs."""
        return len(self.pair_worker)


def arrays(problem: Problem) -> Arrays:
    """The problem as arrays, saying exactly the same."""
    posts, groups = problem.posts, problem.groups
    pairs = _table((group.pairs for group in groups), 5)
    helpers = _table((group.helpers for group in groups), 3)
    pair_at = offsets([len(group.pairs) for group in groups])
    supervisor = np.full(len(posts), -1, np.int64)
    for index, who in enumerate(problem.supervisors):
        supervisor[list(who.workers)] = index
    return Arrays(
        urgency=_ints([group.urgency for group in groups]),
        required=_ints([group.required for group in groups]),
        size=_ints([len(group.case_ids) for group in groups]),
        pair_at=pair_at,
        pair_group=np.repeat(np.arange(len(groups)), np.diff(pair_at)),
        pair_worker=pairs[0],
        pair_demand=pairs[1],
        pair_cost=pairs[2],
        pair_supervision=pairs[3],
        pair_support=pairs[4],
        helper_at=offsets([len(group.helpers) for group in groups]),
        helper_worker=helpers[0],
        helper_demand=helpers[1],
        helper_leads=helpers[2],
        worker_at=offsets(np.bincount(pairs[0], minlength=len(posts))),
        worker_pairs=np.argsort(pairs[0], kind="stable"),
        room=_ints([post.room for post in posts]),
        case_room=_case_room(problem),
        supervisor=supervisor,
        supervision_room=_ints([who.room for who in problem.supervisors]),
        unsafe=_curves([post.unsafe for post in posts]),
        uneven=_curves([post.uneven for post in posts]),
    )


def _case_room(problem: Problem) -> Ints:
    """The narrower of the two limits on cases.

    Cases that stay with their holder are not new there, which arrays do not tell apart: the limit on new cases is wider
    by them, and whoever asks for moves makes sure that it holds.
    """
    room = [post.new_case_room for post in problem.posts]
    for group in problem.groups:
        if group.holder is not None:
            room[group.holder] += len(group.case_ids)
    return _ints(
        [
            min(post.case_room, wider)
            for post, wider in zip(problem.posts, room, strict=True)
        ]
    )


def _table(rows: Iterable[Sequence[Sequence[int]]], columns: int) -> list[Ints]:
    flat = np.fromiter(chain.from_iterable(chain.from_iterable(rows)), np.int64)
    return [np.ascontiguousarray(column) for column in flat.reshape(-1, columns).T]


def _curves(curves: Sequence[Curve]) -> Curves:
    return Curves(
        offsets([len(curve.starts) for curve in curves]),
        _ints([start for curve in curves for start in curve.starts]),
        _ints([slope for curve in curves for slope in curve.slopes]),
        _ints([curve(start) for curve in curves for start in curve.starts]),
    )


def offsets(counts: Sequence[int] | Ints) -> Ints:
    """Where each of several runs begins, and where the last ends."""
    return np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))


def _ints(numbers: Sequence[int]) -> Ints:
    return np.array(numbers, np.int64)


def worker_costs(curves: Curves, load: Ints) -> Ints:
    """What each worker's load costs on their curve."""
    workers = len(load)
    # One long list of starts, each worker's lifted above all of the one before.
    lift = 1 + int(max(load.max(initial=0), curves.starts.max(initial=0)))
    owner = np.repeat(np.arange(workers), np.diff(curves.at))
    piece = np.searchsorted(
        curves.starts + lift * owner, load + lift * np.arange(workers)
    )
    piece -= 1
    found = np.zeros(workers, np.int64)
    on = piece >= curves.at[:-1]
    piece = piece[on]
    found[on] = curves.values[piece] + curves.slopes[piece] * (
        load[on] - curves.starts[piece]
    )
    return found
