"""Another answer, as good as can be among those that differ enough from earlier ones."""

from collections.abc import Sequence
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from allocator.errors import Impossible, NoAnswerInTime
from allocator.problem.ledger import Choices
from allocator.problem.posed import Problem
from allocator.program.rules import RULES
from allocator.solvers import cp_sat
from allocator.solvers.answer import Limits, Solution, differing
from allocator.solvers.arrays import Arrays, Ints, arrays
from allocator.solvers.bettering import bettered
from allocator.solvers.cutting import Piece, cut, inside
from allocator.solvers.in_order import solve_in_order
from allocator.solvers.likeness import apart
from allocator.solvers.placing import Placing, as_choices, from_choices, held, placing
from allocator.solvers.reach import People, next_step
from allocator.solvers.widening import mend

# Up to so many pairs one program says which answer is best, and proves it.
_EXACT = 1_000
# What finding any such answer may use of the limits.
_FIRST = 0.2
# How often it is tried with more groups barred, where some of those barred ended up with nobody.
_TRIES = 4


def another(
    problem: Problem, earlier: Sequence[Solution], groups: int, limits: Limits
) -> Solution:
    """The best answer found that gives at least so many groups to other workers than each earlier one.

    A group that waits in either does not count as different. Raises Impossible where there is no such answer,
    NoAnswerInTime where the limits end before one is found.
    """
    began, given = monotonic(), arrays(problem)
    answers = [solution.choices for solution in earlier]
    exact = given.pairs <= _EXACT
    found = _by_barring(given, answers, groups, limits.part(_FIRST))
    if exact:
        rules = (*RULES, *(apart(answer, groups) for answer in answers))
        left = limits.part(1 - _FIRST)
        return solve_in_order(problem, left, cp_sat.search, found, rules)
    if found is None:
        raise NoAnswerInTime(limits.seconds)
    plan = bettered(
        given,
        from_choices(given, found),
        [from_choices(given, answer) for answer in answers],
        groups,
        limits.part(1 - _FIRST),
    )
    # What nothing costs less than, nothing that differs does.
    bound, seconds = earlier[0].bound, monotonic() - began
    return Solution(as_choices(given, plan), plan.cost, bound, seconds)


def _by_barring(
    given: Arrays, earlier: Sequence[Choices], groups: int, limits: Limits
) -> Choices | None:
    """The first answer mended after the groups that lose least were barred from whoever had them in any of them."""
    before = [from_choices(given, answer) for answer in earlier]
    taken = np.zeros(given.pairs, np.bool_)
    for answer in before:
        holder = np.append(given.pair_worker, -1)[answer.pair]
        taken |= given.pair_worker == holder[given.pair_group]
    candidates, instead = _by_loss(given, before[0], taken)
    many = groups
    for _ in range(_TRIES):
        if len(candidates) < groups:
            return None
        barred = np.zeros(given.groups, np.bool_)
        barred[candidates[:many]] = True
        near = np.zeros(given.workers, np.bool_)
        near[given.pair_worker[instead[:many]]] = True
        near[given.pair_worker[before[0].pair[barred]]] = True
        open_pairs = np.flatnonzero(~(taken & barred[given.pair_group]))
        try:
            found = _mended(
                given, before[0], barred, open_pairs, near, limits.part(1 / _TRIES)
            )
        except (Impossible, NoAnswerInTime):
            return None
        short = groups - min(differing(found, answer) for answer in earlier)
        if short <= 0:
            return found
        # Some of those barred ended up with nobody.
        many += 2 * short
    return None


def _by_loss(
    given: Arrays, first: Placing, taken: NDArray[np.bool_]
) -> tuple[Ints, Ints]:
    """Placed groups that others could hold, those first that lose least by it, and with each who would be cheapest."""
    load = held(given, first.pair, first.helper).load
    step = next_step(given, load)
    price = given.pair_cost + given.pair_demand * step[given.pair_worker]
    fits = load[given.pair_worker] + given.pair_demand <= given.room[given.pair_worker]
    # Someone without room would have to give something up.
    price = price + np.where(fits, 0.0, price.max(initial=0.0))
    price[taken] = np.inf
    # The cheapest pair of each group: the first of it where all are in order of price.
    order = np.lexsort((price, given.pair_group))
    able = np.flatnonzero(np.diff(given.pair_at) > 0)
    cheapest = order[given.pair_at[able]]
    kept = (first.pair[able] >= 0) & np.isfinite(price[cheapest])
    able, cheapest = able[kept], cheapest[kept]
    now = first.pair[able]
    loss = price[cheapest] - given.pair_cost[now]
    loss -= given.pair_demand[now] * step[given.pair_worker[now]]
    by_loss = np.argsort(loss, kind="stable")
    return able[by_loss], cheapest[by_loss]


def _mended(
    given: Arrays,
    standing: Placing,
    taken_back: NDArray[np.bool_],
    open_pairs: Ints,
    near: People,
    limits: Limits,
) -> Choices:
    """An answer with some groups given out again among the pairs that are still open."""
    everything = Piece(
        np.arange(given.workers),
        np.arange(given.groups),
        open_pairs,
        np.arange(len(given.helper_worker)),
    )
    narrowed = cut(given, everything)
    before = inside(standing, everything)
    pair = np.where(taken_back, -1, before.pair)
    helper = np.where(taken_back, -1, before.helper)
    best = mend(narrowed, placing(narrowed, pair, helper), near, limits).best
    return as_choices(narrowed, best)
