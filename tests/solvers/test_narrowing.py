"""With the pairs that a better answer may use, and no others, the best is found, or proven to be known."""

import pytest

from allocator.problem.ledger import Choices
from allocator.problem.posed import Cost, Problem
from allocator.solvers.answer import Limits
from allocator.solvers.arrays import arrays
from allocator.solvers.bound.order import LowerBound
from allocator.solvers.bound.remaining import Remaining
from allocator.solvers.bundling import LookedThrough
from allocator.solvers.narrowing import narrowed
from allocator.solvers.placing import as_choices, from_choices
from tests.solvers.bound.tiny import answers, crowded, some
from tests.solvers.made import checked

pytestmark = pytest.mark.slow


def left_over(
    posed: Problem, known: Cost, work: float = 0.02
) -> tuple[int, Remaining] | None:
    """The open goal and what a better answer may use, once the bound has been raised a little; None before."""
    bound = LowerBound(arrays(posed), Limits())
    bound.improve(work, known)
    goal = bound.open_goal(known)
    left = None if goal is None else bound.remaining(known, goal)
    return None if goal is None or left is None else (goal, left)


def solved(
    posed: Problem, known: Choices, goal: int, left: Remaining, work: float = 10.0
) -> LookedThrough:
    """What is better than an answer, out of what is left."""
    given = arrays(posed)
    return narrowed(given, left, from_choices(given, known), goal, Limits(work=work))


@pytest.mark.parametrize("work", [0.0001, 0.02])
def test_every_better_answer_uses_what_is_left_and_no_more(work: float) -> None:
    """Of all answers that there are, and however good the bound: each pair and each helper."""
    tried, dropped = [0, 0, 0], 0
    for seed in range(4000, 4100):
        posed = crowded(seed)
        given, every = arrays(posed), answers(posed)
        for cost, _ in some(every):
            found = left_over(posed, cost, work)
            if found is None:
                continue
            goal, left = found
            dropped += given.pairs - len(left.pairs)
            for other, choices in every:
                if other[:goal] > cost[:goal] or other[goal] >= cost[goal]:
                    continue
                tried[goal] += 1
                used = from_choices(given, choices)
                assert set(used.pair[used.pair >= 0]) <= set(left.pairs)
                assert set(used.helper[used.helper >= 0]) <= set(left.helpers)

    assert min(tried) > 50
    assert dropped > 100


def test_what_is_left_makes_the_best_in_its_goal_or_proves_it() -> None:
    """Whatever answer is known, from the worst to the best of all that there are."""
    improved, proven = [0, 0, 0], 0
    for seed in range(5000, 5060):
        posed = crowded(seed)
        every = answers(posed)
        least = min((cost for cost, _ in every), default=None)
        for cost, choices in some(every):
            found = left_over(posed, cost)
            if found is None or least is None:
                continue
            goal, left = found
            looked = solved(posed, choices, goal, left)
            assert looked.better is not None
            kept = checked(posed, as_choices(arrays(posed), looked.better))
            assert kept[: goal + 1] == least[: goal + 1], seed
            assert looked.bound == least[goal], seed
            improved[goal] += cost[goal] > least[goal]
            proven += cost[goal] == least[goal]

    assert min(*improved, proven) > 5


@pytest.mark.parametrize("work", [0.0, 1e-6])
def test_cut_short_it_claims_no_more_than_is_true(work: float) -> None:
    """Without time for an answer or a proof, the bound is one all the same."""
    tried = 0
    for seed in range(5000, 5030):
        posed = crowded(seed)
        every = answers(posed)
        least = min((cost for cost, _ in every), default=None)
        for cost, choices in some(every):
            found = left_over(posed, cost)
            if found is None or least is None:
                continue
            tried += 1
            looked = solved(posed, choices, *found, work=work)
            assert looked.bound <= least[found[0]], seed

    assert tried > 20
