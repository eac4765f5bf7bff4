from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from ortools.sat.python import cp_model

from allocator.policy.rules import COMPETENCY_RULES, PRIORITIES_RULES
from allocator.problem.posed import Helper, Problem, Supervisor, Support
from allocator.program.choices import Choices
from allocator.program.rules import (
    RULES,
    Constraint,
    Rule,
    joint_work_supported,
    no_more_moves,
    one_worker_per_case,
    pins_hold,
    supervision_within_reach,
    within_case_limit,
    within_ceiling,
    within_new_case_limit,
)
from tests.problem.problems import group, pair, post, problem

Wish = Callable[[Choices], Constraint]


def takes(index: int, worker: int) -> Wish:
    """That a worker holds a group."""
    return lambda choices: choices.takes(index, worker) == 1


def waits(index: int) -> Wish:
    """That nobody holds a group."""
    return lambda choices: choices.waits(index) == 1


def helps(index: int, worker: int, *, is_so: bool = True) -> Wish:
    """That a worker co-works a group, or does not."""
    return lambda choices: choices.helps(index, worker) == int(is_so)


def is_possible(posed: Problem, rules: Iterable[Rule], *wishes: Wish) -> bool:
    """Whether some answer keeps a few rules and meets every wish."""
    choices = Choices(posed)
    for rule in rules:
        for constraint in rule(choices):
            choices.model.add(constraint)
    for wish in wishes:
        choices.model.add(wish(choices))
    status = cp_model.CpSolver().solve(choices.model)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return status == cp_model.OPTIMAL


def test_a_case_has_one_worker() -> None:
    """A case goes to one worker, not to two."""
    posed = problem([post(), post()], [group(pair(0), pair(1))])

    assert is_possible(posed, [one_worker_per_case], takes(0, 0))
    assert not is_possible(posed, [one_worker_per_case], takes(0, 0), takes(0, 1))


def test_a_case_waits_only_if_nobody_has_it() -> None:
    """A case is held or waits, never both and never neither."""
    posed = problem([post()], [group(pair())])

    assert is_possible(posed, [one_worker_per_case], waits(0))
    assert not is_possible(posed, [one_worker_per_case], waits(0), takes(0, 0))
    assert not is_possible(
        posed,
        [one_worker_per_case],
        lambda choices: choices.waits(0) + choices.takes(0, 0) == 0,
    )


def test_a_case_nobody_may_hold_waits() -> None:
    """Without any pair the only answer is to wait."""
    posed = problem([post()], [group()])

    assert is_possible(posed, [one_worker_per_case], waits(0))
    assert not is_possible(
        posed, [one_worker_per_case], lambda choices: choices.waits(0) == 0
    )


def test_what_is_pinned_does_not_wait() -> None:
    """A required group is placed; any other may wait."""
    free = problem([post()], [group(pair())])
    pinned = problem([post()], [group(pair(), required=True)])

    assert is_possible(free, [pins_hold], waits(0))
    assert is_possible(pinned, [one_worker_per_case, pins_hold], takes(0, 0))
    assert not is_possible(pinned, [pins_hold], waits(0))


@pytest.mark.parametrize(("room", "possible"), [(3, True), (2, False)])
def test_load_stays_within_room(room: int, possible: bool) -> None:
    """A worker takes what they have room for, and not one step more."""
    posed = problem([post(room)], [group(pair(demand=3))])

    assert is_possible(posed, [within_ceiling], takes(0, 0)) is possible


@pytest.mark.parametrize(("room", "possible"), [(5, True), (4, False)])
def test_co_working_takes_room_too(room: int, possible: bool) -> None:
    """What a worker holds and what they co-work come out of the same room."""
    posed = problem(
        [post(room), post()],
        [
            group(pair(demand=3)),
            group(pair(1, support=Support.COMPANION), helpers=[Helper(0, 2, True)]),
        ],
    )

    assert is_possible(posed, [within_ceiling], takes(0, 0), helps(1, 0)) is possible


@pytest.mark.parametrize(("limit", "possible"), [(3, True), (2, False)])
def test_cases_stay_within_their_limit(limit: int, possible: bool) -> None:
    """Every case of every group counts, whatever it weighs."""
    posed = problem(
        [post(case_room=limit)],
        [group(pair(demand=0), cases=2), group(pair(demand=0))],
    )

    assert is_possible(posed, [within_case_limit], takes(0, 0), takes(1, 0)) is possible


