"""Search and bound side by side on one problem, turn by turn, until they meet or the limits end."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic

import numpy as np

from allocator.problem.posed import Cost
from allocator.solvers import cp_sat
from allocator.solvers.answer import Limits
from allocator.solvers.arrays import Arrays
from allocator.solvers.board import Board
from allocator.solvers.bounding import Bounding
from allocator.solvers.cutting import Piece, cut, posed, put_back
from allocator.solvers.neighbourhoods import Neighbourhoods
from allocator.solvers.parts import plain_bounds
from allocator.solvers.placing import Placing, from_choices, placing
from allocator.solvers.search import Search
from allocator.solvers.start import start

# The most work in one turn: after it the others' news is heard.
_TURN = 0.25
# How much of all turns each way of working is due while it has something to do: of the searches, one that gains as much
# as the best of them is due the least and the more, one that gains nothing the least.
_BOUNDING, _LEAST, _MORE = 0.3, 0.1, 0.5
# How much of the limits may go into the bound before any search.
_FIRST = 0.35


@dataclass
class Way:
    """One way of working: ``advance`` does about so much work and says how much it was.

    ``paid`` is the part of what was done that no longer counts when the next turn is given out.
    """

    advance: Callable[[float], float]
    share: float
    done: float = 0.0
    paid: float = 0.0
    busy: bool = False
    is_finished: bool = False


def work_through(given: Arrays, limits: Limits, first: Placing | None = None) -> Board:
    """The best answer and bound within the limits, from a first answer if one is known.

    Raises Impossible when what must be placed cannot all be, NoAnswerInTime when the limits end before it is.
    """
    began = monotonic()
    best = start(given)
    if first is not None and first.totals < best.totals:
        best = first
    if not best.is_allowed:
        best = _required_first(given, limits)
    left = limits.seconds - (monotonic() - began)
    plain = Cost(*plain_bounds(given).sum(axis=0).tolist())
    board = Board(given, best, plain, limits.within(left, limits.work))
    if not board.is_settled:
        _search_and_bound(board)
    return board


def _search_and_bound(board: Board) -> None:
    limits = board.limits
    bound = Bounding(board)
    bounding = Way(bound.advance, _BOUNDING * limits.threads)
    bounding.done = _bound_first(board, bound)
    hands = max(1, limits.threads - 1)
    plan = (_LEAST + _MORE) * limits.threads / hands
    plan *= min(limits.work, limits.seconds)
    searchers: list[Search | Neighbourhoods] = [
        *(Search(board, limits.seed + n, plan) for n in range(hands)),
        *(Neighbourhoods(board, limits.seed + n) for n in range(limits.threads)),
    ]
    searching = [
        Way(partial(_advance, each, bound), _LEAST + _MORE) for each in searchers
    ]

    open_goal = board.open_goal

    def share_out() -> None:
        nonlocal open_goal
        bounding.is_finished = bound.is_finished
        if board.open_goal != open_goal:
            # The next goal has no bound yet, and searches no prices to go by.
            open_goal, bounding.paid = board.open_goal, bounding.done
        most = max(each.use for each in searchers)
        for way, each in zip(searching, searchers, strict=True):
            equal = each.use == most
            way.share = _LEAST + _MORE * (1.0 if equal else each.use / most)

    _take_turns(board, [*searching, bounding], share_out)


def _bound_first(board: Board, bound: Bounding) -> float:
    """Raise the bound for its part of the limits with all threads, for searches go by its prices; the work done."""
    limits, done = board.limits, 0.0
    while (
        not board.is_settled
        and not bound.is_finished
        and not bound.waits_for_search
        and done < _FIRST * limits.work * limits.threads
        and board.elapsed < _FIRST
    ):
        done += bound.advance(_TURN, limits.threads, alone=True)
        board.done = done / (limits.work * limits.threads)
    return done


def _advance(searcher: Search | Neighbourhoods, bound: Bounding, work: float) -> float:
    return searcher.advance(bound.pair_prices(), work)


def _required_first(given: Arrays, limits: Limits) -> Placing:
    """What must be placed, placed by CP-SAT on its own, and then the rest."""
    groups = np.flatnonzero(given.required)
    pairs = np.flatnonzero(given.required[given.pair_group])
    helper_group = np.repeat(np.arange(given.groups), np.diff(given.helper_at))
    helpers = np.flatnonzero(given.required[helper_group])
    piece = Piece(np.arange(given.workers), groups, pairs, helpers)
    part = cut(given, piece)
    solved = cp_sat.place(posed(part), limits)
    pair, helper = np.full((2, given.groups), -1)
    put_back(piece, from_choices(part, solved), pair, helper)
    return start(given, placing(given, pair, helper))


def _take_turns(
    board: Board, ways: Sequence[Way], share_out: Callable[[], None]
) -> None:
    """Give each thread turn after turn: next comes the way that has had least of what it is due."""
    lock, limits = threading.Lock(), board.limits
    failures: list[BaseException] = []

    def work() -> None:
        while not board.is_settled and not failures:
            with lock:
                left = limits.work * limits.threads - sum(way.done for way in ways)
                free = [way for way in ways if not way.busy and not way.is_finished]
                if left <= 0 or not free:
                    return
                way = min(free, key=lambda way: (way.done - way.paid) / way.share)
                way.busy = True
            try:
                done = way.advance(min(_TURN, left))
            except BaseException as failure:  # noqa: BLE001  # handed to the thread that asked for the work
                failures.append(failure)
                return
            with lock:
                way.done += max(done, 0.001)
                way.busy = False
                board.done = sum(way.done for way in ways) / (
                    limits.work * limits.threads
                )
                share_out()

    others = [threading.Thread(target=work) for _ in range(limits.threads - 1)]
    for other in others:
        other.start()
    work()
    for other in others:
        other.join()
    if failures:
        raise failures[0]
