"""An answer bettered piece by piece, without coming closer than it may to earlier answers."""

from collections.abc import Sequence
from time import monotonic

import numpy as np

from allocator.problem.ledger import Choice, Choices
from allocator.program.choices import Choices as Variables
from allocator.program.rules import RULES
from allocator.solvers import cp_sat
from allocator.solvers.answer import Limits
from allocator.solvers.arrays import Arrays, Ints
from allocator.solvers.cutting import Piece, inside, posed
from allocator.solvers.in_order import Found, solve_in_order
from allocator.solvers.likeness import apart
from allocator.solvers.pieces import cut_out, with_piece
from allocator.solvers.placing import Placing, as_choices, from_choices, holders
from allocator.solvers.reach import around, wider

# Of the work left for one piece, and how many people it should have at least.
_PIECE_WORK, _PEOPLE = 0.1, 12
# What building a program costs in CP-SAT's own measure of work, for each pair: it counts, so that the work ends.
_EACH_PAIR = 2e-5


def bettered(
    given: Arrays,
    plan: Placing,
    earlier: Sequence[Placing],
    groups: int,
    limits: Limits,
) -> Placing:
    """A plan that costs no more and still gives so many groups to other workers than each earlier answer does."""
    until, work = monotonic() + limits.seconds, limits.work
    chance = np.random.default_rng(limits.seed)
    before = [holders(given, answer.pair) for answer in earlier]
    able = np.flatnonzero(np.diff(given.pair_at) > 1)
    misses = 0
    # Once round without a gain is enough.
    while misses < len(able) and work > 0 and monotonic() < until:
        if limits.stop.requested:
            break
        piece = _somewhere(given, plan, earlier[0], int(chance.choice(able)))
        left = limits.within(max(0.01, until - monotonic()), min(work, _PIECE_WORK))
        found, done = _again(given, plan, before, piece, groups, left)
        misses = 0 if found.totals < plan.totals else misses + 1
        plan, work = found, work - done
    return plan


def _somewhere(given: Arrays, plan: Placing, first: Placing, group: int) -> Piece:
    """The people who have a group in the plan and in the first answer, and others who could take what they hold."""
    people = np.zeros(given.workers + 1, np.bool_)
    for answer in (plan, first):
        people[holders(given, answer.pair)[group]] = True
    people = people[: given.workers]
    if not people.any():
        people[given.pair_worker[given.pair_at[group]]] = True
    while True:
        piece = around(given, plan, first, people)
        if people.sum() >= min(_PEOPLE, given.workers):
            return piece
        people = wider(given, plan, people, piece)


def _again(
    given: Arrays,
    plan: Placing,
    before: Sequence[Ints],
    piece: Piece,
    groups: int,
    limits: Limits,
) -> tuple[Placing, float]:
    """The plan with a piece given out again as well as can be, and the work it took."""
    part = cut_out(given, plan, piece)
    work = _EACH_PAIR * len(piece.pairs)
    now = holders(given, plan.pair)
    rules = list(RULES)
    for holder in before:
        differs = (now != holder) & (now < given.workers) & (holder < given.workers)
        differs[piece.groups] = False
        rules.append(
            apart(
                _locally(holder[piece.groups], piece, given.workers),
                groups - int(differs.sum()),
            )
        )

    def search(choices: Variables, limits: Limits) -> Found:
        nonlocal work
        found = cp_sat.search(choices, limits, cuts=False)
        work += found.work
        return found

    start = as_choices(part, inside(plan, piece))
    solved = solve_in_order(posed(part), limits, search, start, rules)
    found = with_piece(given, plan, piece, from_choices(part, solved.choices))
    return min(plan, found, key=lambda answer: answer.totals), work


def _locally(holder: Ints, piece: Piece, nobody: int) -> Choices:
    """Who held each group of a piece by their place in it; someone beyond it is nobody there, and so another."""
    place = {worker: n for n, worker in enumerate(piece.workers.tolist())}
    return tuple(
        None if worker == nobody else Choice(place.get(worker, -1))
        for worker in holder.tolist()
    )
