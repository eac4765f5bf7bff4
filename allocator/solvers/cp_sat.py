"""The engine of one meeting: the constraint program solved by OR-Tools CP-SAT, from a fast start."""

from math import ceil

from ortools.sat.python import cp_model

from allocator.errors import Impossible, NoAnswerInTime
from allocator.problem.ledger import Choices as Answer
from allocator.problem.ledger import stays
from allocator.problem.posed import Problem
from allocator.program.choices import Choices
from allocator.solvers import greedy
from allocator.solvers.answer import Limits, Solution
from allocator.solvers.in_order import Found, program, solve_in_order


def solve(problem: Problem, limits: Limits, start: Answer | None = None) -> Solution:
    """The best answer found within the limits, and a bound proven for every goal, from an answer if one is known.

    Raises Impossible when pins and rules cannot all hold, NoAnswerInTime when the limits end before any answer.
    """
    return solve_in_order(problem, limits, search, start or _start(problem, limits))


def improve(problem: Problem, limits: Limits, start: Answer | None) -> Solution:
    """The best answer found from one that is known, and a bound proven for every goal; raises as above."""
    return solve_in_order(problem, limits, search, start)


def place(problem: Problem, limits: Limits) -> Answer:
    """Any answer that places what must be placed.

    Raises Impossible when there is none, NoAnswerInTime when the limits end before one is found.
    """
    found = search(program(problem), limits)
    if found.answer is None:
        raise NoAnswerInTime(limits.seconds)
    return found.answer


def _start(problem: Problem, limits: Limits) -> Answer | None:
    """The fast start, unless it fails to place what must be placed."""
    answer = greedy.solve(problem, limits, stays(problem)).choices
    placed = all(
        choice is not None or not group.required
        for choice, group in zip(answer, problem.groups, strict=True)
    )
    return answer if placed else None


def search(choices: Choices, limits: Limits, *, cuts: bool = True) -> Found:
    """One goal of a program as far as the limits allow; cuts help to prove, and cost time where that is not the aim."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = limits.threads
    solver.parameters.random_seed = limits.seed
    solver.parameters.max_time_in_seconds = limits.seconds
    solver.parameters.max_deterministic_time = limits.work
    # Every constraint in the LP: the loads are what has to be bounded, and proofs come some 15 times sooner.
    solver.parameters.linearization_level = 2
    if not cuts:
        solver.parameters.cut_level = 0
    # Signals belong to whoever called us: the caller asks for a stop, CP-SAT must not swallow the request.
    solver.parameters.catch_sigint_signal = False
    with limits.stop.heard_by(solver.stop_search):
        status = solver.solve(choices.model)
    work = solver.response_proto.deterministic_time
    if status == cp_model.INFEASIBLE:
        raise Impossible(["the pins and the rules"])
    if status == cp_model.UNKNOWN:
        return Found(work=work)
    # The bound of an integer goal is an integer that CP-SAT hands over as a float.
    bound = ceil(solver.best_objective_bound - 1e-6)
    return Found(choices.answer(solver.response_proto.solution), bound, work)
