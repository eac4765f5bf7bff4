"""One connected problem from arrays to its best answer and bound, in whichever process."""

from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from time import monotonic
from typing import NamedTuple

from allocator.errors import NoAnswerInTime
from allocator.problem.posed import Cost
from allocator.solvers import cp_sat, greedy
from allocator.solvers.answer import Limits, is_close
from allocator.solvers.arrays import Arrays
from allocator.solvers.cutting import posed
from allocator.solvers.parts import plain_bounds
from allocator.solvers.placing import Placing, as_choices, from_choices
from allocator.solvers.readiness import is_ready

# Up to so many pairs compiled code is not worth waiting for before CP-SAT has had a try.
SMALL = 600
# Up to so many pairs CP-SAT is worth a try at all.
MEDIUM = 2_000
# How much of what is left of the limits each try may use.
_SHORT, _MIDDLE, _LONG, _LAST = 0.2, 0.5, 0.6, 1.0
# From so many pairs on greedy takes longer in Python than compiled code takes to load.
_SLOW = 50_000
# How much of the time may go by until compiled code is ready.
PATIENCE = 0.8


class Settled(NamedTuple):
    """The best answer to a problem, and what no answer to it can beat."""

    best: Placing
    bound: Cost


# Tries a problem within limits, from an answer if one is known.
Way = Callable[[Arrays, Limits, Placing | None], Settled]


def settle(given: Arrays, limits: Limits) -> Settled:
    """The best answer and bound within the limits.

    Raises Impossible when what must be placed cannot all be, NoAnswerInTime when the limits end before it is.
    """
    began, found, work = monotonic(), None, limits.work
    for part, way in _ways(given):
        if limits.stop.requested or (found is not None and _is_enough(found, limits)):
            break
        # What is done without compiled code takes a while, too, and the compiler goes on beside it.
        if way is _worked_through and not is_ready(PATIENCE * _left(limits, began)):
            continue
        now = limits.within(part * _left(limits, began), part * work)
        work -= now.work
        with suppress(NoAnswerInTime):
            found = _both(found, way(given, now, found and found.best))
    return found or _unproven(given, limits)


def _ways(given: Arrays) -> tuple[tuple[float, Way], ...]:
    """Who tries, in turn, and with how much of what is left: CP-SAT first where it may prove what the bound cannot."""
    if given.pairs > MEDIUM:
        return ((_LAST, _worked_through),)
    if given.pairs > SMALL and not given.helper_at[-1]:
        return ((_MIDDLE, _worked_through), (_LONG, _tried), (_LAST, _worked_through))
    return ((_SHORT, _tried), (_LONG, _worked_through), (_LAST, _tried))


def _left(limits: Limits, began: float) -> float:
    return limits.seconds - (monotonic() - began)


def _is_enough(found: Settled, limits: Limits) -> bool:
    """Whether nobody wants more."""
    return is_close(found.best.cost, found.bound, limits.gap_percent)


def _both(one: Settled | None, other: Settled) -> Settled:
    """The better answer and the better bound of two."""
    if one is None:
        return other
    best = min(one.best, other.best, key=lambda placing: placing.totals)
    return Settled(best, max(one.bound, other.bound))


def _tried(given: Arrays, limits: Limits, best: Placing | None) -> Settled:
    """CP-SAT alone."""
    start = None if best is None else as_choices(given, best)
    solved = cp_sat.solve(posed(given), limits, start)
    return Settled(from_choices(given, solved.choices), solved.bound)


def _worked_through(given: Arrays, limits: Limits, best: Placing | None) -> Settled:
    """Search and bound side by side."""
    # Imported here because compiled code takes a moment to load, which small problems should not wait for.
    work_through = import_module("allocator.solvers.portfolio").work_through
    board = work_through(given, limits, best)
    return Settled(board.best, board.bound)


def _unproven(given: Arrays, limits: Limits) -> Settled:
    found = in_haste(given, limits)
    if not found.is_allowed:
        raise NoAnswerInTime(limits.seconds)
    return Settled(found, Cost(*plain_bounds(given).sum(axis=0).tolist()))


def in_haste(given: Arrays, limits: Limits) -> Placing:
    """What greedy answers: by compiled code where that is quicker, and ready in time."""
    if given.pairs > _SLOW and is_ready(PATIENCE * limits.seconds):
        found: Placing = import_module("allocator.solvers.start").start(given)
        return found
    return from_choices(given, greedy.solve(posed(given), limits).choices)
