"""Lets a peer's solver reach our goals in strict order: one program after the other, each reached goal held.

A goal that is already met at its least needs no program. Of the time left, the first goal may use three tenths, the
second half and the third all, so that no goal takes the time of those after it; but without any answer at its end,
the first goes on.
"""

from collections.abc import Callable
from math import ceil
from time import monotonic
from typing import NamedTuple

from allocator.errors import NoAnswerInTime
from allocator.problem.ledger import Choices, Ledger
from allocator.problem.posed import Cost, Problem
from allocator.solvers.answer import Limits, Solution, trivial_bound
from benchmarks.peers.linear import Linear, Row, Terms, linear

_SHARES = (0.3, 0.5, 1.0)


class Found(NamedTuple):
    """What one search found: values of the variables or none, and what it proved of its goal."""

    values: list[float] | None = None
    bound: float | None = None


class Task(NamedTuple):
    """One program to solve: what to minimise, from where, and for how long."""

    program: Linear
    goal: Terms
    start: list[float] | None
    limits: Limits


Search = Callable[[Task], Found]


def in_order(problem: Problem, limits: Limits, search: Search) -> Solution:
    """The best answer a search finds in the time; its bound counts only while all higher goals are proven.

    Raises NoAnswerInTime where the time ends before any answer.
    """
    started = monotonic()
    program = linear(problem)
    best: Choices | None = None
    values: list[float] | None = None
    cost, bound, proven = problem.nothing_placed(), [*trivial_bound(problem)], True
    for place, goal in enumerate(program.goals):
        if best is None or cost[place] > bound[place]:
            # Without any answer yet, all the time goes to finding one.
            for share in (_SHARES[place], 1.0):
                left = max(0.1, limits.seconds - (monotonic() - started)) * share
                found = search(Task(program, goal, values, limits.within(left, left)))
                values = found.values or values
                if values is not None:
                    break
            else:
                raise NoAnswerInTime(monotonic() - started)
            best = program.choices(values)
            cost = Ledger(problem, best).cost()
            if proven and found.bound is not None:
                # Goals are whole numbers; solvers hand their bounds over as floats.
                bound[place] = max(bound[place], ceil(found.bound - 1e-4))
        proven = proven and cost[place] == bound[place]
        program.rows.append(Row(goal, None, cost[place]))
    if best is None:
        raise NoAnswerInTime(monotonic() - started)
    return Solution(best, cost, Cost(*bound), monotonic() - started)
