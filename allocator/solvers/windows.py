"""Improves an answer in which held cases may move: a few households at a time are given anew by CP-SAT, exactly.

Every rule of the program holds in every window, the limits on moves and on new cases among them, which the engine for
many people does not know.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from time import monotonic

import numpy as np

from allocator.errors import NoAnswerInTime
from allocator.problem.ledger import Choice, Choices, Ledger
from allocator.problem.posed import UNLIMITED, Cost, Group, Post, Problem
from allocator.solvers import cp_sat
from allocator.solvers.answer import Limits, is_close

# Work of one window at most, and how much of the whole each takes on average.
_MOST_WORK, _WORK = 0.5, 0.25
# Pairs in a window: more take CP-SAT long, fewer have little to exchange.
_PAIRS, _PEOPLE = 500, 5

# Every so many windows what single moves would bring is asked anew.
_EVERY = 6

# Households by index, each with the workers open to it.
Window = Mapping[int, frozenset[int]]


def improve(
    problem: Problem,
    best: Choices,
    hopeful: Sequence[Choices],
    bound: Cost,
    limits: Limits,
) -> Choices:
    """The best answer that windows lead to: from what other answers do, from single moves, then by chance."""
    began = monotonic()
    cost = Ledger(problem, best).cost()
    chance = np.random.default_rng(limits.seed)
    for number in range(int(limits.work / _WORK)):
        left = limits.seconds - (monotonic() - began)
        if left <= 0 or limits.stop.requested or is_close(cost, bound, 0.0):
            break
        if number < len(hopeful):
            window = _towards(problem, best, hopeful[number])
        elif (number - len(hopeful)) % _EVERY == 0:
            window = _by_single_moves(problem, best)
        else:
            window = _by_chance(problem, best, chance)
        found = _given_anew(problem, best, window, limits.within(left, _MOST_WORK))
        new_cost = Ledger(problem, found).cost()
        if new_cost < cost:
            best, cost = found, new_cost
    return best


def _given_anew(
    problem: Problem, best: Choices, window: Window, limits: Limits
) -> Choices:
    """The answer with the window's households given anew, all else as it is."""
    inside = sorted(window)
    if not inside:
        return best
    fixed = Ledger(
        problem, [None if g in window else choice for g, choice in enumerate(best)]
    )
    groups = [_narrowed(problem.groups[g], window[g], best[g]) for g in inside]
    most = problem.most_moves
    part = replace(
        problem,
        posts=tuple(_beyond(post, w, fixed) for w, post in enumerate(problem.posts)),
        groups=tuple(groups),
        supervisors=tuple(
            replace(who, room=who.room - asked)
            for who, asked in zip(problem.supervisors, fixed.supervision, strict=True)
        ),
        most_moves=None if most is None else most - fixed.moved,
    )
    try:
        found = cp_sat.improve(part, limits, tuple(best[g] for g in inside))
    except NoAnswerInTime:
        return best
    after = list(best)
    for g, choice in zip(inside, found.choices, strict=True):
        after[g] = choice
    return tuple(after)


def _narrowed(group: Group, people: frozenset[int], now: Choice | None) -> Group:
    """A household with who is open to it, who has it and who holds it; helpers are as many as there are."""
    open_to = {*people, group.holder, None if now is None else now.worker}
    return replace(
        group, pairs=tuple(pair for pair in group.pairs if pair.worker in open_to)
    )


def _beyond(post: Post, worker: int, fixed: Ledger) -> Post:
    """A worker with what is fixed counted as theirs."""
    added = fixed.added[worker]
    cases, new = fixed.cases[worker], fixed.new_cases[worker]
    return replace(
        post,
        room=post.room - added,
        case_room=_less(post.case_room, cases),
        new_case_room=_less(post.new_case_room, new),
        unsafe=post.unsafe.beyond(added),
        uneven=post.uneven.beyond(added),
    )


def _less(room: int, taken: int) -> int:
    return room if room >= UNLIMITED else room - taken


def _towards(problem: Problem, best: Choices, other: Choices) -> Window:
    """What another answer does differently, each household as there or as here."""
    return {
        g: frozenset([there.worker] if there else [])
        for g, (here, there) in enumerate(zip(best, other, strict=True))
        if here != there
    }


def _by_single_moves(problem: Problem, best: Choices) -> Window:
    """The households whose moving alone would help most, and what has moved or waits already."""
    ledger = Ledger(replace(problem, most_moves=None), best)
    found: list[tuple[Cost, int, int]] = []
    for g, group in enumerate(problem.groups):
        now = ledger.take_back(g)
        if group.holder is not None and now is not None:
            price = ledger.price(g, now)
            found += [
                (ledger.price(g, option).minus(price), g, option.worker)
                for option in ledger.options(g)
                if option.worker != now.worker
            ]
        if now is not None:
            ledger.place(g, now)
    window: dict[int, set[int]] = {g: set() for g in _unsettled(problem, best)}
    for _, g, worker in sorted(found)[:_PAIRS]:
        window.setdefault(g, set()).add(worker)
    return {g: frozenset(people) for g, people in window.items()}


def _by_chance(problem: Problem, best: Choices, chance: np.random.Generator) -> Window:
    """What a few people hold, the busiest and the least busy more often, and what has moved or waits already."""
    ledger = Ledger(problem, best)
    steps = [
        post.uneven(added + 1) - post.uneven(added)
        for post, added in zip(problem.posts, ledger.added, strict=True)
    ]
    busy = np.argsort(steps, kind="stable")[::-1]
    chosen = {
        int(order[int(len(order) * chance.random() ** 3)])
        for order in (busy, busy[::-1])
        for _ in range(_PEOPLE)
    }
    waiting = [g for g, choice in enumerate(best) if choice is None]
    if waiting and chance.random() < 0.5:
        able = problem.groups[int(chance.choice(waiting))].pairs
        chosen |= {able[int(chance.integers(len(able)))].worker for _ in able[:2]}
    people = frozenset(chosen)
    own = [g for g, now in enumerate(best) if now is not None and now.worker in people]
    window, pairs = dict.fromkeys(_unsettled(problem, best), people), 0
    for g in chance.permutation(own).tolist():
        pairs += sum(pair.worker in people for pair in problem.groups[g].pairs)
        if pairs > _PAIRS:
            break
        window[g] = people
    return window


def _unsettled(problem: Problem, best: Choices) -> Iterator[int]:
    """Households that have moved, and those that have nobody and might."""
    for g, (group, choice) in enumerate(zip(problem.groups, best, strict=True)):
        if choice is None:
            if group.pairs:
                yield g
        elif group.holder is not None and choice.worker != group.holder:
            yield g
