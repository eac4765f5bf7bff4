"""Turn-taking: the next case to the next person on the list."""

from collections.abc import Sequence

from allocator.problem.ledger import Choice, Ledger
from allocator.problem.posed import Problem
from allocator.solvers.answer import Limits, Solution
from allocator.solvers.greedy import in_turn
from allocator.solvers.one_at_a_time import one_at_a_time


def solve(problem: Problem, limits: Limits) -> Solution:
    """Most urgent first, each to the next worker in turn whom the rules allow."""
    people, turn = len(problem.posts), 0

    def next_in_turn(ledger: Ledger, options: Sequence[Choice]) -> Choice:
        nonlocal turn
        chosen = min(options, key=lambda option: _places_away(option, turn, people))
        turn = (chosen.worker + 1) % people
        return chosen

    return one_at_a_time(problem, in_turn(problem), next_in_turn)


def _places_away(option: Choice, turn: int, people: int) -> tuple[int, int]:
    helper = 0 if option.helper is None else (option.helper - turn) % people
    return (option.worker - turn) % people, helper
