"""SCIP, the solver of constraint integer programs, as OR-Tools carries it."""

from importlib.metadata import version

from ortools.math_opt.python.parameters import SolverType

from allocator.problem.posed import Problem
from allocator.solvers.answer import Limits, Solution
from benchmarks.peers.in_order import in_order
from benchmarks.peers.math_opt import search_with


def solve(problem: Problem, limits: Limits) -> Solution:
    """The whole problem as one mixed-integer program for each goal."""
    search = search_with(SolverType.GSCIP)
    return in_order(problem, limits, search)


def release() -> str:
    """The release of OR-Tools that carries it."""
    return f"SCIP in OR-Tools {version('ortools')}"
