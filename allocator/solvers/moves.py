"""Local search, compiled: millions of small changes a second to a whole answer, kept when they help and by chance."""

import math

import numpy as np
from numpy.typing import NDArray

from allocator.solvers.arrays import Arrays, Ints
from allocator.solvers.compiled import compiled
from allocator.solvers.core import Core
from allocator.solvers.standing import GOALS, Chance, Flags, State, below, cost_of, seat

Floats = NDArray[np.float64]

# One move in four takes a group elsewhere; one sends on someone whom it displaces; two exchange it with them.
_KINDS, _SHIFT, _CHAIN = 4, 0, 1
# While some wait, one move in so many begins with one of them.
_WAITING = 8
# One move in so many looks beyond the near pairs, for what is near is only known roughly.
_AFAR = 24
# The temperature falls once in so many moves.
_STEADY = 1024
# How the price of load beyond somebody's room rises while there is any, and falls while there is none.
_DEARER, _CHEAPER = 1.05, 0.97
# A move changes two groups at most, and so touches at most eight workers.
_GROUPS, _TOUCHED = 2, 8


def anneal(
    given: Arrays,
    s: State,
    near: Core,
    weights: Floats,
    moves: int,
    hot: float,
    cold: float,
) -> None:
    """Try so many moves while the temperature falls from hot to cold; ``weights`` turn the goals into one number."""
    # Compiled code is handed arrays one by one: reading them from a record costs more than a move does.
    s.logged[0] = _anneal(
        given.urgency, given.required, given.size,
        given.pair_at, given.pair_group, given.pair_worker, given.pair_demand, given.pair_cost,
        given.pair_supervision, given.pair_support,
        given.helper_at, given.helper_worker, given.helper_demand, given.helper_leads,
        given.worker_at, given.worker_pairs, given.room, given.case_room,
        given.supervisor, given.supervision_room,
        given.unsafe.at, given.unsafe.starts, given.unsafe.slopes, given.unsafe.values,
        given.uneven.at, given.uneven.starts, given.uneven.slopes, given.uneven.values,
        s.pair, s.helper, s.load, s.cases, s.asked, s.unsafe, s.uneven,
        s.members, s.member_at, s.slot, s.counts, s.totals,
        s.best_pair, s.best_helper, s.best_totals, s.log, s.logged[0], s.random, s.stop, s.excess, s.penalty,
        near.at, near.pairs, weights, moves, hot, cold,
    )  # fmt: skip


