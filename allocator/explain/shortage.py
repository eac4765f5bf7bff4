"""Too much work for the people allowed to do it: found by a minimum cut, said in a sentence."""

from allocator.explain.words import counted, listed, unit
from allocator.policy.policy import Policy
from allocator.problem.posed import Problem


def shortage(problem: Problem, policy: Policy) -> str:
    """Which waiting cases weigh more than everyone who may hold them has left; empty where no such set exists."""
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
        return ""
    _, (too_much, _) = nx.minimum_cut(graph, "work", "room")
    groups = [
        index for index in range(len(problem.groups)) if ("group", index) in too_much
    ]
    asked = sum(graph["work"]["group", index]["capacity"] for index in groups)
    workers = [
        worker for worker in range(len(problem.posts)) if ("worker", worker) in too_much
    ]
    left = sum(problem.posts[worker].room for worker in workers)
    if not groups or asked <= left:
        return ""
    cases = [case_id for index in groups for case_id in problem.groups[index].case_ids]
    who = listed(problem.posts[worker].worker_id for worker in workers)
    weighs, has = policy.weighting.units(asked), policy.weighting.units(left)
    verb = "weighs" if len(cases) == 1 else "weigh"
    return (
        f"{counted(len(cases), 'waiting case')} {verb} at least {weighs:,} {unit(policy.weighting.unit)} "
        f"and can only go to {counted(len(workers), 'worker')} ({who}), with {has:,} left below the ceiling."
    )
