"""Arrays say what the problem says, and parts of them are problems whose costs add up."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.problem.ledger import Choice, Ledger
from allocator.problem.posed import Problem
from allocator.solvers.arrays import arrays, worker_costs
from allocator.solvers.cutting import Piece, cut, inside, posed, put_back
from allocator.solvers.placing import as_choices, from_choices, held, placing
from tests.problem.problems import answers, problems


def without_names(problem: Problem) -> Problem:
    """The problem as arrays know it, which is without names and with one limit on cases."""
    return posed(arrays(problem))


@given(problem=problems())
def test_nothing_is_lost(problem: Problem) -> None:
    """Read back, pairs, helpers, rooms, supervisors and curves are what they were."""
    found = without_names(problem)

    assert [g.pairs for g in found.groups] == [g.pairs for g in problem.groups]
    assert [g.helpers for g in found.groups] == [g.helpers for g in problem.groups]
    for post, before in zip(found.posts, problem.posts, strict=True):
        assert (post.room, post.unsafe, post.uneven) == (
            before.room,
            before.unsafe,
            before.uneven,
        )
        assert post.case_room == min(before.case_room, before.new_case_room)
    assert [(s.room, s.workers) for s in found.supervisors] == [
        (s.room, s.workers) for s in problem.supervisors
    ]


@given(problem=problems(), loads=st.lists(st.integers(0, 30), min_size=4, max_size=4))
def test_curves_cost_what_they_did(problem: Problem, loads: list[int]) -> None:
    """All workers' costs at once are each one's own curve at their load."""
    given, load = arrays(problem), np.array(loads[: len(problem.posts)])

    for curves, name in ((given.unsafe, "unsafe"), (given.uneven, "uneven")):
        expected = [
            getattr(post, name)(steps)
            for post, steps in zip(problem.posts, load.tolist(), strict=True)
        ]
        assert worker_costs(curves, load).tolist() == expected


@settings(max_examples=200)
@given(problem=problems(), data=st.data())
def test_an_answer_costs_in_arrays_what_it_costs(
    problem: Problem, data: st.DataObject
) -> None:
    """Totals agree with the ledger, and choices come back as they were."""
    choices = data.draw(answers(problem))
    found = from_choices(arrays(problem), choices)

    assert found.cost == Ledger(problem, choices).cost()
    assert as_choices(arrays(problem), found) == choices


@settings(max_examples=200)
@given(problem=problems(), data=st.data())
def test_a_part_costs_its_part_of_the_whole(
    problem: Problem, data: st.DataObject
) -> None:
    """With everything else held, what a part's answer changes in the part it changes in the whole."""
    given = arrays(problem)
    choices = from_choices(given, data.draw(answers(problem)))
    free = np.array(
        sorted(data.draw(st.sets(st.integers(0, max(0, given.groups - 1))))), np.int64
    )
    free = free[free < given.groups]
    piece = Piece(
        np.arange(given.workers),
        free,
        np.flatnonzero(np.isin(given.pair_group, free)),
        np.flatnonzero(
            np.isin(np.repeat(np.arange(given.groups), np.diff(given.helper_at)), free)
        ),
    )
    pair, helper = choices.pair.copy(), choices.helper.copy()
    pair[free] = helper[free] = -1
    others = placing(given, pair, helper)
    part = cut(given, piece, held(given, pair, helper))
    own = as_choices(part, inside(choices, piece))

    inner = Ledger(posed(part), own).cost()
    put_back(piece, from_choices(part, own), pair, helper)

    waiting = sum(problem.groups[g].urgency for g in free.tolist())
    outer = others.cost._replace(unplaced=others.cost.unplaced - waiting)
    assert inner.plus(outer) == choices.cost
    assert placing(given, pair, helper).totals == choices.totals


def test_a_helper_is_not_a_holder() -> None:
    """A choice without a co-worker has none when it comes back."""
    problem = posed(arrays(Problem((), ())))

    assert as_choices(arrays(problem), from_choices(arrays(problem), ())) == ()
    assert Choice(0).helper is None
