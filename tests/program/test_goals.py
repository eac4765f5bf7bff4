import pytest
from ortools.sat.python import cp_model

from allocator.problem.posed import Curve, Helper, Problem, Support
from allocator.program.goals import GOALS, Goal, balanced, blended, placed, safe, suited
from allocator.solvers.in_order import program
from tests.problem.problems import group, pair, post, problem

STEEP = Curve((2, 4), (1, 5))


def least(posed: Problem, goal: Goal) -> int:
    """The best that one goal alone can be under every rule."""
    choices = program(posed)
    choices.model.minimize(goal(choices))
    solver = cp_model.CpSolver()
    assert solver.solve(choices.model) == cp_model.OPTIMAL
    return round(solver.objective_value)


@pytest.mark.parametrize(
    ("posed", "by_hand"),
    [
        (problem([post()], []), 0),
        (problem([post()], [group(urgency=9)]), 9),
        (problem([post(room=1)], [group(pair(), urgency=9)]), 0),
        (problem([post(room=1)], [group(pair(), urgency=u) for u in (9, 27, 3)]), 12),
        (
            problem(
                [post(room=2)],
                [group(pair(demand=2), urgency=9)]
                + [group(pair(demand=1), urgency=5) for _ in range(2)],
            ),
            9,
        ),
    ],
)
def test_placing_leaves_the_least_urgency_waiting(posed: Problem, by_hand: int) -> None:
    """What waits counts its urgency, and as little as possible waits."""
    assert least(posed, placed) == by_hand


def test_safety_counts_each_step_beyond_the_limit() -> None:
    """Five steps on one person: two free, two at 1, one at 5."""
    posed = problem([post(unsafe=STEEP)], [group(pair(demand=5), required=True)])

    assert least(posed, safe) == 7


def test_safety_spreads_what_must_be_done() -> None:
    """Two cases of three on two people cost 1 each, not 1 and 11 on one of them."""
    both = [group(pair(0, 3), pair(1, 3), required=True) for _ in range(2)]
    posed = problem([post(unsafe=STEEP), post(unsafe=STEEP)], both)

    assert least(posed, safe) == 2


def test_balance_counts_load_on_everyones_curve() -> None:
    """Three steps on the holder and two on the co-worker, each by their own curve."""
    posed = problem(
        [post(uneven=Curve((0,), (3,))), post(uneven=Curve((0, 1), (10, 20)))],
        [
            group(
                pair(demand=3, cost=100, support=Support.COMPANION),
                helpers=[Helper(1, 2, leads=False)],
                required=True,
            )
        ],
    )

    assert least(posed, balanced) == 3 * 3 + 10 + 20


def test_suitability_counts_the_match_of_who_is_chosen() -> None:
    """Of two workers the better match is taken; a match may be worth having for itself."""
    choice = group(pair(0, cost=30), pair(1, cost=10), required=True)
    practice = group(pair(0, cost=-4))

    posed = problem([post(), post()], [choice, practice])

    assert least(posed, suited) == 10 - 4


@pytest.mark.parametrize(("mismatch", "by_hand"), [(4, 1 + 4), (20, 11)])
def test_balance_and_suitability_are_traded_off(mismatch: int, by_hand: int) -> None:
    """A worse match is taken while it costs less than the busier worker would."""
    busy, free = post(uneven=Curve((0,), (11,))), post(uneven=Curve((0,), (1,)))
    choice = group(pair(0), pair(1, cost=mismatch), required=True)

    assert least(problem([busy, free], [choice]), blended) == by_hand


def test_a_group_that_waits_costs_nothing_but_its_urgency() -> None:
    """Only the first goal makes anyone place a case."""
    posed = problem([post(unsafe=STEEP, uneven=STEEP)], [group(pair(cost=5))])

    assert [least(posed, goal) for goal in (safe, balanced, suited, blended)] == [0] * 4


def test_the_goals_come_in_strict_order() -> None:
    """Place, keep safe, then everything that is traded off."""
    assert (placed, safe, blended) == GOALS


@pytest.mark.parametrize("goal", [placed, safe, balanced, suited, blended])
def test_a_goal_names_its_unit(goal: Goal) -> None:
    """What a goal counts is said in one sentence, and of nothing it is 0."""
    assert (goal.__doc__ or "").endswith(".")
    assert least(problem([], []), goal) == 0


def test_a_program_states_no_goal_of_its_own() -> None:
    """Goals are asked one after the other by whoever solves."""
    assert not program(problem([post()], [group(pair())])).model.has_objective()
