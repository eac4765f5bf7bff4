"""The engine of one meeting: the constraint program solved by OR-Tools CP-SAT, from a fast start."""

from math import ceil

from ortools.sat.python import cp_model

from allocator.errors import Impossible
from allocator.problem.ledger import Choices as Answer
from allocator.problem.posed import Problem
from allocator.program.choices import Choices
from allocator.solvers import greedy
from allocator.solvers.answer import Limits, Solution
from allocator.solvers.in_order import Found, solve_in_order


def solve(problem: Problem, limits: Limits) -> Solution:
    """The best answer found within the limits, and a bound proven for every goal.

    Raises Impossible when pins and rules cannot all hold, NoAnswerInTime when the limits end before any answer.
    """
    return solve_in_order(problem, limits, _search, _start(problem, limits))


def _start(problem: Problem, limits: Limits) -> Answer | None:
    """The fast start, unless it fails to place what must be placed."""
    answer = greedy.solve(problem, limits).choices
    placed = all(
        choice is not None or not group.required
        for choice, group in zip(answer, problem.groups, strict=True)
    )
    return answer if placed else None


def _search(choices: Choices, limits: Limits) -> Found:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = limits.threads
    solver.parameters.random_seed = limits.seed
    solver.parameters.max_time_in_seconds = limits.seconds
    solver.parameters.max_deterministic_time = limits.work
    # Every constraint in the LP: the loads are what has to be bounded, and proofs come some 15 times sooner.
    solver.parameters.linearization_level = 2
    # Signals belong to whoever called us: the caller asks for a stop, CP-SAT must not swallow the request.
    solver.parameters.catch_sigint_signal = False
    limits.stop.on_request(solver.stop_search)
    status = solver.solve(choices.model)
    work = solver.response_proto.deterministic_time
    if status == cp_model.INFEASIBLE:
        raise Impossible(["the pins and the rules"])
    if status == cp_model.UNKNOWN:
        return Found(work=work)
    # The bound of an integer goal is an integer that CP-SAT hands over as a float.
    bound = ceil(solver.best_objective_bound - 1e-6)
    return Found(choices.answer(solver.response_proto.solution), bound, work)
