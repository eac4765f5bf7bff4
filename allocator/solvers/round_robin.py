"""Turn-taking: the next case to the next person on the list."""

from time import monotonic

from allocator.problem.ledger import Choice, Ledger
from allocator.problem.posed import Problem
from allocator.solvers.answer import Limits, Solution, unproven
from allocator.solvers.greedy import in_turn


def solve(problem: Problem, limits: Limits) -> Solution:
    """Most urgent first, each to the next worker in turn whom the rules allow."""
    started = monotonic()
    ledger, people, turn = Ledger(problem), len(problem.posts), 0
    for index in in_turn(problem):
        options = list(ledger.options(index))
        if options:
            chosen = min(options, key=lambda option: _places_away(option, turn, people))
            ledger.place(index, chosen)
            turn = (chosen.worker + 1) % people
    return unproven(problem, tuple(ledger.choices), started)


def _places_away(option: Choice, turn: int, people: int) -> tuple[int, int]:
    helper = 0 if option.helper is None else (option.helper - turn) % people
    return (option.worker - turn) % people, helper
