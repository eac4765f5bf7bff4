"""A wish granted: a proposal mended so that one worker holds one group, at the least cost and with little moved."""

import numpy as np

from allocator.errors import Impossible, NoAnswerInTime
from allocator.problem.posed import Problem
from allocator.solvers import cp_sat
from allocator.solvers.answer import Granted, Limits, Solution
from allocator.solvers.arrays import Arrays, arrays
from allocator.solvers.cutting import cut, inside, posed, put_back
from allocator.solvers.in_order import solve_in_order
from allocator.solvers.parts import independent
from allocator.solvers.placing import Placing, as_choices, from_choices, placing
from allocator.solvers.reach import People
from allocator.solvers.widening import mend

# What may go into proving that the proposal itself is best, where the one who made it has not.
_PROVING = 0.3


def grant(
    problem: Problem, solution: Solution, group: int, worker: int, limits: Limits
) -> Granted:
    """The best proposal found in which a worker who may hold a group holds it, all else free to follow.

    Only people whom something connects with the group can be touched, so nobody else is looked at. Raises Impossible
    where what must be placed leaves no room for it, NoAnswerInTime where the limits end before it is found.
    """
    given = arrays(problem)
    standing = from_choices(given, solution.choices)
    piece = next(piece for piece in independent(given) if group in piece.groups)
    part, here = cut(given, piece), inside(standing, piece)
    here = placing(part, here.pair, here.helper)
    asked = given.pair_group[piece.pairs] == group
    kept = piece._replace(
        pairs=piece.pairs[~asked | (given.pair_worker[piece.pairs] == worker)]
    )
    wished = cut(given, kept)
    wished.required[piece.groups == group] = 1
    before = _without(wished, inside(standing, kept), piece.groups == group)
    share = 1.0 if solution.is_optimal else 1 - _PROVING
    near = _near(given, standing, group, worker)[piece.workers]
    best, bound = mend(wished, before, near, limits.part(share))
    proven = bound == best.cost and (
        solution.is_optimal or _is_best(part, here, limits.part(_PROVING))
    )
    pair, helper = standing.pair.copy(), standing.helper.copy()
    put_back(kept, best, pair, helper)
    found = placing(given, pair, helper)
    # A wish can only narrow what is possible.
    least = solution.bound.total - solution.cost.total
    if bound is not None:
        least = max(least, bound.total - here.cost.total)
    return Granted(
        as_choices(given, found),
        found.cost,
        best.cost.total - here.cost.total,
        least,
        proven,
    )


def _without(given: Arrays, standing: Placing, taken: People) -> Placing:
    """An answer with some groups taken back."""
    pair = np.where(taken, -1, standing.pair)
    return placing(given, pair, np.where(taken, -1, standing.helper))


def _near(given: Arrays, standing: Placing, group: int, worker: int) -> People:
    """Who is wanted for a group, and who has it now."""
    near = np.zeros(given.workers, np.bool_)
    near[worker] = True
    if standing.pair[group] >= 0:
        near[given.pair_worker[standing.pair[group]]] = True
    if standing.helper[group] >= 0:
        near[given.helper_worker[standing.helper[group]]] = True
    return near


def _is_best(part: Arrays, here: Placing, limits: Limits) -> bool:
    """Whether the proposal can be proven best among the people looked at."""
    try:
        found = solve_in_order(
            posed(part), limits, cp_sat.search, as_choices(part, here)
        )
    except (Impossible, NoAnswerInTime):
        return False
    return found.is_optimal and found.cost == here.cost
