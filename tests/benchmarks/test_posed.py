"""An answer is worked out again before it is counted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.errors import BrokenAnswer
from allocator.problem.ledger import Choice, Choices, Ledger
from allocator.problem.posed import Cost, Helper, Problem, Support
from allocator.solvers import greedy
from allocator.solvers.answer import Limits
from benchmarks.instance import Answer
from benchmarks.posed import Posed, checked
from tests.problem.problems import answers, group, pair, post, problem, problems

SMALL = problem(
    [post(5), post(5, case_room=1)],
    [
        group(pair(0, demand=3), pair(1, demand=3)),
        group(pair(0, demand=3, cost=2), required=True),
        group(
            pair(1, demand=1, support=Support.LEAD),
            helpers=[Helper(0, 1, True), Helper(1, 1, True)],
        ),
    ],
)


def test_a_good_answer_costs_what_it_costs() -> None:
    """All rules kept: the cost is the sum."""
    found = checked(SMALL, (Choice(1), Choice(0), None))

    assert found == Cost(1, 0, 2)


@pytest.mark.parametrize(
    "choices",
    [
        (Choice(0), Choice(0), None),
        (Choice(1), None, None),
        (None, Choice(1), None),
        (Choice(1), Choice(0), Choice(1, 0)),
        (None, Choice(0), Choice(1, 1)),
        (None, Choice(0), Choice(1)),
    ],
    ids=["too full", "pin", "not allowed", "too many", "alone", "no co-worker"],
)
def test_a_broken_answer_is_refused(choices: Choices) -> None:
    """Too full, a pin left waiting, a pair that is not allowed, too many cases, helping oneself, working alone."""
    with pytest.raises(BrokenAnswer):
        checked(SMALL, choices)


def test_a_misstated_cost_is_refused() -> None:
    """An answer that claims to be better than it is is broken too."""
    said = Answer([[1], [0], None], Cost(0, 0, 2), Cost(0, 0, 0))

    with pytest.raises(BrokenAnswer, match=r"says its answer costs \(0, 0, 2\)"):
        Posed(SMALL).judged(said, "someone")


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_the_order_of_placing_does_not_matter(data: st.DataObject) -> None:
    """Choices that fit from first to last fit from last to first, and choices that do not, do not."""
    posed = data.draw(problems())
    choices = data.draw(answers(posed))

    assert fits(posed, choices, forward=True) == fits(posed, choices, forward=False)


def fits(posed: Problem, choices: Choices, forward: bool) -> bool:
    """Whether choices fit when placed one after the other."""
    ledger = Ledger(posed)
    order = range(len(choices))
    for index in order if forward else reversed(order):
        choice = choices[index]
        if choice is not None:
            if choice not in ledger.options(index):
                return False
            ledger.place(index, choice)
    return True


@settings(max_examples=50, deadline=None)
@given(posed=problems())
def test_answers_survive_being_written_down(posed: Problem) -> None:
    """What a solver says as lists is judged as what it said."""
    instance = Posed(posed)

    said = instance.answer(greedy.solve, Limits())

    assert instance.judged(said, "greedy").cost == said.cost
