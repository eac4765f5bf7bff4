"""What a manager does with a spreadsheet: count cases, give the next one to whoever holds fewest."""

from collections.abc import Sequence
from time import monotonic

from allocator.problem.ledger import Choice, Ledger
from allocator.problem.posed import Problem
from allocator.solvers.answer import Limits, Solution
from allocator.solvers.greedy import in_turn
from allocator.solvers.one_at_a_time import one_at_a_time


def solve(problem: Problem, limits: Limits) -> Solution:
    """Most urgent first, to whoever holds fewest cases among those the rules allow; ties to the fewest new cases."""

    def fewest(ledger: Ledger, options: Sequence[Choice]) -> Choice:
        return min(options, key=lambda option: _counts(ledger, option))

    return one_at_a_time(problem, in_turn(problem), fewest)


def solve_blind(problem: Problem, limits: Limits) -> Solution:
    """Most urgent first, to whoever holds fewest cases, whatever the rules say; the judge counts the breaches."""
    started = monotonic()
    counts = {
        index: post.cases
        for index, post in enumerate(problem.posts)
        if post.carries_cases
    }
    choices: list[Choice | None] = [None] * len(problem.groups)
    for index in in_turn(problem):
        if counts:
            worker = min(
                counts, key=lambda w: (counts[w], problem.posts[w].recent_cases, w)
            )
            counts[worker] += len(problem.groups[index].case_ids)
            choices[index] = Choice(worker)
    return Solution.of_no_rules(problem, tuple(choices), started)


def _counts(ledger: Ledger, option: Choice) -> tuple[int, int, int, int]:
    post, added = ledger.problem.posts[option.worker], ledger.cases[option.worker]
    helper = option.helper if option.helper is not None else -1
    helping = (
        ledger.problem.posts[helper].cases + ledger.cases[helper] if helper >= 0 else 0
    )
    return post.cases + added, post.recent_cases + added, helping, option.worker
