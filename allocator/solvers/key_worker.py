"""The key-worker rule of prisons in England: the next person to whoever has the smallest share of their places taken.

The rule is public (ministryofjustice/keyworker-api, AllocationRecommender, MIT): staff by allocated ÷ capacity, then by
number; each person to the first who is not full. A problem in integers does not say who knew a person before, so the
rule's first step, back to the previous key worker however full they are, is left out; nor who was chosen last, which
the rule asks on a tie.
"""

from collections.abc import Sequence
from fractions import Fraction

from allocator.problem.ledger import Choice, Ledger
from allocator.problem.posed import UNLIMITED, Post, Problem
from allocator.solvers.answer import Limits, Solution
from allocator.solvers.one_at_a_time import one_at_a_time


def solve(problem: Problem, limits: Limits) -> Solution:
    """In the order of the batch, each to whoever has the smallest share of places taken, among those allowed."""
    places = _places(problem)

    def taken(ledger: Ledger, worker: int) -> int:
        return problem.posts[worker].cases + ledger.cases[worker]

    def turn(ledger: Ledger, option: Choice) -> tuple[Fraction, int, int]:
        helper = -1 if option.helper is None else option.helper
        share = Fraction(taken(ledger, option.worker), places[option.worker])
        return share, option.worker, helper

    def pick(ledger: Ledger, options: Sequence[Choice]) -> Choice | None:
        free = [o for o in options if taken(ledger, o.worker) < places[o.worker]]
        return min(free, key=lambda option: turn(ledger, option), default=None)

    return one_at_a_time(problem, range(len(problem.groups)), pick)


def _places(problem: Problem) -> list[int]:
    """How many cases each worker has places for: their limit, or a share of all cases by the load they may carry."""
    able = [post for post in problem.posts if post.carries_cases]
    cases = sum(post.cases for post in able)
    cases += sum(len(group.case_ids) for group in problem.groups)
    reach = max(1, sum(_reach(post) for post in able))
    return [
        0
        if not post.carries_cases
        else post.cases + post.case_room
        if post.case_room < UNLIMITED
        else -(-cases * _reach(post) // reach)
        for post in problem.posts
    ]


def _reach(post: Post) -> int:
    return post.held + post.room
