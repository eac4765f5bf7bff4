"""The fast start: most urgent first, each to whoever it costs least as things stand."""

from collections.abc import Sequence
from time import monotonic

from allocator.problem.ledger import Choice, Ledger
from allocator.problem.posed import Problem
from allocator.solvers.answer import Limits, Solution, unproven


def solve(
    problem: Problem, limits: Limits, placed: Sequence[Choice | None] = ()
) -> Solution:
    """Each household in turn, after some, to the worker it adds least cost to; never goes back on a choice."""
    started = monotonic()
    ledger = Ledger(problem, placed)
    for index in in_turn(problem):
        if ledger.choices[index] is not None:
            continue
        options = list(ledger.options(index))
        if options:
            ledger.place(
                index, min(options, key=lambda option: _weigh(ledger, index, option))
            )
    return unproven(problem, tuple(ledger.choices), started)


def in_turn(problem: Problem) -> list[int]:
    """Groups in the order a meeting takes them: pinned first, then most urgent, then heaviest."""

    def standing(index: int) -> tuple[bool, float, int, int]:
        group = problem.groups[index]
        demand = min((pair.demand for pair in group.pairs), default=0)
        return (
            not group.required,
            -group.urgency / len(group.case_ids),
            -demand,
            len(group.pairs),
        )

    return sorted(range(len(problem.groups)), key=standing)


def _weigh(ledger: Ledger, index: int, option: Choice) -> tuple[int, int]:
    price = ledger.price(index, option)
    return price.unsafe, price.blended
