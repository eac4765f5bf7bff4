"""The three goals in strict order: each is bounded for answers that reach what is proven of those before."""

from collections.abc import Iterator, Sequence
from math import inf
from time import monotonic

import numpy as np

from allocator.problem.posed import Cost
from allocator.solvers.answer import Limits
from allocator.solvers.arrays import Arrays
from allocator.solvers.bound.advice import PriceList, picks, price_list
from allocator.solvers.bound.ascent import Ascent, ascent
from allocator.solvers.bound.bundles import Bundles, bundles
from allocator.solvers.bound.hands import hands
from allocator.solvers.bound.options import HELPS, Options, options
from allocator.solvers.bound.relaxation import BLENDED, GOALS, Floats, Relaxation
from allocator.solvers.bound.remaining import Remaining, remaining

# Steps of the knapsacks in one unit of work: about a second.
_A_UNIT = 1_000_000_000
# How much of the work left each goal may use while no answer shows that it is met.
_SHARES = (0.3, 0.5, 1.0)

Key = tuple[int, int, int]


class LowerBound:
    """A bound that is raised bit by bit, so that other work can go on in between."""

    def __init__(self, given: Arrays, limits: Limits) -> None:
        self._given, self._limits = given, limits
        self._options = options(self._given)
        self._plain = plain(self._given, self._options)
        self._best: Cost | None = None
        # By goal and what the goals before it are bounded by.
        self._ascents: dict[Key, Ascent | None] = {}
        # The same, where all better answers were looked through.
        self._proven: dict[Key, int] = {}
        self._latest: Ascent | None = None

    @property
    def cost(self) -> Cost:
        """The bound: each entry counts for answers that equal the entries before it.

        After an entry that the best answer exceeds come those that are plain at a glance.
        """
        found = list(self._plain)
        for goal in GOALS:
            key = _key(goal, found)
            ascent = self._ascents.get(key)
            if ascent is not None:
                found[goal] = max(found[goal], ascent.bound)
            found[goal] = max(found[goal], self._proven.get(key, found[goal]))
            if self._best is not None and found[goal] < self._best[goal]:
                break
        return Cost(*found)

    @property
    def finished(self) -> bool:
        """Whether more work would change nothing."""
        for key in self._to_raise():
            if key not in self._ascents:
                return False
            ascent = self._ascents[key]
            if ascent is not None and not ascent.finished:
                return False
        return True

    def improve(
        self,
        work: float,
        best: Cost | None = None,
        until: float = inf,
        threads: int | None = None,
    ) -> Cost:
        """Raise the bound by an amount of work, or until a moment of the monotonic clock, with the limits' threads.

        The cost of the best answer known says which goals are met and how far there is to go. Without one, every goal
        is bounded as if those before it could be met. The same calls raise the bound alike, whatever the machine.
        """
        if best is not None:
            self._best = best if self._best is None else min(best, self._best)
        left, stop = int(work * _A_UNIT), self._limits.stop

        def halted() -> bool:
            return stop.requested or monotonic() >= until

        with hands(threads or self._limits.threads) as all_hands:
            for key in self._to_raise():
                if halted():
                    break
                if key not in self._ascents:
                    self._ascents[key] = ascent(self._given, self._options, *key)
                raised = self._ascents[key]
                if raised is None:
                    continue
                goal = raised.relaxation.goal
                share = _SHARES[goal] if self._best is None else 1.0
                target = None if self._best is None else self._best[goal]
                left -= raised.advance(target, int(share * left), all_hands, halted)
                self._latest = raised
        return self.cost

    def prices(self) -> PriceList | None:
        """Prices at the best bound of the goal raised last; None before any."""
        if self._latest is None:
            return None
        return price_list(self._latest, self._given.pairs)

    def blended_prices(self) -> PriceList | None:
        """Prices of the blend; None before any bound of it."""
        if self._latest is None or self._latest.relaxation.goal != BLENDED:
            return None
        return self.prices()

    def open_goal(self, best: Cost) -> int | None:
        """The first goal in which the best answer may still be bettered, once it has a bound; None without one."""
        for goal in GOALS:
            if best[goal] > self.cost[goal]:
                raised = self._ascents.get(_key(goal, best))
                return None if raised is None else goal
        return None

    def bundles(self, best: Cost, goal: int, most: int) -> Bundles | None:
        """Every set that a worker has in an answer that is better in the open goal; None where they are too many."""
        raised = self._read(best, goal)
        if raised is None:
            return None
        relaxation, prices, slack = raised
        return bundles(self._given, relaxation, prices, slack, most)

    def remaining(self, best: Cost, goal: int) -> Remaining | None:
        """The pairs and helpers that an answer better in the open goal may use."""
        raised = self._read(best, goal)
        return None if raised is None else remaining(self._given, *raised)

    def _read(self, best: Cost, goal: int) -> tuple[Relaxation, Floats, int] | None:
        """A goal's best prices, read again, and how many parts of its unit any better answer may cost above them."""
        ascent = self._ascents[_key(goal, best)]
        if ascent is None:
            return None
        relaxation = ascent.relaxation
        with hands(1) as alone:
            relaxation.read(ascent.prices, alone, lambda: False)
        slack = (best[goal] - 1) * relaxation.unit - ascent.value
        return relaxation, ascent.prices, slack

    def prove(self, best: Cost, goal: int, bound: int) -> Cost:
        """Take a bound of the open goal that others have proven; the bound now."""
        key = _key(goal, best)
        self._proven[key] = max(bound, self._proven.get(key, bound))
        return self.cost

    def picks(self) -> Floats:
        """By pair, how much of it the workers' choices took on average; nothing before any."""
        if self._latest is None:
            return np.zeros(self._given.pairs)
        return picks(self._latest, self._given.pairs)

    def _to_raise(self) -> Iterator[Key]:
        """Each goal that is not met, up to the first that keeps those after it waiting."""
        for goal in GOALS:
            known = self.cost
            if self._best is not None and self._best[goal] <= known[goal]:
                continue
            yield _key(goal, known)
            if self._best is not None and self._best[goal] > self.cost[goal]:
                return


def plain(given: Arrays, options: Options) -> Cost:
    """What no answer can beat, at a glance: groups nobody may hold wait, and every other meets its best match."""
    holds = options.kind < HELPS
    best = np.zeros(given.groups, np.int64)
    np.minimum.at(best, options.group[holds], options.cost[holds])
    able = np.bincount(options.group[holds], minlength=given.groups)
    return Cost(int(given.urgency[able == 0].sum()), 0, int(best.sum()))


def _key(goal: int, reached: Sequence[int]) -> Key:
    """A goal, and what those before it are bounded by; 0 for the others."""
    return goal, reached[0] * (goal > 0), reached[1] * (goal > 1)
