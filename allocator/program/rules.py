"""What must hold in every answer: one function, one rule.

Rules about one worker and one household (skills, seniority, conflicts ...) have already decided which pairs exist.
"""

from collections.abc import Callable, Iterator

from ortools.sat.python import cp_model

from allocator.problem.posed import UNLIMITED, Support
from allocator.program.choices import Choices, total, weighted

# A comparison without any variable is plain true or false; CP-SAT takes both.
Constraint = cp_model.BoundedLinearExpression | bool
Rule = Callable[[Choices], Iterator[Constraint]]


def one_worker_per_case(choices: Choices) -> Iterator[Constraint]:
    """Every case has one worker, or waits; a household counts as one."""
    for g, group in enumerate(choices.problem.groups):
        takers = [choices.takes(g, pair.worker) for pair in group.pairs]
        yield total([*takers, choices.waits(g)]) == 1


def pins_hold(choices: Choices) -> Iterator[Constraint]:
    """What people have pinned holds."""
    for g, group in enumerate(choices.problem.groups):
        if group.required:
            yield choices.waits(g) == 0


def within_ceiling(choices: Choices) -> Iterator[Constraint]:
    """Nobody is taken over the ceiling, and nobody already over it is given more."""
    for worker, post in enumerate(choices.problem.posts):
        yield choices.added_load(worker) <= post.room


def within_case_limit(choices: Choices) -> Iterator[Constraint]:
    """Nobody holds more cases than their limit."""
    for worker, post in enumerate(choices.problem.posts):
        if post.case_room < UNLIMITED:
            yield choices.added_cases(worker) <= post.case_room


def within_new_case_limit(choices: Choices) -> Iterator[Constraint]:
    """Nobody is given more new cases in the recent weeks than their grade allows."""
    for worker, post in enumerate(choices.problem.posts):
        if post.new_case_room < UNLIMITED:
            yield choices.new_cases(worker) <= post.new_case_room


def no_more_moves(choices: Choices) -> Iterator[Constraint]:
    """No more households leave who holds them than was asked."""
    if choices.problem.most_moves is not None:
        yield choices.moves() <= choices.problem.most_moves


def supervision_within_reach(choices: Choices) -> Iterator[Constraint]:
    """No supervisor is asked for more supervision than they can give."""
    for supervisor in choices.problem.supervisors:
        supervised = set(supervisor.workers)
        asked = [
            (choices.takes(g, pair.worker), pair.supervision)
            for g, group in enumerate(choices.problem.groups)
            for pair in group.pairs
            if pair.worker in supervised
        ]
        yield weighted(asked) <= supervisor.room


def joint_work_supported(choices: Choices) -> Iterator[Constraint]:
    """A case that needs two workers has a co-worker who can take it on."""
    for g, group in enumerate(choices.problem.groups):
        takes = {pair: choices.takes(g, pair.worker) for pair in group.pairs}
        helps = {helper: choices.helps(g, helper.worker) for helper in group.helpers}
        need = total(taken for pair, taken in takes.items() if pair.support)
        need_lead = total(
            t for pair, t in takes.items() if pair.support is Support.LEAD
        )
        if not helps and not any(pair.support for pair in group.pairs):
            continue
        yield total(helps.values()) == need
        yield total(h for helper, h in helps.items() if helper.leads) >= need_lead
        taken_by = {pair.worker: taken for pair, taken in takes.items()}
        for helper, helped in helps.items():
            if helper.worker in taken_by:
                yield helped + taken_by[helper.worker] <= 1


RULES: tuple[Rule, ...] = (
    one_worker_per_case,
    pins_hold,
    within_ceiling,
    within_case_limit,
    within_new_case_limit,
    no_more_moves,
    supervision_within_reach,
    joint_work_supported,
)
