"""One plain CP-SAT program of the whole problem, as the engine's first version was.

(Tried: the fullest linear relaxation, which proves small problems sooner. On large ones its answers were worse.)
"""

from importlib.metadata import version

from ortools.sat.python import cp_model

from allocator.errors import Impossible
from allocator.problem.posed import Problem
from allocator.solvers.answer import Limits, Solution
from benchmarks.peers.in_order import Found, Task, in_order
from benchmarks.peers.linear import Terms

_ENDLESS = 2**40


def solve(problem: Problem, limits: Limits) -> Solution:
    """All threads on one program; no start, no cores, no neighbourhoods but CP-SAT's own."""
    return in_order(problem, limits, _search)


def release() -> str:
    """The release of OR-Tools."""
    return f"CP-SAT {version('ortools')}"


def _search(task: Task) -> Found:
    model = cp_model.CpModel()
    variables = [
        model.new_int_var(variable.least, variable.most, "")
        for variable in task.program.variables
    ]

    def sum_of(terms: Terms) -> cp_model.LinearExpr:
        return cp_model.LinearExpr.weighted_sum(
            [variables[at] for at, _ in terms], [factor for _, factor in terms]
        )

    for row in task.program.rows:
        least = -_ENDLESS if row.least is None else row.least
        most = _ENDLESS if row.most is None else row.most
        model.add_linear_constraint(sum_of(row.terms), least, most)
    model.minimize(sum_of(task.goal))
    if task.start is not None:
        for variable, value in zip(variables, task.start, strict=True):
            model.add_hint(variable, round(value))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = task.limits.threads
    solver.parameters.random_seed = task.limits.seed
    solver.parameters.max_time_in_seconds = task.limits.seconds
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        raise Impossible(["the rules"])
    if status == cp_model.UNKNOWN:
        return Found()
    return Found([*solver.response_proto.solution], solver.best_objective_bound)