@pytest.mark.parametrize(("limit", "possible"), [(3, True), (2, False)])
def test_new_cases_stay_within_their_limit(limit: int, possible: bool) -> None:
    """A grade's limit to new work counts cases as well."""
    posed = problem(
        [post(new_case_room=limit)],
        [group(pair(demand=0), cases=2), group(pair(demand=0))],
    )

    assert (
        is_possible(posed, [within_new_case_limit], takes(0, 0), takes(1, 0))
        is possible
    )


@pytest.mark.parametrize(("room", "possible"), [(5, True), (4, False)])
def test_supervision_stays_within_the_supervisors_time(
    room: int, possible: bool
) -> None:
    """Everyone under one supervisor shares what that supervisor can give."""
    posed = problem(
        [post(), post(), post()],
        [group(pair(n, supervision=2 + n)) for n in range(3)],
        Supervisor("S", room, (0, 1)),
    )

    assert (
        is_possible(
            posed, [supervision_within_reach], takes(0, 0), takes(1, 1), takes(2, 2)
        )
        is possible
    )


COMPANION = problem(
    [post(), post(), post()],
    [
        group(
            pair(0, support=Support.COMPANION),
            pair(1),
            helpers=[Helper(0, 1, True), Helper(1, 1, False), Helper(2, 1, False)],
        )
    ],
)
LEAD = problem(
    [post(), post(), post()],
    [
        group(
            pair(0, support=Support.LEAD),
            pair(1),
            helpers=[Helper(1, 1, True), Helper(2, 1, False)],
        )
    ],
)
JOINTLY = (one_worker_per_case, joint_work_supported)


def test_joint_work_has_a_co_worker() -> None:
    """A worker who needs somebody beside them gets one, and only one."""
    assert is_possible(COMPANION, JOINTLY, takes(0, 0), helps(0, 1))
    assert not is_possible(
        COMPANION,
        JOINTLY,
        takes(0, 0),
        helps(0, 1, is_so=False),
        helps(0, 2, is_so=False),
    )
    assert not is_possible(COMPANION, JOINTLY, takes(0, 0), helps(0, 1), helps(0, 2))


def test_nobody_co_works_with_themselves() -> None:
    """The second worker is another person."""
    assert not is_possible(COMPANION, JOINTLY, takes(0, 0), helps(0, 0))


def test_who_needs_nobody_gets_nobody() -> None:
    """A worker who may hold the case alone does, and a case that waits has no co-worker."""
    assert is_possible(COMPANION, JOINTLY, takes(0, 1))
    assert not is_possible(COMPANION, JOINTLY, takes(0, 1), helps(0, 2))
    assert not is_possible(COMPANION, JOINTLY, waits(0), helps(0, 2))


def test_who_may_not_hold_a_case_alone_has_a_lead_beside() -> None:
    """A new worker's co-worker is one who could hold the case."""
    assert is_possible(LEAD, JOINTLY, takes(0, 0), helps(0, 1))
    assert not is_possible(LEAD, JOINTLY, takes(0, 0), helps(0, 2))


HELD = replace(group(pair(0), pair(1), required=True), holder=0)


def test_what_stays_with_its_holder_is_not_new_there() -> None:
    """Someone with no room for new cases keeps theirs, and is given nobody else's."""
    others = replace(HELD, holder=1)
    posed = problem([post(new_case_room=0), post()], [HELD, others])

    assert is_possible(posed, [within_new_case_limit], takes(0, 0))
    assert not is_possible(posed, [within_new_case_limit], takes(1, 0))


@pytest.mark.parametrize(("most", "possible"), [(None, True), (2, True), (1, False)])
def test_no_more_households_move_than_was_asked(
    most: int | None, possible: bool
) -> None:
    """Two leave their holder; what waits is no move, wherever it goes."""
    posed = problem([post(), post()], [HELD, HELD, group(pair(1))])
    posed = replace(posed, most_moves=most)
    rules = [one_worker_per_case, no_more_moves]

    assert is_possible(posed, rules, takes(0, 1), takes(1, 0), takes(2, 1))
    assert is_possible(posed, rules, takes(0, 1), takes(1, 1)) == possible


def test_every_rule_is_a_rule_of_the_policy() -> None:
    """A rule bears the name under which a policy file words it."""
    names = [rule.__name__ for rule in RULES]

    assert len(names) == len(set(names))
    # A number of moves is asked for on the day; no policy states it.
    assert set(names) - {"no_more_moves"} <= {*COMPETENCY_RULES, *PRIORITIES_RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_is_a_sentence(rule: Rule) -> None:
    """What a planner reads when rules conflict is one sentence, and an empty problem breaks none."""
    sentence = rule.__doc__ or ""

    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert is_possible(problem([post(room=0)], []), [rule])
