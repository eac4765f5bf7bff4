"""Which groups that must be placed cannot be placed together: a few of them, found without trying them one by one."""

from ortools.sat.python import cp_model

from allocator.errors import NoAnswerInTime
from allocator.problem.posed import Problem
from allocator.program.rules import RULES, pins_hold
from allocator.solvers.answer import Limits
from allocator.solvers.in_order import program


def in_conflict(problem: Problem, limits: Limits) -> tuple[int, ...]:
    """Some groups that must be placed and cannot all be; none where they can.

    CP-SAT may name more than is in conflict, and less: what presolve makes of a name is not always a name of ours. So
    whoever asks tries what is named. Raises NoAnswerInTime where the limits end before either is known.
    """
    choices = program(problem, [rule for rule in RULES if rule is not pins_hold])
    placed = {
        choices.waits(g).negated().index: g
        for g, group in enumerate(problem.groups)
        if group.required
    }
    choices.model.add_assumptions([choices.waits(g).negated() for g in placed.values()])
    solver = cp_model.CpSolver()
    # Only a single worker explains what is in conflict.
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = limits.seed
    solver.parameters.max_time_in_seconds = limits.seconds
    solver.parameters.max_deterministic_time = limits.work
    solver.parameters.catch_sigint_signal = False
    with limits.stop.heard_by(solver.stop_search):
        status = solver.solve(choices.model)
    if status == cp_model.UNKNOWN:
        raise NoAnswerInTime(limits.seconds)
    if status != cp_model.INFEASIBLE:
        return ()
    named = solver.sufficient_assumptions_for_infeasibility()
    return tuple(sorted(placed[index] for index in named if index in placed))
