"""An answer mended where it no longer holds: exactly, among a few people first, then among more and more."""

from time import monotonic
from typing import NamedTuple

import numpy as np

from allocator.errors import Impossible, NoAnswerInTime
from allocator.problem.posed import Cost
from allocator.program.choices import Choices
from allocator.program.goals import GOALS
from allocator.solvers import cp_sat
from allocator.solvers.answer import Limits
from allocator.solvers.arrays import Arrays
from allocator.solvers.cutting import Piece, inside, posed
from allocator.solvers.in_order import Found, program, solve_in_order
from allocator.solvers.likeness import changes
from allocator.solvers.pieces import cut_out, with_piece
from allocator.solvers.placing import Placing, as_choices, from_choices
from allocator.solvers.reach import People, around, wider

# Up to so many pairs everybody is looked at as soon as the answer is mended at all; beyond so many never, for building
# the program alone would take longer than people wait for an answer.
_AT_ONCE, _AT_MOST = 1_000, 4_000
# What one part may use of the work that is left: better a part solved nearly than no wider one.
_SHARE = 0.4
# Work below which nothing is worth beginning, and what staying close to the standing answer is worth in the end.
_LEAST, _STAYING = 0.001, 0.1


class Mended(NamedTuple):
    """The best answer found, and what nothing costs less than; no bound where not everybody was looked at."""

    best: Placing
    bound: Cost | None


def mend(given: Arrays, standing: Placing, near: People, limits: Limits) -> Mended:
    """The groups that a standing answer leaves waiting given out again, with as much else moved as pays.

    It begins with the people near, and prefers answers that change little among those that cost the same. Raises
    Impossible where what must be placed cannot be whoever moves, NoAnswerInTime where the limits end before it is.
    """
    until, work = monotonic() + limits.seconds, (1 - _STAYING) * limits.work
    best, bound, people = standing, None, near
    while True:
        everybody = bool(people.all())
        piece = around(given, best, standing, people)
        if best.is_allowed and len(piece.pairs) > _AT_MOST:
            break
        left = limits.within(
            max(0.01, until - monotonic()), work if everybody else _SHARE * work
        )
        done = 0.0
        try:
            best, bound, done = _shared_out(given, best, piece, left)
        except Impossible:
            # Among these people; perhaps not among more.
            if everybody:
                raise
        except NoAnswerInTime:
            done = left.work
        work -= done
        over = work < _LEAST or monotonic() >= until or limits.stop.requested
        if everybody or over:
            break
        at_once = best.is_allowed and given.pairs <= _AT_ONCE
        people = np.ones_like(people) if at_once else wider(given, best, people, piece)
    if not best.is_allowed:
        raise NoAnswerInTime(limits.seconds)
    left = limits.within(max(0.01, until - monotonic()), _STAYING * limits.work)
    return Mended(
        _least_changed(given, standing, best, piece, left), bound if everybody else None
    )


def _shared_out(
    given: Arrays, best: Placing, piece: Piece, limits: Limits
) -> tuple[Placing, Cost, float]:
    """A piece given out as well as can be with all else held; with it the bound if it is all there is, and the work."""
    part = cut_out(given, best, piece)
    work = 0.0

    def search(choices: Choices, limits: Limits) -> Found:
        nonlocal work
        found = cp_sat.search(choices, limits)
        work += found.work
        return found

    now = inside(best, piece)
    is_placed = not part.required[now.pair < 0].any()
    start = as_choices(part, now) if is_placed else None
    solved = solve_in_order(posed(part), limits, search, start)
    found = with_piece(given, best, piece, from_choices(part, solved.choices))
    outside = int(given.urgency.sum() - given.urgency[piece.groups].sum())
    bound = solved.bound.plus(Cost(outside, 0, 0))
    return min(best, found, key=lambda answer: answer.totals), bound, work


def _least_changed(
    given: Arrays, standing: Placing, best: Placing, piece: Piece, limits: Limits
) -> Placing:
    """An answer that costs the same and, within a piece, is as close to the standing one as the limits let it be."""
    part = cut_out(given, best, piece)
    problem, now = posed(part), as_choices(part, inside(best, piece))
    choices = program(problem)
    cost = from_choices(part, now).cost
    for goal, most in zip(GOALS, cost, strict=True):
        choices.model.add(goal(choices) <= most)
    before = as_choices(part, inside(standing, piece))
    choices.model.minimize(changes(before)(choices))
    choices.hint(now)
    found = cp_sat.search(choices, limits).answer
    if found is None:
        return best
    return with_piece(given, best, piece, from_choices(part, found))
