"""Solves the constraint program goal by goal in strict order, whatever searches each goal."""

from collections.abc import Callable, Sequence
from time import monotonic
from typing import NamedTuple

from allocator.errors import NoAnswerInTime
from allocator.problem.ledger import Choices as Answer
from allocator.problem.ledger import Ledger
from allocator.problem.posed import Cost, Problem
from allocator.program.choices import Choices
from allocator.program.goals import GOALS
from allocator.program.rules import RULES, Rule
from allocator.solvers.answer import Limits, Solution, trivial_bound

# How much of the work left each goal may use: most batches settle the first two at once.
_SHARES = (0.3, 0.5, 1.0)


class Found(NamedTuple):
    """What one search found: an answer or none, a proven bound of its goal or none, and the work it took."""

    answer: Answer | None = None
    bound: int | None = None
    work: float = 0.0


Search = Callable[[Choices, Limits], Found]


def program(problem: Problem, rules: Sequence[Rule] = RULES) -> Choices:
    """The constraint program without a goal."""
    choices = Choices(problem)
    for rule in rules:
        for constraint in rule(choices):
            choices.model.add(constraint)
    return choices


def solve_in_order(
    problem: Problem,
    limits: Limits,
    search: Search,
    start: Answer | None = None,
    rules: Sequence[Rule] = RULES,
) -> Solution:
    """The best answer found within the limits, and a bound proven for every goal.

    A start keeps the rules. Raises Impossible when pins and rules cannot all hold, NoAnswerInTime when the limits end
    before any answer.
    """
    started = monotonic()
    choices = program(problem, rules)
    best, cost = start, None if start is None else Ledger(problem, start).cost()
    bound = list(trivial_bound(problem))
    work, proven = limits.work, True
    for place, goal in enumerate(GOALS):
        expression = goal(choices)
        if best is None or cost is None or cost[place] > bound[place]:
            choices.model.minimize(expression)
            if best is not None:
                choices.hint(best)
            found = Found()
            if not limits.stop.requested:
                left = max(0.01, limits.seconds - (monotonic() - started))
                found = search(choices, limits.within(left, work * _SHARES[place]))
            work = max(0.001, work - found.work)
            best = best if found.answer is None else found.answer
            if best is None:
                raise NoAnswerInTime(monotonic() - started)
            cost = Ledger(problem, best).cost()
            # A bound holds for every answer only while all higher goals are proven.
            if proven and found.bound is not None:
                bound[place] = max(bound[place], found.bound)
        proven = proven and cost[place] == bound[place]
        choices.model.add(expression <= cost[place])
    if best is None or cost is None:
        raise NoAnswerInTime(monotonic() - started)
    return Solution(best, cost, Cost(*bound), monotonic() - started)
