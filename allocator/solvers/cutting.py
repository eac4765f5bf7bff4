"""A part of a problem as a problem of its own, with everything outside it held where it is."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

import numpy as np

from allocator.problem.posed import (
    Curve,
    Group,
    Helper,
    Pair,
    Post,
    Problem,
    Supervisor,
    Support,
)
from allocator.solvers.arrays import Arrays, Curves, Ints, offsets
from allocator.solvers.placing import Held, Placing, nothing_held

Thing = TypeVar("Thing")


class Piece(NamedTuple):
    """What is cut out: workers, groups, pairs and helpers by index, each in rising order."""

    workers: Ints
    groups: Ints
    pairs: Ints
    helpers: Ints


def cut(a: Arrays, piece: Piece, held: Held | None = None) -> Arrays:
    """A piece as a problem of its own, its workers with what they hold besides."""
    workers, groups, pairs, helpers = piece
    load, cases, asked = held or nothing_held(a)
    new_worker = np.full(a.workers, -1, np.int64)
    new_worker[workers] = np.arange(len(workers))
    pair_group = np.searchsorted(groups, a.pair_group[pairs])
    pair_worker = new_worker[a.pair_worker[pairs]]
    helper_group = np.searchsorted(a.helper_at, helpers, side="right") - 1
    helper_count = np.bincount(
        np.searchsorted(groups, helper_group), minlength=len(groups)
    )
    supervisors = np.unique(a.supervisor[workers])
    supervisors = supervisors[supervisors >= 0]
    supervisor = np.where(
        a.supervisor[workers] >= 0,
        np.searchsorted(supervisors, a.supervisor[workers]),
        -1,
    )
    return Arrays(
        urgency=a.urgency[groups],
        required=a.required[groups],
        size=a.size[groups],
        pair_at=offsets(np.bincount(pair_group, minlength=len(groups))),
        pair_group=pair_group,
        pair_worker=pair_worker,
        pair_demand=a.pair_demand[pairs],
        pair_cost=a.pair_cost[pairs],
        pair_supervision=a.pair_supervision[pairs],
        pair_support=a.pair_support[pairs],
        helper_at=offsets(helper_count),
        helper_worker=new_worker[a.helper_worker[helpers]],
        helper_demand=a.helper_demand[helpers],
        helper_leads=a.helper_leads[helpers],
        worker_at=offsets(np.bincount(pair_worker, minlength=len(workers))),
        worker_pairs=np.argsort(pair_worker, kind="stable"),
        room=a.room[workers] - load[workers],
        case_room=a.case_room[workers] - cases[workers],
        supervisor=supervisor,
        supervision_room=a.supervision_room[supervisors] - asked[supervisors],
        unsafe=_beyond(a.unsafe, workers, load),
        uneven=_beyond(a.uneven, workers, load),
    )


def inside(found: Placing, piece: Piece) -> Placing:
    """An answer's part in a piece; its totals stay those of the whole."""
    pair, helper = found.pair[piece.groups], found.helper[piece.groups]
    return Placing(
        np.where(pair >= 0, np.searchsorted(piece.pairs, pair), -1),
        np.where(helper >= 0, np.searchsorted(piece.helpers, helper), -1),
        found.totals,
    )


def put_back(piece: Piece, part: Placing, pair: Ints, helper: Ints) -> None:
    """Write a piece's answer into the answer to the whole."""
    pair[piece.groups] = np.append(piece.pairs, -1)[part.pair]
    helper[piece.groups] = np.append(piece.helpers, -1)[part.helper]


def _beyond(curves: Curves, workers: Ints, load: Ints) -> Curves:
    """The curves of some workers, from the load they hold on."""
    starts, slopes, values, counts = [], [], [], []
    for worker in workers.tolist():
        own, held = slice(curves.at[worker], curves.at[worker + 1]), load[worker]
        first = max(0, int(np.searchsorted(curves.starts[own], held, side="right")) - 1)
        from_here = np.maximum(curves.starts[own][first:] - held, 0)
        steep = curves.slopes[own][first:]
        rise = np.cumsum(steep[:-1] * np.diff(from_here), dtype=np.int64)
        starts.append(from_here)
        slopes.append(steep)
        values.append(np.concatenate((np.zeros(min(1, len(steep)), np.int64), rise)))
        counts.append(len(steep))
    nothing = np.zeros(0, np.int64)
    return Curves(
        offsets(counts),
        np.concatenate([*starts, nothing]),
        np.concatenate([*slopes, nothing]),
        np.concatenate([*values, nothing]),
    )


def posed(a: Arrays) -> Problem:
    """Arrays as the problem they stand for, in which nobody has a name."""
    pairs = zip(
        a.pair_worker.tolist(),
        a.pair_demand.tolist(),
        a.pair_cost.tolist(),
        a.pair_supervision.tolist(),
        map(Support, a.pair_support.tolist()),
        strict=True,
    )
    helpers = zip(
        a.helper_worker.tolist(),
        a.helper_demand.tolist(),
        map(bool, a.helper_leads.tolist()),
        strict=True,
    )
    all_pairs = [Pair(*pair) for pair in pairs]
    all_helpers = [Helper(*helper) for helper in helpers]
    unsafe, uneven = _as_curves(a.unsafe), _as_curves(a.uneven)
    return Problem(
        tuple(
            Post("", 0, 0, 0, True, room, cases, cases, unsafe[w], uneven[w])
            for w, (room, cases) in enumerate(
                zip(a.room.tolist(), a.case_room.tolist(), strict=True)
            )
        ),
        tuple(
            Group(("",) * size, urgency, bool(required), own_pairs, own_helpers)
            for size, urgency, required, own_pairs, own_helpers in zip(
                a.size.tolist(),
                a.urgency.tolist(),
                a.required.tolist(),
                _each(all_pairs, a.pair_at),
                _each(all_helpers, a.helper_at),
                strict=True,
            )
        ),
        tuple(
            Supervisor("", room, tuple(np.flatnonzero(a.supervisor == s).tolist()))
            for s, room in enumerate(a.supervision_room.tolist())
        ),
    )


def _as_curves(curves: Curves) -> list[Curve]:
    starts = _each(curves.starts.tolist(), curves.at)
    slopes = _each(curves.slopes.tolist(), curves.at)
    return [Curve(*curve) for curve in zip(starts, slopes, strict=True)]


def _each(things: Sequence[Thing], at: Ints) -> list[tuple[Thing, ...]]:
    return [tuple(things[first:last]) for first, last in pairwise(at.tolist())]
