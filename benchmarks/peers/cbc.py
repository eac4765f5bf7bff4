"""CBC, the solver of mixed-integer programs, on PuLP's command line."""

import pulp

from allocator.errors import Impossible
from allocator.problem.posed import Problem
from allocator.solvers.answer import Limits, Solution
from benchmarks.peers.in_order import Found, Task, in_order
from benchmarks.peers.linear import Terms


def solve(problem: Problem, limits: Limits) -> Solution:
    """The whole problem as one mixed-integer program for each goal."""
    return in_order(problem, limits, _search)


def release() -> str:
    """The release of PuLP that carries it."""
    return f"CBC in PuLP {pulp.__version__}"


def _search(task: Task) -> Found:
    program = pulp.LpProblem("case_allocator", pulp.LpMinimize)
    variables = [
        program.add_variable(
            f"v{n}", v.least, v.most, cat="Integer" if v.whole else "Continuous"
        )
        for n, v in enumerate(task.program.variables)
    ]

    def sum_of(terms: Terms) -> pulp.LpAffineExpression:
        return pulp.LpAffineExpression([(variables[at], f) for at, f in terms])

    program += sum_of(task.goal)
    for row in task.program.rows:
        if row.least is not None and row.least == row.most:
            program += sum_of(row.terms) == row.least
            continue
        if row.least is not None:
            program += sum_of(row.terms) >= row.least
        if row.most is not None:
            program += sum_of(row.terms) <= row.most
    if task.start is not None:
        for variable, value in zip(variables, task.start, strict=True):
            variable.setInitialValue(value)
    command = pulp.COIN_CMD(
        path=pulp.apis.coin_api.pulp_cbc_path,
        msg=False,
        timeLimit=max(0.1, task.limits.seconds),
        threads=task.limits.threads,
        warmStart=task.start is not None,
        gapAbs=0.999,  # goals are whole numbers, so less than one step proves
        gapRel=0,
        options=[f"randomCbcSeed {task.limits.seed + 1}"],
    )
    if program.solve(command) == pulp.LpStatusInfeasible:
        raise Impossible(["the rules"])
    if program.sol_status not in (
        pulp.LpSolutionOptimal,
        pulp.LpSolutionIntegerFeasible,
    ):
        return Found()
    values = [variable.value() or 0.0 for variable in variables]
    proven = program.sol_status == pulp.LpSolutionOptimal
    reached = sum(factor * values[at] for at, factor in task.goal)
    # Only a finished search says what it proved; half a step keeps rounding on the safe side.
    return Found(values, reached - 0.5 if proven else None)
