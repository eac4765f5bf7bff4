"""Compiled code is made ready on a small problem, so that nobody waits for a compiler beyond their time."""

from functools import cache
from threading import Thread

from allocator.problem.posed import (
    Cost,
    Curve,
    Group,
    Helper,
    Pair,
    Post,
    Problem,
    Supervisor,
    Support,
)
from allocator.solvers.answer import Limits
from allocator.solvers.arrays import arrays


def is_ready(seconds: float) -> bool:
    """Whether compiled code is ready within so many seconds: at once, but for the first time on a machine."""
    preparing = _preparing()
    preparing.join(max(0.0, seconds))
    return not preparing.is_alive()


@cache
def _preparing() -> Thread:
    thread = Thread(target=_prepare, daemon=True)
    thread.start()
    return thread


def _prepare() -> None:
    """Take every compiled step once."""
    from allocator.solvers.board import Board
    from allocator.solvers.bound.order import LowerBound
    from allocator.solvers.bound.relaxation import BLENDED
    from allocator.solvers.prices import pair_prices, step_prices
    from allocator.solvers.search import Search
    from allocator.solvers.start import start

    given, limits = arrays(_example()), Limits()
    board = Board(given, start(given), Cost(0, 0, -1), limits)
    prices = pair_prices(given, step_prices(given, 1.0, 1.0))
    Search(board, 0, 0.0).advance(prices, 1e-6)
    bound, met = LowerBound(given, limits), Cost(0, 0, 10**6)
    bound.improve(1e-6, met)
    bound.bundles(met, BLENDED, 1)


def _example() -> Problem:
    """Two workers, two groups, and every rule."""
    curve = Curve((0, 5), (1, 2))
    post = Post("", 0, 0, 0, True, 20, 5, 5, curve, curve)
    pairs = (Pair(0, 6, 1, 1, Support.LEAD), Pair(1, 6, 2, 1, Support.NONE))
    group = Group(("",), 1, False, pairs, (Helper(1, 2, True),))
    return Problem((post, post), (group, group), (Supervisor("", 5, (0, 1)),))
