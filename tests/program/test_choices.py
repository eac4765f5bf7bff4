import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from allocator.errors import Impossible
from allocator.problem.ledger import Choice, Ledger
from allocator.problem.ledger import Choices as Answer
from allocator.problem.posed import Curve, Helper, Problem, Support
from allocator.program.choices import Choices, total, weighted
from allocator.program.goals import balanced, safe
from allocator.solvers import cp_sat, greedy
from allocator.solvers.answer import Limits
from allocator.solvers.in_order import program
from tests.problem.problems import answers, group, pair, post, problem, problems
from tests.solvers.bound.tiny import best, crowded

JOINT = problem(
    [post(unsafe=Curve((1,), (4,))), post(uneven=Curve((0,), (3,)))],
    [
        group(
            pair(demand=2, support=Support.COMPANION),
            helpers=[Helper(1, 1, leads=False)],
            cases=2,
        ),
        group(pair(1, demand=5)),
    ],
)


def hints(choices: Choices) -> list[int]:
    """What every variable is told to start from."""
    told = choices.model.proto.solution_hint
    assert sorted(told.vars) == list(range(len(choices.model.proto.variables)))
    return [value for _, value in sorted(zip(told.vars, told.values, strict=True))]


def solved_as_hinted(choices: Choices) -> cp_model.CpSolver | None:
    """The answer that a program's hint is, None where it is none."""
    solver = cp_model.CpSolver()
    solver.parameters.fix_variables_to_their_hinted_value = True
    found = solver.solve(choices.model)
    return solver if found in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None


def test_only_pairs_of_the_problem_can_be_chosen() -> None:
    """Whom the rules refuse there is no variable for."""
    choices = Choices(JOINT)

    with pytest.raises(KeyError):
        choices.takes(0, 1)
    with pytest.raises(KeyError):
        choices.helps(1, 0)


def test_added_work_is_summed_by_worker() -> None:
    """Load counts what is held and what is co-worked; cases count only what is held."""
    choices = program(JOINT)
    choices.hint([Choice(0, 1), Choice(1)])
    solver = solved_as_hinted(choices)

    assert solver is not None
    assert [solver.value(choices.added_load(w)) for w in (0, 1)] == [2, 1 + 5]
    assert [solver.value(choices.added_cases(w)) for w in (0, 1)] == [2, 1]
    assert [solver.value(choices.unsafe(w)) for w in (0, 1)] == [4, 0]
    assert [solver.value(choices.uneven(w)) for w in (0, 1)] == [0, 18]


def test_sums_of_nothing_are_nothing() -> None:
    """A worker nobody may give anything has nothing added."""
    idle = program(problem([post()], []))
    solver = cp_model.CpSolver()

    solver.solve(idle.model)

    assert solver.value(total([])) == solver.value(weighted([])) == 0
    assert solver.value(idle.added_load(0)) == solver.value(idle.added_cases(0)) == 0


@settings(max_examples=50, deadline=None)
@given(data=st.data(), posed=problems())
def test_every_variable_is_told_where_to_start(
    data: st.DataObject, posed: Problem
) -> None:
    """A hint is complete whatever the answer, for half a hint is worth little; it reads back as the answer."""
    choices, answer = program(posed), data.draw(answers(posed))

    choices.hint(answer)

    assert choices.answer(hints(choices)) == answer


@settings(max_examples=50, deadline=None)
@given(posed=problems())
def test_an_answer_that_keeps_the_rules_is_a_solution(posed: Problem) -> None:
    """The hint of a legal answer satisfies the whole program, at the costs the ledger counts."""
    answer = greedy.solve(posed, Limits()).choices
    choices = program(posed)

    choices.hint(answer)
    solver = solved_as_hinted(choices)

    assert solver is not None
    cost = Ledger(posed, answer).cost()
    matches = sum(
        group.pair(choice.worker).cost
        for group, choice in zip(posed.groups, answer, strict=True)
        if choice is not None
    )
    assert solver.value(safe(choices)) == cost.unsafe
    assert solver.value(balanced(choices)) == cost.blended - matches


def test_a_new_hint_replaces_the_old() -> None:
    """The search starts from the latest answer only."""
    choices = program(JOINT)
    first: Answer = (Choice(0, 1), None)
    second: Answer = (None, Choice(1))

    choices.hint(first)
    choices.hint(second)

    assert choices.answer(hints(choices)) == second


@pytest.mark.parametrize("seed", range(7000, 7040))
def test_the_best_of_the_program_is_the_best_there_is(seed: int) -> None:
    """With a variable for each load, too: goal by goal it comes to what trying every answer comes to."""
    posed = crowded(seed)
    tried = best(posed)

    if tried is None:
        with pytest.raises(Impossible):
            cp_sat.solve(posed, Limits())
    else:
        found = cp_sat.solve(posed, Limits())
        assert found.cost == found.bound == tried[0]


@settings(max_examples=50, deadline=None)
@given(posed=problems())
def test_no_load_is_overstated_where_it_costs(posed: Problem) -> None:
    """Once load is made as cheap as it can be, each costs what is really added."""
    answer = greedy.solve(posed, Limits()).choices
    choices, ledger = program(posed), Ledger(posed, answer)
    for g, choice in enumerate(answer):
        choices.model.add(choices.waits(g) == (choice is None))
        for worker in [] if choice is None else [choice.worker]:
            choices.model.add(choices.takes(g, worker) == 1)
        for helper in (
            [] if choice is None or choice.helper is None else [choice.helper]
        ):
            choices.model.add(choices.helps(g, helper) == 1)
    choices.model.minimize(safe(choices) + balanced(choices))
    solver = cp_model.CpSolver()

    assert solver.solve(choices.model) == cp_model.OPTIMAL
    for w, who in enumerate(posed.posts):
        assert solver.value(choices.unsafe(w)) == who.unsafe(ledger.added[w])
        assert solver.value(choices.uneven(w)) == who.uneven(ledger.added[w])
