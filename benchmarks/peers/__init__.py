"""Other people's solvers on the same instances: what each is called, where it is, and whether it can run here."""

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version

from allocator.errors import UnknownName
from allocator.problem.posed import Problem
from allocator.solvers import catalogue
from allocator.solvers.answer import Limits
from benchmarks.instance import Solver

# Named, not imported: a child process imports only the one it runs.
_WHERE = {
    "cp-sat": "cp_sat",
    "highs": "highs",
    "scip": "scip",
    "cbc": "cbc",
    "network-flow": "network_flow",
    "timefold": "timefold",
}
PEERS = tuple(_WHERE)
NAMES = (*catalogue.NAMES, *PEERS)


def solver(name: str) -> Solver:
    """A solver of ours or a peer by its name; raises UnknownName for any other, NotAvailable where it cannot run."""
    if name in _WHERE:
        found: Solver = import_module(f"benchmarks.peers.{_WHERE[name]}").solve
        return found
    if name not in catalogue.NAMES:
        raise UnknownName("solver", name, NAMES)
    # Imports what it needs now, so that the time of solving is told without.
    catalogue.solve(Problem((), ()), Limits(), name)
    return lambda problem, limits: catalogue.solve(problem, limits, name)


def release(name: str) -> str:
    """Which release of a solver ran."""
    if name not in _WHERE:
        return version("case-allocator")
    found: Callable[[], str] = import_module(f"benchmarks.peers.{_WHERE[name]}").release
    return found()
