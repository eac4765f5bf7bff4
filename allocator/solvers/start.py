"""The fast start, compiled: each group in turn where it adds least as things stand, as greedy does."""

import numpy as np

from allocator.solvers.arrays import Arrays, Ints, worker_costs
from allocator.solvers.compiled import compiled
from allocator.solvers.placing import Placing, held, placing
from allocator.solvers.standing import cost_of


def start(given: Arrays, placed: Placing | None = None) -> Placing:
    """What greedy answers, after some have been placed."""
    pair, helper = np.full((2, given.groups), -1)
    if placed is not None:
        pair[:], helper[:] = placed.pair, placed.helper
    load, cases, asked = held(given, pair, helper)
    unsafe, uneven = worker_costs(given.unsafe, load), worker_costs(given.uneven, load)
    _fill(
        _in_turn(given), pair, helper, load, cases, asked, unsafe, uneven,
        given.size, given.pair_at, given.pair_worker, given.pair_demand, given.pair_cost,
        given.pair_supervision, given.pair_support,
        given.helper_at, given.helper_worker, given.helper_demand, given.helper_leads,
        given.room, given.case_room, given.supervisor, given.supervision_room,
        given.unsafe.at, given.unsafe.starts, given.unsafe.slopes, given.unsafe.values,
        given.uneven.at, given.uneven.starts, given.uneven.slopes, given.uneven.values,
    )  # fmt: skip
    return placing(given, pair, helper)


def _in_turn(given: Arrays) -> Ints:
    """Groups in the order a meeting takes them, as greedy has it."""
    count = np.diff(given.pair_at)
    demand = np.zeros(given.groups, np.int64)
    able = count > 0
    if able.any():
        demand[able] = np.minimum.reduceat(given.pair_demand, given.pair_at[:-1][able])
    return np.lexsort((count, -demand, -given.urgency / given.size, 1 - given.required))


@compiled
def _fill(
    order: Ints, pair: Ints, helper: Ints,
    load: Ints, cases: Ints, asked: Ints, unsafe: Ints, uneven: Ints,
    size: Ints, pair_at: Ints, pair_worker: Ints, pair_demand: Ints, pair_cost: Ints,
    pair_supervision: Ints, pair_support: Ints,
    helper_at: Ints, helper_worker: Ints, helper_demand: Ints, helper_leads: Ints,
    room: Ints, case_room: Ints, supervisor: Ints, supervision_room: Ints,
    unsafe_at: Ints, unsafe_starts: Ints, unsafe_slopes: Ints, unsafe_values: Ints,
    uneven_at: Ints, uneven_starts: Ints, uneven_slopes: Ints, uneven_values: Ints,
) -> None:  # fmt: skip
    for g in order:
        if pair[g] >= 0:
            continue
        least_unsafe, least = np.int64(0), np.int64(0)
        for p in range(pair_at[g], pair_at[g + 1]):
            w, more = pair_worker[p], pair_supervision[p]
            if load[w] + pair_demand[p] > room[w] or cases[w] + size[g] > case_room[w]:
                continue
            who = supervisor[w]
            if more > 0 and who >= 0 and asked[who] + more > supervision_room[who]:
                continue
            after = load[w] + pair_demand[p]
            rise = (
                cost_of(
                    unsafe_at, unsafe_starts, unsafe_slopes, unsafe_values, w, after
                )
                - unsafe[w]
            )
            cost = (
                cost_of(
                    uneven_at, uneven_starts, uneven_slopes, uneven_values, w, after
                )
                - uneven[w]
            )
            cost += pair_cost[p]
            alone = pair_support[p] == 0
            first, last = helper_at[g], helper_at[g + 1]
            if alone:
                last = first + 1
            for h in range(first, last):
                rise_too, cost_too = rise, cost
                if not alone:
                    v = helper_worker[h]
                    after = load[v] + helper_demand[h]
                    if (
                        v == w
                        or after > room[v]
                        or (pair_support[p] == 2 and helper_leads[h] == 0)
                    ):
                        continue
                    rise_too += (
                        cost_of(
                            unsafe_at,
                            unsafe_starts,
                            unsafe_slopes,
                            unsafe_values,
                            v,
                            after,
                        )
                        - unsafe[v]
                    )
                    cost_too += (
                        cost_of(
                            uneven_at,
                            uneven_starts,
                            uneven_slopes,
                            uneven_values,
                            v,
                            after,
                        )
                        - uneven[v]
                    )
                if (
                    pair[g] < 0
                    or rise_too < least_unsafe
                    or (rise_too == least_unsafe and cost_too < least)
                ):
                    pair[g], helper[g] = p, h
                    if alone:
                        helper[g] = -1
                    least_unsafe, least = rise_too, cost_too
        if pair[g] < 0:
            continue
        w, h = pair_worker[pair[g]], helper[g]
        load[w] += pair_demand[pair[g]]
        cases[w] += size[g]
        if supervisor[w] >= 0:
            asked[supervisor[w]] += pair_supervision[pair[g]]
        unsafe[w] = cost_of(
            unsafe_at, unsafe_starts, unsafe_slopes, unsafe_values, w, load[w]
        )
        uneven[w] = cost_of(
            uneven_at, uneven_starts, uneven_slopes, uneven_values, w, load[w]
        )
        if h >= 0:
            v = helper_worker[h]
            load[v] += helper_demand[h]
            unsafe[v] = cost_of(
                unsafe_at, unsafe_starts, unsafe_slopes, unsafe_values, v, load[v]
            )
            uneven[v] = cost_of(
                uneven_at, uneven_starts, uneven_slopes, uneven_values, v, load[v]
            )
