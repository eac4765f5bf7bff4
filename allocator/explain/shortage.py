"""Too much work for the people allowed to do it: found by a minimum cut, said in a sentence."""

from typing import NamedTuple

from allocator.explain.words import counted, listed, unit
from allocator.policy.policy import Policy
from allocator.problem.posed import Problem


class TooMuch(NamedTuple):
    """Groups and everyone who may hold any of them, by index; what they ask at least, and what room there is."""

    groups: tuple[int, ...]
    workers: tuple[int, ...]
    asked: int
    left: int


def shortage(problem: Problem, policy: Policy) -> str:
    """Which waiting cases weigh more than everyone who may hold them has left; empty where no such set exists."""
    found = too_much(problem)
    return "" if found is None else in_words(problem, policy, found)


def in_words(problem: Problem, policy: Policy, found: TooMuch) -> str:
    """The sentence for one such set."""
    cases = sum(len(problem.groups[index].case_ids) for index in found.groups)
    who = listed(problem.posts[worker].worker_id for worker in found.workers)
    weighs, has = (policy.weighting.units(n) for n in (found.asked, found.left))
    verb = "weighs" if cases == 1 else "weigh"
    return (
        f"{counted(cases, 'waiting case')} {verb} at least {weighs:,} {unit(policy.weighting.unit)} "
        f"and can only go to {counted(len(found.workers), 'worker')} ({who}), with {has:,} left below the ceiling."
    )


def too_much(problem: Problem) -> TooMuch | None:
    """The groups that weigh most beyond the room of everyone who may hold them; None where none do."""
    # Only a batch with something left waiting pays for the import.
    import networkx as nx

    graph: nx.DiGraph[object] = nx.DiGraph()
    for index, group in enumerate(problem.groups):
        if group.pairs:
            graph.add_edge(
                "work",
                ("group", index),
                capacity=min(pair.demand for pair in group.pairs),
            )
        for pair in group.pairs:
            graph.add_edge(("group", index), ("worker", pair.worker))
            graph.add_edge(
                ("worker", pair.worker),
                "room",
                capacity=problem.posts[pair.worker].room,
            )
    if "work" not in graph:
        return None
    _, (beyond, _) = nx.minimum_cut(graph, "work", "room")
    found = _measured(
        problem, [g for g in range(len(problem.groups)) if ("group", g) in beyond]
    )
    return found if found.groups and found.asked > found.left else None


def worst(problem: Problem, found: TooMuch) -> TooMuch:
    """Of groups that share nobody, those that weigh most beyond their people's room."""
    left, parts = set(found.groups), list[TooMuch]()
    while left:
        together = {left.pop()}
        people: set[int] = set()
        more = together
        while more:
            people |= {p.worker for g in more for p in problem.groups[g].pairs}
            more = {
                g
                for g in left
                if any(p.worker in people for p in problem.groups[g].pairs)
            }
            left -= more
            together |= more
        parts.append(_measured(problem, sorted(together)))
    return max(parts, key=lambda part: part.asked - part.left)


def _measured(problem: Problem, groups: list[int]) -> TooMuch:
    own = [problem.groups[index].pairs for index in groups]
    workers = sorted({pair.worker for pairs in own for pair in pairs})
    return TooMuch(
        tuple(groups),
        tuple(workers),
        sum(min(pair.demand for pair in pairs) for pairs in own),
        sum(problem.posts[worker].room for worker in workers),
    )
