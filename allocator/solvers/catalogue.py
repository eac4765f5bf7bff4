"""Every solver by name, behind one function."""

from collections.abc import Callable
from importlib import import_module

from allocator.errors import UnknownName
from allocator.problem.posed import Problem
from allocator.solvers.answer import Limits, Solution

Solver = Callable[[Problem, Limits], Solution]

ENGINE = "engine"
BASELINE = "caseload-count"
BLIND = "caseload-count-blind"

# Named, not imported: a run pays only for the solvers it uses.
_WHERE = {
    ENGINE: ("cp_sat", "solve"),
    BASELINE: ("caseload_count", "solve"),
    BLIND: ("caseload_count", "solve_blind"),
    "round-robin": ("round_robin", "solve"),
    "greedy": ("greedy", "solve"),
    "mip": ("mip", "solve"),
    "flow": ("flow", "solve"),
}
NAMES = tuple(_WHERE)
# Those who look ahead, so that a pin they cannot keep is a pin nobody can.
PLANNING = (ENGINE, "mip")


def solve(problem: Problem, limits: Limits, solver: str = ENGINE) -> Solution:
    """What one solver answers within limits.

    Raises Impossible when pins and rules cannot all hold, NoAnswerInTime when the limits end before any answer,
    UnknownName for a solver that does not exist.
    """
    if solver not in _WHERE:
        raise UnknownName("solver", solver, NAMES)
    module, function = _WHERE[solver]
    found: Solver = getattr(import_module(f"allocator.solvers.{module}"), function)
    return found(problem, limits)
