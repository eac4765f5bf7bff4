"""Levelling of new work: the next case to whoever was given fewest lately, whatever they hold or the case asks.

The rule is public (department-of-veterans-affairs/caseflow, the job that distributes priority appeals, CC0): counts
received in the last 30 days are levelled, nobody above the level is given more, and leftovers go one each to the
lowest. One at a time to the lowest comes to the same counts, and lets every other rule have its say.
"""

from collections.abc import Sequence

from allocator.problem.ledger import Choice, Ledger
from allocator.problem.posed import Problem
from allocator.solvers.answer import Limits, Solution
from allocator.solvers.greedy import in_turn
from allocator.solvers.one_at_a_time import one_at_a_time


def solve(problem: Problem, limits: Limits) -> Solution:
    """Most urgent first, to whoever was given fewest cases in the recent weeks among those the rules allow."""
    return one_at_a_time(problem, in_turn(problem), _lowest)


def _lowest(ledger: Ledger, options: Sequence[Choice]) -> Choice:
    def level(option: Choice) -> tuple[int, int, int]:
        helper = -1 if option.helper is None else option.helper
        post = ledger.problem.posts[option.worker]
        return (
            post.recent_cases + ledger.cases[option.worker],
            option.worker,
            helper,
        )

    return min(options, key=level)
