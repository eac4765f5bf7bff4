from dataclasses import replace

from hypothesis import given, settings

from allocator.errors import Impossible
from allocator.problem.posed import Problem
from allocator.solvers import cp_sat
from allocator.solvers.answer import Limits
from allocator.solvers.conflict import in_conflict
from tests.problem.problems import group, pair, post, problem
from tests.solvers.made import pinned_problems


def test_the_groups_in_conflict_are_named_and_no_others() -> None:
    """Three people with a group each, and two more that only one of them may hold."""
    posed = problem(
        [post(room=5) for _ in range(3)],
        [
            group(pair(0, 5), required=True),
            group(pair(1, 5), required=True),
            group(pair(2, 3), required=True),
            group(pair(1, 5), required=True),
            group(pair(1, 5)),
        ],
    )

    assert in_conflict(posed, Limits()) == (1, 3)


def test_nothing_is_in_conflict_where_all_can_be_placed() -> None:
    """What may wait is no part of it, however little room there is."""
    posed = problem(
        [post(room=5)], [group(pair(0, 5), required=True), group(pair(0, 5))]
    )

    assert in_conflict(posed, Limits()) == ()


@settings(max_examples=100, deadline=None)
@given(posed=pinned_problems())
def test_what_is_named_is_in_conflict(posed: Problem) -> None:
    """Of random problems groups are named exactly where not all can be placed, and those cannot be placed alone."""
    named = in_conflict(posed, Limits())

    assert bool(named) is not can_be_placed(posed)
    if named:
        alone = tuple(posed.groups[index] for index in named)
        assert all(one.required for one in alone)
        assert not can_be_placed(replace(posed, groups=alone))


def can_be_placed(posed: Problem) -> bool:
    """Whether CP-SAT finds a place for all that must be placed."""
    try:
        cp_sat.place(posed, Limits())
    except Impossible:
        return False
    return True
