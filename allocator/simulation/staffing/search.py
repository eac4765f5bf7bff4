"""Looks for the cheapest staffing that keeps: asks next what rules out most, whichever way it is answered.

Every staffing meets the same families and absences (common random numbers), so one person more is not drowned by luck.
The search takes one thing for granted: someone more never makes a team break more often, so whatever has no more of
any kind than a staffing that fails, fails too. Verdicts themselves are sure by their runs alone.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from allocator.domain.staffing import Kind
from allocator.errors import AllocatorError
from allocator.simulation.staffing.trial import TRIALS, Numbers, Trial

MOST_STAFFINGS = 100_000
_QUESTIONS = 400

Try = Callable[[Numbers], Trial]


class Search(NamedTuple):
    """Everything tried, in order, and whether nothing cheaper than the best is left to try."""

    trials: tuple[Trial, ...]
    is_complete: bool


def search(kinds: Sequence[Kind], attempt: Try) -> Search:
    """Tries staffings until nothing cheaper than the best is left, or as many have been tried as may be.

    Raises AllocatorError where the kinds allow more staffings than can be looked through.
    """
    staffings, costs = _staffings(kinds)
    left = np.ones(len(staffings), dtype=bool)
    trials: list[Trial] = []
    for place in _questions(staffings, costs, left):
        tried = attempt(tuple(int(number) for number in staffings[place]))
        trials.append(tried)
        left[place] = False
        if tried.verdict == "keeps":
            left &= costs < costs[place]
        else:
            # What is smaller than a staffing nobody can be sure of is harder still to be sure of.
            left &= ~(staffings <= staffings[place]).all(axis=1)
        if len(trials) == TRIALS:
            break
    return Search(tuple(trials), is_complete=not left.any())


def best(found: Search, kinds: Sequence[Kind]) -> Trial | None:
    """The cheapest staffing that keeps."""
    kept = [trial for trial in found.trials if trial.verdict == "keeps"]
    return min(
        kept, key=lambda one: (cost(one.numbers, kinds), one.numbers), default=None
    )


def cost(numbers: Numbers, kinds: Sequence[Kind]) -> float:
    """What a staffing costs beyond what there is now."""
    return sum(number * kind.cost for number, kind in zip(numbers, kinds, strict=True))


def _staffings(
    kinds: Sequence[Kind],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Every staffing and its cost: nobody more first, everybody last."""
    size = 1
    for kind in kinds:
        size *= kind.at_most + 1
    if size > MOST_STAFFINGS:
        raise AllocatorError(
            f"The kinds of hire and training allow {size:,} staffings, more than {MOST_STAFFINGS:,}. "
            "Lower their at_most."
        )
    every = np.array(
        [*product(*(range(kind.at_most + 1) for kind in kinds))], dtype=np.int64
    )
    costs: npt.NDArray[np.float64] = every.astype(np.float64) @ np.array(
        [kind.cost for kind in kinds], dtype=np.float64
    )
    return every, costs


def _questions(
    staffings: npt.NDArray[np.int64],
    costs: npt.NDArray[np.float64],
    left: npt.NDArray[np.bool_],
) -> Iterator[int]:
    """What to try next, from what is left at the time."""
    # First as it is, then everybody there could be: either may settle it at once.
    yield from (place for place in (0, len(staffings) - 1) if left[place])
    while left.any():
        yield _next(staffings, costs, np.flatnonzero(left))


def _next(
    staffings: npt.NDArray[np.int64],
    costs: npt.NDArray[np.float64],
    places: npt.NDArray[np.intp],
) -> int:
    """The staffing whose less telling answer still rules out most; the cheapest of equals."""
    among, prices = staffings[places], costs[places]
    by_cost = np.argsort(prices, kind="stable")
    # Of very many, an even choice over their costs is as good.
    asked = by_cost[:: max(1, len(by_cost) // _QUESTIONS)]
    dearer = len(places) - np.searchsorted(prices[by_cost], prices[asked], side="left")
    smaller = np.array([(among <= among[one]).all(axis=1).sum() for one in asked])
    return int(places[asked[int(np.argmax(np.minimum(dearer, smaller)))]])
