"""Raises the bound by moving prices: up for what nobody takes, down for what several take.

The volume algorithm (Barahona and Anbil, 2000). Prices step from the best found so far along an average of the slacks
met on the way, which zigzags less than the last slack alone; the same average of the choices tends to a fractional
answer. Steps shrink while nothing improves; at their smallest the ascent begins again from the best, more patiently.
"""

from collections.abc import Callable

import numpy as np

from allocator.solvers.arrays import Arrays
from allocator.solvers.bound.hands import Hands
from allocator.solvers.bound.options import Options, loads_within
from allocator.solvers.bound.prices import Range, parts, price_range, worst
from allocator.solvers.bound.relaxation import BLENDED, Floats, Reading, Relaxation
from allocator.solvers.bound.sets import add_shares

# Settled by trial on dense, tight and joint problems. The first and the last rise to aim for are parts of the bound.
_FIRST_RISE, _AGAIN, _LAST_RISE = 3e-3, 1e-3, 1e-6
_LONGER, _SHORTER = 1.5, 0.66
_PATIENCE = 3
_FRESH = 0.5
# Begun again so many times for less than this part of the bound, the ascent is finished.
_WORTHWHILE, _FRUITLESS = 1e-5, 3
# Without an answer, the bound may be expected to be such a part of the worst there could be.
_UNTOLD = 20
# What a reading takes beside its knapsacks, in steps of them.
_OVERHEAD = 200_000


class Ascent:
    """A bound in the making.

    ``value`` is the best so far in parts of the goal's unit, ``prices`` where it was read, ``step_prices`` what a step
    of each worker's load is worth there, ``shares`` how much of each option the averaged choices take.
    """

    def __init__(self, relaxation: Relaxation, within: Range, worst: int) -> None:
        self.relaxation, self._within, self._worst = relaxation, within, worst
        self.prices, self.value = within.starts[0], -(2**62)
        self._starts = list(within.starts)
        self.step_prices = relaxation.sets.step_price
        self.shares = np.zeros(len(relaxation.options.group))
        self.finished = False
        self._slack = self._direction = np.zeros(0)
        self._rise, self._patience, self._misses = _FIRST_RISE, _PATIENCE, 0
        self._value_then, self._fruitless, self._span = 0, 0, 0

    @property
    def bound(self) -> int:
        """The goal's bound: a whole number, because the goal is."""
        return min(-(-self.value // self.relaxation.unit), self._worst)

    def advance(
        self, best: int | None, work: int, hands: Hands, halted: Callable[[], bool]
    ) -> int:
        """Raise the bound until the best answer, the work or all patience is reached; the work done."""
        unit, done = self.relaxation.unit, 0
        # The first value that no answer better than the best has.
        target = ((self._worst if best is None else best) - 1) * unit + 1
        # What rises are parts of: about what the bound will be, where an answer tells.
        self._span = abs(target) // (_UNTOLD if best is None else 1) + unit
        while not self.finished and done < work:
            prices = self._starts.pop(0) if self._starts else self._next()
            reading = self.relaxation.read(prices, hands, halted)
            if reading is None:
                break
            done += reading.effort + _OVERHEAD
            self._learn(prices, reading)
            self.finished |= self.value >= target and best is not None
        return done

    def _next(self) -> Floats:
        """Prices a step along the direction; its length is Polyak's, for a bound so much higher."""
        pace = self._within.pace
        push = self._open(self._direction, self.prices)
        length = self._rise * self._span / max(_product(push, pace * push), 1e-12)
        found: Floats = np.clip(
            self.prices + length * pace * push, self._within.least, self._within.most
        )
        return found

    def _open(self, direction: Floats, prices: Floats) -> Floats:
        """A direction without what leads from the prices out of the range."""
        shut = (prices <= self._within.least) & (direction < 0)
        shut |= (prices >= self._within.most) & (direction > 0)
        return np.where(shut, 0.0, direction)

    def _learn(self, prices: Floats, reading: Reading) -> None:
        """Average what was read into direction and shares; keep prices that are better, or shorten the step."""
        if not len(self._slack):
            self._direction = reading.slack
        onward = _product(reading.slack, self._within.pace * self._direction)
        part = self._part(reading.slack)
        self._direction = part * reading.slack + (1 - part) * self._direction
        self.shares *= 1 - part
        add_shares(self.relaxation.options, self.relaxation.sets, self.shares, part)
        if reading.value > self.value:
            self.value, self.prices, self._slack = reading.value, prices, reading.slack
            self.step_prices = self.relaxation.sets.step_price.copy()
            self._misses = 0
            if onward > 0:
                self._rise *= _LONGER
        else:
            self._misses += 1
            if self._misses >= self._patience:
                self._misses, self._rise = 0, self._rise * _SHORTER
        if not self._open(reading.slack, prices).any():
            # What the workers chose is an answer that costs the bound.
            self.finished = True
        elif (
            self._rise < _LAST_RISE
            or not self._open(self._direction, self.prices).any()
        ):
            self._begin_again()

    def _part(self, slack: Floats) -> float:
        """How much of the last slack makes the average shortest, within reason."""
        fresh = _FRESH * _PATIENCE / self._patience
        pace, change = self._within.pace, self._direction - slack
        square = _product(change, pace * change)
        if not square:
            return fresh
        least = _product(self._direction, pace * change) / square
        return min(max(least, fresh / 10), fresh)

    def _begin_again(self) -> None:
        """Set out from the best with a long step, unless that has ceased to gain or nothing is left to push."""
        gained = self.value - self._value_then
        self._value_then = self.value
        self._fruitless = (
            0 if gained > _WORTHWHILE * self._span else self._fruitless + 1
        )
        self._direction, self._rise = self._slack, _AGAIN
        self._patience *= 2
        self.finished = self._fruitless >= _FRUITLESS


def ascent(
    given: Arrays, options: Options, goal: int, unplaced: int, unsafe: int
) -> Ascent | None:
    """The ascent of one goal, for answers that reach this much in those before; None where sums could overflow."""
    if goal == BLENDED:
        options = options.within(loads_within(options, unsafe))
    unit = parts(given, options, goal)
    if not unit:
        return None
    relaxation = Relaxation(given, options, goal, (unplaced, unsafe), unit)
    return Ascent(relaxation, price_range(relaxation), worst(given, options, goal))


def _product(one: Floats, other: Floats) -> float:
    """The scalar product, added up in the same order on every machine, which ``@`` is not."""
    return float((one * other).sum())