@compiled
def _anneal(
    urgency: Ints, required: Ints, size: Ints,
    pair_at: Ints, pair_group: Ints, pair_worker: Ints, pair_demand: Ints, pair_cost: Ints,
    pair_supervision: Ints, pair_support: Ints,
    helper_at: Ints, helper_worker: Ints, helper_demand: Ints, helper_leads: Ints,
    worker_at: Ints, worker_pairs: Ints, room: Ints, case_room: Ints,
    supervisor: Ints, supervision_room: Ints,
    unsafe_at: Ints, unsafe_starts: Ints, unsafe_slopes: Ints, unsafe_values: Ints,
    uneven_at: Ints, uneven_starts: Ints, uneven_slopes: Ints, uneven_values: Ints,
    now: Ints, helped: Ints, load: Ints, cases: Ints, asked: Ints, unsafe: Ints, uneven: Ints,
    members: Ints, member_at: Ints, slot: Ints, count: Ints, totals: Ints,
    best: Ints, best_helped: Ints, best_totals: Ints, log: Ints, logged: int, random: Chance, stop: Flags,
    excess: Ints, penalty: Floats,
    near_at: Ints, near: Ints, weights: Floats, moves: int, hot: float, cold: float,
) -> int:  # fmt: skip
    groups, nobody = len(now), len(load)
    cooling = (cold / hot) ** (_STEADY / max(1, moves))
    temperature = hot
    group, new = np.zeros(_GROUPS, np.int64), np.zeros(_GROUPS, np.int64)
    new_helper = np.zeros(_GROUPS, np.int64)
    whom, more = np.zeros(_TOUCHED, np.int64), np.zeros(_TOUCHED, np.int64)
    more_cases, change = np.zeros(_TOUCHED, np.int64), np.zeros(GOALS, np.int64)
    for move in range(moves):
        if move % _STEADY == 0:
            if stop[0]:
                break
            temperature = hot * cooling ** (move // _STEADY)
            # As much for each step too many as lets the search pass through such answers, and not stay in them.
            penalty[0] *= _DEARER if excess[0] > 0 else _CHEAPER

        # Choose one or two groups and where they go.
        if count[nobody] > 0 and below(random, _WAITING) == 0:
            g = members[member_at[nobody] + below(random, count[nobody])]
        else:
            g = below(random, groups)
        if near_at[g + 1] == near_at[g]:
            continue
        if below(random, _AFAR) == 0:
            p = pair_at[g] + below(random, pair_at[g + 1] - pair_at[g])
        else:
            p = near[near_at[g] + below(random, near_at[g + 1] - near_at[g])]
        if p == now[g] and pair_support[p] == 0:
            continue
        group[0], new[0], moved = g, p, 1
        w = pair_worker[p]
        kind = below(random, _KINDS)
        if kind != _SHIFT and count[w] > 0:
            other = members[member_at[w] + below(random, count[w])]
            if other != g:
                q = -1
                if kind == _CHAIN:
                    q = near[
                        near_at[other]
                        + below(random, near_at[other + 1] - near_at[other])
                    ]
                elif now[g] >= 0:
                    q = _pair_of(
                        worker_at, worker_pairs, pair_group, other, pair_worker[now[g]]
                    )
                    if q < 0:
                        continue
                group[1], new[1], moved = other, q, 2

        # Add up what changes, first all but the costs of load.
        change[:] = 0
        touched, able = 0, True
        for n in range(moved):
            g, p, h = group[n], now[group[n]], helped[group[n]]
            if p >= 0:
                change[3] -= pair_cost[p]
                touched = _touch(
                    whom,
                    more,
                    more_cases,
                    touched,
                    pair_worker[p],
                    -pair_demand[p],
                    -size[g],
                )
            else:
                change[0] -= required[g]
                change[1] -= urgency[g]
            if h >= 0:
                touched = _touch(
                    whom,
                    more,
                    more_cases,
                    touched,
                    helper_worker[h],
                    -helper_demand[h],
                    0,
                )
            p = new[n]
            new_helper[n] = -1
            if p < 0:
                change[0] += required[g]
                change[1] += urgency[g]
                continue
            change[3] += pair_cost[p]
            touched = _touch(
                whom, more, more_cases, touched, pair_worker[p], pair_demand[p], size[g]
            )
            if pair_support[p] > 0:
                if h < 0 or below(random, 2) == 0:
                    h = helper_at[g] + below(random, helper_at[g + 1] - helper_at[g])
                leads = pair_support[p] < 2 or helper_leads[h] == 1
                able = able and leads and helper_worker[h] != pair_worker[p]
                new_helper[n] = h
                touched = _touch(
                    whom,
                    more,
                    more_cases,
                    touched,
                    helper_worker[h],
                    helper_demand[h],
                    0,
                )

        # Then whether everyone has room, and what their loads cost.
        too_many = 0
        for n in range(touched):
            w, after = whom[n], load[whom[n]] + more[n]
            if more_cases[n] > 0 and cases[w] + more_cases[n] > case_room[w]:
                able = False
                break
            too_many += max(0, after - room[w]) - max(0, load[w] - room[w])
            if too_many > 0 and penalty[0] <= 0:
                able = False
                break
            if more[n] != 0:
                change[2] += (
                    cost_of(
                        unsafe_at, unsafe_starts, unsafe_slopes, unsafe_values, w, after
                    )
                    - unsafe[w]
                )
                change[3] += (
                    cost_of(
                        uneven_at, uneven_starts, uneven_slopes, uneven_values, w, after
                    )
                    - uneven[w]
                )
        if not able:
            continue
        worse = penalty[0] * too_many
        for k in range(GOALS):
            worse += weights[k] * change[k]
        if worse > 0.0:
            chance = (below(random, 1 << 30) + 1.0) / (1 << 30)
            if worse > -temperature * math.log(chance):
                continue
        if len(supervision_room) > 0 and not _is_supervised(
            supervisor, supervision_room, pair_worker, pair_supervision, now, asked, group, new, moved
        ):  # fmt: skip
            continue

        # Make the move.
        for n in range(touched):
            w = whom[n]
            load[w] += more[n]
            cases[w] += more_cases[n]
            unsafe[w] = cost_of(
                unsafe_at, unsafe_starts, unsafe_slopes, unsafe_values, w, load[w]
            )
            uneven[w] = cost_of(
                uneven_at, uneven_starts, uneven_slopes, uneven_values, w, load[w]
            )
        for n in range(moved):
            g, p = group[n], new[n]
            old = nobody if now[g] < 0 else pair_worker[now[g]]
            seat(
                members,
                member_at,
                slot,
                count,
                g,
                old,
                nobody if p < 0 else pair_worker[p],
            )
            now[g], helped[g] = p, new_helper[n]
            if logged < groups:
                log[logged] = g
                logged += 1
        for k in range(GOALS):
            totals[k] += change[k]
        excess[0] += too_many
        if (
            excess[0] == 0
            and (worse < 0.0 or too_many < 0)
            and _is_before(totals, best_totals)
        ):
            logged = _remember(
                now, helped, totals, best, best_helped, best_totals, log, logged
            )
    return logged


@compiled
def _pair_of(
    worker_at: Ints, worker_pairs: Ints, pair_group: Ints, g: int, w: int
) -> int:
    """The pair of a group and a worker, or -1."""
    low, end = worker_at[w], worker_at[w + 1]
    high = end
    while low < high:
        middle = (low + high) >> 1
        if pair_group[worker_pairs[middle]] < g:
            low = middle + 1
        else:
            high = middle
    if low < end and pair_group[worker_pairs[low]] == g:
        found: int = worker_pairs[low]
        return found
    return -1


@compiled
def _touch(
    whom: Ints,
    more: Ints,
    more_cases: Ints,
    touched: int,
    w: int,
    demand: int,
    size: int,
) -> int:
    """Add to what a move changes for a worker; how many workers it touches by now."""
    for n in range(touched):
        if whom[n] == w:
            more[n] += demand
            more_cases[n] += size
            return touched
    whom[touched] = w
    more[touched] = demand
    more_cases[touched] = size
    return touched + 1


@compiled
def _is_supervised(
    supervisor: Ints, supervision_room: Ints, pair_worker: Ints, pair_supervision: Ints,
    now: Ints, asked: Ints, group: Ints, new: Ints, moved: int,
) -> bool:  # fmt: skip
    """Book supervision as a move asks; false, with nothing booked, where a supervisor cannot give it."""
    for way in (1, -1):
        fits = way > 0
        for n in range(moved):
            old, p = now[group[n]], new[n]
            if old >= 0 and supervisor[pair_worker[old]] >= 0:
                asked[supervisor[pair_worker[old]]] -= way * pair_supervision[old]
            if p >= 0 and supervisor[pair_worker[p]] >= 0:
                asked[supervisor[pair_worker[p]]] += way * pair_supervision[p]
        for n in range(moved):
            p = new[n]
            if p >= 0 and supervisor[pair_worker[p]] >= 0 and pair_supervision[p] > 0:
                who = supervisor[pair_worker[p]]
                fits = fits and asked[who] <= supervision_room[who]
        if fits:
            return True
    return False


@compiled
def _is_before(totals: Ints, best_totals: Ints) -> bool:
    """Whether totals are better in strict order."""
    for k in range(GOALS):
        if totals[k] != best_totals[k]:
            return bool(totals[k] < best_totals[k])
    return False


@compiled
def _remember(
    now: Ints, helped: Ints, totals: Ints, best: Ints, best_helped: Ints, best_totals: Ints, log: Ints, logged: int
) -> int:  # fmt: skip
    """Keep the answer as the best: only what has changed since the last best, unless that is too long to list."""
    best_totals[:] = totals
    if logged < len(log):
        for n in range(logged):
            best[log[n]] = now[log[n]]
            best_helped[log[n]] = helped[log[n]]
    else:
        best[:] = now
        best_helped[:] = helped
    return 0
