"""A minimum-cost flow (networkx): what could be reached if cases could be split between workers.

It proves a bound in one pass: no allocation can cost less than the split one. It cannot see co-workers, limits on
numbers of cases or supervision, and its own answer, made whole by rounding, is only a start.
"""

from time import monotonic

import networkx as nx

from allocator.problem.ledger import Choice, Ledger
from allocator.problem.posed import STRICT, Cost, Curve, Problem
from allocator.solvers.answer import Limits, Solution, trivial_bound
from allocator.solvers.greedy import in_turn

_POOL = "waits"
_END = "end"


def solve(problem: Problem, limits: Limits) -> Solution:
    """Each household to the worker who has most of its flow, where it fits; the bound is the flow's own cost."""
    started = monotonic()
    flow_cost, flow = relax(problem)
    ledger = Ledger(problem)
    for index in in_turn(problem):
        options = list(ledger.options(index))
        if options:
            shares = flow.get(("group", index), {})
            ledger.place(
                index,
                min(
                    options,
                    key=lambda option: _preference(ledger, index, option, shares),
                ),
            )
    choices = tuple(ledger.choices)
    bound = max(trivial_bound(problem), _as_cost(flow_cost))
    return Solution(choices, ledger.cost(), bound, monotonic() - started)


def relax(problem: Problem) -> tuple[int, dict[object, dict[object, int]]]:
    """The cheapest split allocation: its cost as one integer, rounded down, and its flows.

    Every household is a supply of the least load it could be; each step of load may go to any worker allowed, at the
    household's cost per step rounded down, and then through the worker's curves, or wait.
    """
    graph: nx.DiGraph[object] = nx.DiGraph()
    graph.add_node(_END, demand=0)
    supply = 0
    for index, group in enumerate(problem.groups):
        if not group.pairs:
            continue
        steps = max(1, min(pair.demand for pair in group.pairs))
        supply += steps
        graph.add_node(("group", index), demand=-steps)
        if not group.required:
            graph.add_edge(
                ("group", index), _END, weight=group.urgency * STRICT * STRICT // steps
            )
        for pair in group.pairs:
            graph.add_edge(
                ("group", index), ("worker", pair.worker), weight=pair.cost // steps
            )
    graph.nodes[_END]["demand"] = supply
    for worker, post in enumerate(problem.posts):
        if ("worker", worker) in graph:
            _add_curves(graph, worker, post.room, post.unsafe, post.uneven)
    cost, flow = nx.network_simplex(graph)
    never = (
        sum(group.urgency for group in problem.groups if not group.pairs)
        * STRICT
        * STRICT
    )
    return int(cost) + never, flow


def _add_curves(
    graph: "nx.DiGraph[object]", worker: int, room: int, unsafe: Curve, uneven: Curve
) -> None:
    """One arc for each straight piece of a worker's costs; steeper pieces fill last because they cost more."""
    starts = sorted({0, *(s for s in (*unsafe.starts, *uneven.starts) if s < room)})
    for start, end in zip(starts, [*starts[1:], room], strict=True):
        if end > start:
            slope = (
                (unsafe(start + 1) - unsafe(start)) * STRICT
                + uneven(start + 1)
                - uneven(start)
            )
            piece = ("piece", worker, start)
            graph.add_edge(
                ("worker", worker), piece, weight=slope, capacity=end - start
            )
            graph.add_edge(piece, _END, weight=0)


def _preference(
    ledger: Ledger, index: int, option: Choice, shares: dict[object, int]
) -> tuple[int, int, int]:
    price = ledger.price(index, option)
    return -shares.get(("worker", option.worker), 0), price.unsafe, price.blended


def _as_cost(whole: int) -> Cost:
    """One integer read back as goals, rounded down so that it stays a bound."""
    unplaced, rest = divmod(whole, STRICT * STRICT)
    return Cost(unplaced, *divmod(rest, STRICT))
