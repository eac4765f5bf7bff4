"""A second opinion: the same rules and goals as a mixed-integer program, solved by CBC through PuLP."""

from collections.abc import Iterable
from typing import Any

import pulp
from ortools.sat.python import cp_model

from allocator.errors import Impossible
from allocator.problem.posed import Problem
from allocator.program.choices import Choices
from allocator.solvers.answer import Limits, Solution
from allocator.solvers.in_order import Found, solve_in_order


def solve(problem: Problem, limits: Limits) -> Solution:
    """The best answer CBC finds; its bound counts only for goals it proved.

    Raises Impossible when pins and rules cannot all hold, NoAnswerInTime when time ends before any answer.
    """
    return solve_in_order(problem, limits, _search)


def _search(choices: Choices, limits: Limits) -> Found:
    mip, variables = translate(choices)
    command = pulp.COIN_CMD(
        path=pulp.apis.coin_api.pulp_cbc_path,
        msg=False,
        timeLimit=max(0.1, limits.seconds),
        threads=limits.threads,
        gapAbs=0.5,  # goals are integers, so half a step proves
        gapRel=0,
        options=[f"randomSeed {limits.seed + 1}", f"randomCbcSeed {limits.seed + 1}"],
    )
    if mip.solve(command) == pulp.LpStatusInfeasible:
        raise Impossible(["the pins and the rules"])
    if mip.sol_status not in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible):
        return Found()
    values = [round(variable.value() or 0) for variable in variables]
    goal = choices.model.proto.objective
    reached = sum(
        factor * values[index]
        for index, factor in zip(goal.vars, goal.coeffs, strict=True)
    )
    proven = mip.sol_status == pulp.LpSolutionOptimal
    return Found(choices.answer(values), reached if proven else None)


def translate(choices: Choices) -> tuple[pulp.LpProblem, list[pulp.LpVariable]]:
    """The linear program that a constraint program states: ours has nothing but linear constraints."""
    proto = choices.model.proto
    mip = pulp.LpProblem("case_allocator", pulp.LpMinimize)
    variables = []
    for index, variable in enumerate(proto.variables):
        least, most = _ends(variable.domain)
        variables.append(mip.add_variable(f"v{index}", least, most, cat="Integer"))
    mip += _expression(variables, proto.objective)
    for constraint in proto.constraints:
        least, most = _ends(constraint.linear.domain)
        if least == most:
            mip += _expression(variables, constraint.linear) == least
            continue
        if least > cp_model.INT32_MIN:
            mip += _expression(variables, constraint.linear) >= least
        if most < cp_model.INT32_MAX:
            mip += _expression(variables, constraint.linear) <= most
    return mip, variables


def _expression(
    variables: list[pulp.LpVariable], linear: Any
) -> pulp.LpAffineExpression:
    return pulp.LpAffineExpression(
        [
            (variables[index], factor)
            for index, factor in zip(linear.vars, linear.coeffs, strict=True)
        ]
    )


def _ends(domain: Iterable[int]) -> tuple[int, int]:
    """The least and most of a domain; ours have one piece. Its protobuf list does not count from the end."""
    ends = list(domain)
    return ends[0], ends[-1]
