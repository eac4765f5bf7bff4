"""networkx: a minimum-cost flow that may split cases between workers, made whole in turn; and its bound."""

from importlib.metadata import version

from allocator.problem.posed import Problem
from allocator.solvers import flow
from allocator.solvers.answer import Limits, Solution


def solve(problem: Problem, limits: Limits) -> Solution:
    """The flow and its rounding, however long they take: the time limit is kept by whoever runs this."""
    return flow.solve(problem, limits)


def release() -> str:
    """The release of networkx."""
    return f"networkx {version('networkx')}"
