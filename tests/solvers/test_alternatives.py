from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from allocator.errors import Impossible
from allocator.problem.ledger import Choice, Choices, Ledger
from allocator.problem.posed import Cost, Problem
from allocator.solvers import alternatives
from allocator.solvers.alternatives import another
from allocator.solvers.answer import Limits, Solution, differing
from allocator.solvers.engine import solve
from tests.problem.problems import group, pair, post, problem, ways
from tests.solvers.made import checked, pinned_problems, team


def everything(posed: Problem) -> dict[Choices, Cost]:
    """Every answer that keeps the rules, and what it costs."""
    found: dict[Choices, Cost] = {}
    for answer in product(*([None, *ways(one)] for one in posed.groups)):
        try:
            found[answer] = checked(posed, answer)
        except AssertionError:
            continue
    return found


def elsewhere(one: Choice | None, other: Choice | None) -> bool:
    """Whether two people hold a group in two answers."""
    return one is not None and other is not None and one.worker != other.worker


@settings(max_examples=80, deadline=None)
@given(posed=pinned_problems(), far=st.integers(1, 3))
def test_another_is_the_best_of_all_that_differ_enough(
    posed: Problem, far: int
) -> None:
    """Of tiny problems, the second and the third plan are the cheapest that differ so far from those before."""
    answers = everything(posed)
    assume(answers)
    plans = [solve(posed, Limits())]
    for _ in range(2):
        least = [
            cost
            for answer, cost in answers.items()
            if all(sum(map(elsewhere, answer, plan.choices)) >= far for plan in plans)
        ]
        if not least:
            with pytest.raises(Impossible):
                another(posed, plans, far, Limits())
            return

        found = another(posed, plans, far, Limits())

        assert found.cost == min(least)
        assert found.is_optimal
        assert checked(posed, found.choices) == found.cost
        plans.append(found)


@pytest.mark.parametrize("exact", [True, False])
def test_a_large_problem_has_plans_that_differ(
    exact: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether one program is enough or not, each plan keeps the rules and differs from every other as asked."""
    monkeypatch.setattr(alternatives, "_EXACT", 1_000 if exact else 0)
    posed = team(8, 25, room=60)
    limits = Limits(work=1.0)
    plans: list[Solution] = [solve(posed, limits)]
    for _ in range(2):
        plans.append(another(posed, plans, 6, limits))

    for n, plan in enumerate(plans):
        assert checked(posed, plan.choices) == plan.cost
        assert all(differing(plan.choices, other.choices) >= 6 for other in plans[:n])


def test_plans_that_are_mended_cost_little_more_than_the_best_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Barring and mending comes within a few percent of what one program proves."""
    posed = team(6, 12, room=60)
    first = solve(posed, Limits())
    exact = another(posed, [first], 3, Limits())
    monkeypatch.setattr(alternatives, "_EXACT", 0)

    mended = another(posed, [first], 3, Limits(work=2.0))

    assert exact.is_optimal
    assert exact.cost <= mended.cost
    assert mended.cost.total <= exact.cost.total * 1.05
    assert mended.bound == first.bound


def test_a_household_that_waits_in_one_of_two_does_not_count() -> None:
    """Leaving cases waiting would be an easy way to differ; it is none."""
    nobody: Choices = (None, Choice(0), Choice(1))
    somebody: Choices = (Choice(0), Choice(1), Choice(1, 0))

    assert differing(nobody, somebody) == 1


def test_no_other_plan_is_said_to_be_impossible() -> None:
    """Where only one person may hold each case there is nothing to choose from."""
    posed = problem([post(), post()], [group(pair(0)), group(pair(1))])

    with pytest.raises(Impossible):
        another(posed, [solve(posed, Limits())], 1, Limits())


def test_the_cost_is_that_of_the_answer() -> None:
    """What a plan is said to cost is what the ledger makes of it."""
    posed = team(4, 9, room=50)
    first = solve(posed, Limits())

    found = another(posed, [first], 2, Limits())

    assert Ledger(posed, found.choices).cost() == found.cost
