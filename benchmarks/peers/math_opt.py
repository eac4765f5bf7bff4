"""Solvers of mixed-integer programs that OR-Tools carries, through its MathOpt.

Neither takes a number of threads this way: HiGHS chooses its own, SCIP has one.
"""

import datetime

from ortools.math_opt.python.model import Model
from ortools.math_opt.python.model_parameters import (
    ModelSolveParameters,
    SolutionHint,
)
from ortools.math_opt.python.parameters import SolveParameters, SolverType
from ortools.math_opt.python.result import TerminationReason
from ortools.math_opt.python.solve import solve
from ortools.math_opt.python.variables import Variable

from allocator.errors import Impossible
from benchmarks.peers.in_order import Found, Search, Task


def search_with(solver: SolverType) -> Search:
    """A search by one of them."""

    def search(task: Task) -> Found:
        model, variables = _model(task)
        hints = []
        if task.start is not None:
            known = dict(zip(variables, task.start, strict=True))
            hints.append(SolutionHint(variable_values=known))
        result = solve(
            model,
            solver,
            params=SolveParameters(
                time_limit=datetime.timedelta(seconds=task.limits.seconds),
                random_seed=task.limits.seed,
                # Goals are whole numbers, so less than one step proves.
                absolute_gap_tolerance=0.999,
                relative_gap_tolerance=0.0,
            ),
            model_params=ModelSolveParameters(solution_hints=hints),
        )
        if result.termination.reason == TerminationReason.INFEASIBLE:
            raise Impossible(["the rules"])
        if not result.has_primal_feasible_solution():
            return Found()
        bound = result.termination.objective_bounds.dual_bound
        # Minus infinity stands for nothing proven.
        proven = None if bound == float("-inf") else bound
        return Found(result.variable_values(variables), proven)

    return search


def _model(task: Task) -> tuple[Model, list[Variable]]:
    model = Model()
    variables = [
        model.add_variable(lb=v.least, ub=v.most, is_integer=v.whole)
        for v in task.program.variables
    ]
    for row in task.program.rows:
        constraint = model.add_linear_constraint(
            lb=float("-inf") if row.least is None else row.least,
            ub=float("inf") if row.most is None else row.most,
        )
        for at, factor in row.terms:
            constraint.set_coefficient(variables[at], factor)
    for at, factor in task.goal:
        model.objective.set_linear_coefficient(variables[at], factor)
    return model, variables
