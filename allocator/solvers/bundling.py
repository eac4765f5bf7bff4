"""The best answer in a goal made of given bundles, one for each worker: set partitioning, solved by OR-Tools CP-SAT."""

from collections import defaultdict
from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

import numpy as np
from ortools.sat.python import cp_model

from allocator.solvers.answer import Limits
from allocator.solvers.arrays import Arrays, Curves, Ints
from allocator.solvers.bound.bundles import Bundles
from allocator.solvers.bound.options import ALONE, HELPS, LEADS, LED, Options
from allocator.solvers.bound.relaxation import BLENDED
from allocator.solvers.placing import Placing, placing

Terms = list[tuple[cp_model.IntVar, int]]


class LookedThrough(NamedTuple):
    """A better answer if there is one, the least that any could cost in the goal, and the work it took."""

    better: Placing | None
    bound: int
    work: float


class Column(NamedTuple):
    """A bundle that any of some workers who are alike may have; ``chosen`` are the options of the first of them."""

    has: cp_model.IntVar
    workers: Sequence[int]
    chosen: Ints


def bundled(
    given: Arrays, found: Bundles, best: Placing, goal: int, limits: Limits
) -> LookedThrough:
    """The best answer of bundles that is cheaper in a goal than the best known, and as good in those before it.

    Where it is proven that there is none, the bound is what the best costs.
    """
    model, options = cp_model.CpModel(), found.options
    waits = {g: model.new_bool_var("") for g in np.flatnonzero(found.waits).tolist()}
    columns = [
        column
        for workers in _alike(given, options)
        for column in _columns(model, found, workers)
    ]
    holders: list[list[cp_model.IntVar]] = [[] for _ in range(given.groups)]
    # Of each group that needs a co-worker: who asks for company and who gives it, and the same for a lead.
    company, lead = defaultdict[int, Terms](list), defaultdict[int, Terms](list)
    asked: list[Terms] = [[] for _ in given.supervision_room]
    unsafe, blended = Terms(), Terms()
    for g, waiting in waits.items():
        holders[g].append(waiting)
    for has, workers, chosen in columns:
        first, load = workers[0], int(options.demand[chosen].sum())
        for g, kind in zip(
            options.group[chosen].tolist(), options.kind[chosen].tolist(), strict=True
        ):
            if kind < HELPS:
                holders[g].append(has)
            if kind != ALONE:
                company[g].append((has, 1 if kind < HELPS else -1))
            if kind in (LED, LEADS):
                lead[g].append((has, 1 if kind == LED else -1))
        unsafe.append((has, _cost(given.unsafe, first, load)))
        cost = _cost(given.uneven, first, load) + int(options.cost[chosen].sum())
        blended.append((has, cost))
        if given.supervisor[first] >= 0:
            more = int(options.supervision[chosen].sum())
            asked[given.supervisor[first]].append((has, more))
    for each in holders:
        model.add_exactly_one(each)
    for terms in company.values():
        model.add(_sum(terms) == 0)
    for terms in lead.values():
        model.add(_sum(terms) <= 0)
    for terms, room in zip(asked, given.supervision_room.tolist(), strict=True):
        model.add(_sum(terms) <= room)
    urgency = [(waiting, int(given.urgency[g])) for g, waiting in waits.items()]
    costs = urgency, unsafe, blended
    for reached, terms in zip(best.cost[:goal], costs, strict=False):
        model.add(_sum(terms) <= reached)
    if goal == BLENDED:
        # In the goals before, an answer that is no better is found sooner, and shows the way to better ones.
        model.add(_sum(blended) <= best.cost.blended - 1)
    # CP-SAT's bound is 0 where it ends before it has any, so what is counted must not be able to lie below 0.
    least = sum(min(0, cost) for _, cost in costs[goal])
    model.minimize(_sum(costs[goal]) - least)
    return _solved(given, model, columns, options, best.cost[goal], least, limits)


def _columns(
    model: cp_model.CpModel, found: Bundles, workers: Sequence[int]
) -> list[Column]:
    """What any of some workers who are alike may have: one bundle each."""
    bundles: dict[tuple[int, ...], Ints] = {}
    at = found.options.at
    for w in workers:
        for b in range(found.at[w], found.at[w + 1]):
            own = np.sort(found.chosen[found.first[b] : found.first[b + 1]]) - at[w]
            bundles.setdefault(tuple(own.tolist()), own + at[workers[0]])
    columns = [
        Column(model.new_int_var(0, 1 if own else len(workers), ""), workers, chosen)
        for own, chosen in bundles.items()
    ]
    model.add(cp_model.LinearExpr.sum([c.has for c in columns]) == len(workers))
    return columns


def _solved(
    given: Arrays,
    model: cp_model.CpModel,
    columns: Sequence[Column],
    options: Options,
    best: int,
    least: int,
    limits: Limits,
) -> LookedThrough:
    solver = cp_model.CpSolver()
    # One worker that leans on the linear program, whose answers are nearly whole here: by default hardly any does.
    # Presolve takes longer than what it saves.
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.cp_model_presolve = False
    solver.parameters.random_seed = limits.seed
    solver.parameters.max_time_in_seconds = max(0.01, limits.seconds)
    solver.parameters.max_deterministic_time = limits.work
    solver.parameters.catch_sigint_signal = False
    with limits.stop.heard_by(solver.stop_search):
        status = solver.solve(model)
    work = solver.response_proto.deterministic_time
    if status == cp_model.INFEASIBLE:
        return LookedThrough(None, best, work)
    bound = least + ceil(solver.best_objective_bound - 1e-6)
    bound = min(best, bound)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return LookedThrough(None, bound, work)
    pair, helper = np.full((2, given.groups), -1)
    had = [0] * given.workers
    for has, workers, chosen in columns:
        for _ in range(solver.value(has) if len(chosen) else 0):
            w = workers[had[workers[0]]]
            had[workers[0]] += 1
            own = chosen + options.at[w] - options.at[workers[0]]
            holds = options.kind[own] < HELPS
            group, source = options.group[own], options.source[own]
            pair[group[holds]] = source[holds]
            helper[group[~holds]] = source[~holds] - given.pairs
    return LookedThrough(placing(given, pair, helper), bound, work)


def _alike(given: Arrays, options: Options) -> list[list[int]]:
    """The workers, those together who differ in nothing but who they are: their options stand in the same order."""
    found: dict[tuple[bytes, ...], list[int]] = {}
    for w in range(given.workers):
        own = slice(options.at[w], options.at[w + 1])
        facts = [options.room[w], given.case_room[w], given.supervisor[w]]
        for curves in (given.unsafe, given.uneven):
            piece = slice(curves.at[w], curves.at[w + 1])
            facts += [curves.starts[piece], curves.slopes[piece]]
        for column in (
            options.group, options.kind, options.demand, options.cost, options.supervision,
        ):  # fmt: skip
            facts.append(column[own])
        found.setdefault(tuple(fact.tobytes() for fact in facts), []).append(w)
    return list(found.values())


def _cost(curves: Curves, worker: int, load: int) -> int:
    own = slice(curves.at[worker], curves.at[worker + 1])
    steps = np.maximum(0, load - curves.starts[own])
    return int((steps * np.diff(curves.slopes[own], prepend=0)).sum())


def _sum(terms: Terms) -> cp_model.LinearExpr:
    return cp_model.LinearExpr.weighted_sum(
        [variable for variable, _ in terms], [factor for _, factor in terms]
    )
