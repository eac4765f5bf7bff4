"""The best answer in a goal with the pairs that a better one may use, and no others: the program by OR-Tools CP-SAT."""

import numpy as np

from allocator.program.goals import GOALS
from allocator.solvers import cp_sat
from allocator.solvers.answer import Limits
from allocator.solvers.arrays import Arrays
from allocator.solvers.bound.remaining import Remaining
from allocator.solvers.bundling import LookedThrough
from allocator.solvers.cutting import Piece, cut, inside, posed, put_back
from allocator.solvers.in_order import program
from allocator.solvers.placing import Placing, as_choices, from_choices, placing


def narrowed(
    given: Arrays, left: Remaining, best: Placing, goal: int, limits: Limits
) -> LookedThrough:
    """An answer that is cheaper in a goal than the best known, and as good in those before it, if there is one.

    Where it is proven that there is none, the bound is what the best costs.
    """
    piece = _piece(given, left, best)
    part = cut(given, piece)
    choices = program(posed(part))
    for earlier, reached in zip(GOALS[:goal], best.cost, strict=False):
        choices.model.add(earlier(choices) <= reached)
    choices.model.minimize(GOALS[goal](choices))
    choices.hint(as_choices(part, inside(best, piece)))
    found = cp_sat.search(choices, limits)
    if found.answer is None or found.bound is None:
        return LookedThrough(None, -(2**62), found.work)
    pair, helper = np.full((2, given.groups), -1)
    put_back(piece, from_choices(part, found.answer), pair, helper)
    return LookedThrough(
        placing(given, pair, helper), min(found.bound, best.cost[goal]), found.work
    )


def _piece(given: Arrays, left: Remaining, best: Placing) -> Piece:
    """Everybody and every group, what is left to choose from, and what the best answer has."""
    return Piece(
        np.arange(given.workers),
        np.arange(given.groups),
        np.union1d(left.pairs, best.pair[best.pair >= 0]),
        np.union1d(left.helpers, best.helper[best.helper >= 0]),
    )
