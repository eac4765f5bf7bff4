"""Every solver by name, behind one function."""

from collections.abc import Callable
from importlib import import_module

from allocator.errors import AllocatorError, UnknownName
from allocator.problem.posed import Problem
from allocator.solvers.answer import Limits, Solution

Solver = Callable[[Problem, Limits], Solution]

ENGINE = "engine"
BASELINE = "caseload-count"
BLIND = "caseload-count-blind"

# Named, not imported: a run pays only for the solvers it uses.
_WHERE = {
    ENGINE: ("engine", "solve"),
    BASELINE: ("caseload_count", "solve"),
    BLIND: ("caseload_count", "solve_blind"),
    "round-robin": ("round_robin", "solve"),
    "key-worker": ("key_worker", "solve"),
    "level-counts": ("level_counts", "solve"),
    "greedy": ("greedy", "solve"),
    "mip": ("mip", "solve"),
    "flow": ("flow", "solve"),
}
NAMES = tuple(_WHERE)
# Those who look ahead, so that a pin they cannot keep is a pin nobody can.
PLANNING = (ENGINE, "mip")


def solve(
    problem: Problem, limits: Limits, solver: str = ENGINE, cluster: str = ""
) -> Solution:
    """What one solver answers within limits; the engine sends independent teams to a cluster, given its address.

    Raises Impossible when pins and rules cannot all hold, NoAnswerInTime when the limits end before any answer,
    UnknownName for a solver that does not exist.
    """
    if solver not in _WHERE:
        raise UnknownName("solver", solver, NAMES)
    if problem.moves_held:
        return _rebalanced(problem, limits, solver)
    module, function = _WHERE[solver]
    if cluster and solver == ENGINE:
        crew = import_module("allocator.solvers.crew").Cluster(cluster)
        answer: Solution = import_module("allocator.solvers.engine").solve(
            problem, limits, crew
        )
        return answer
    found: Solver = getattr(import_module(f"allocator.solvers.{module}"), function)
    return found(problem, limits)


def _rebalanced(problem: Problem, limits: Limits, solver: str) -> Solution:
    """What a solver answers where held cases may move; those who place one by one cannot leave them where they are."""
    if solver not in PLANNING:
        raise AllocatorError(
            f"{solver} places cases one by one and cannot weigh moving a held one; use the engine."
        )
    module = "rebalancing" if solver == ENGINE else solver
    found: Solver = import_module(f"allocator.solvers.{module}").solve
    return found(problem, limits)
