"""What everyone who works on one problem shares: the best answer so far and the best bound."""

import threading
from time import monotonic

import numpy as np

from allocator.problem.posed import Cost
from allocator.solvers.answer import Limits, Progress, is_close
from allocator.solvers.arrays import Arrays
from allocator.solvers.placing import Placing, as_choices
from allocator.solvers.weights import weigh

# How much further the clock may be than the work before anybody hurries: about what one turn takes.
_LATE = 0.05


class Board:
    """The best answer and bound, safe to read and to better from any thread.

    ``done`` is how much of the work is over, from 0 to 1, as whoever gives it out says.
    """

    def __init__(
        self, given: Arrays, best: Placing, bound: Cost, limits: Limits
    ) -> None:
        self.given, self.limits = given, limits
        self.best, self.bound, self.done = best, bound, 0.0
        self.weights = weigh(given)
        self._started, self._lock = monotonic(), threading.Lock()

    @property
    def seconds_left(self) -> float:
        """How long until the time is up."""
        return self.limits.seconds - (monotonic() - self._started)

    @property
    def elapsed(self) -> float:
        """How much of the time is over, from 0 to 1."""
        return 1.0 - self.seconds_left / max(self.limits.seconds, 1e-9)

    @property
    def is_late(self) -> bool:
        """Whether the time will be up before the work is done; until then nothing depends on how fast a machine is."""
        return self.elapsed > self.done + _LATE

    @property
    def over(self) -> float:
        """How much of the limits is over, from 0 to 1: by the clock only where the time is shorter than the work."""
        limits = self.limits
        return self.elapsed if limits.seconds < limits.work else self.done

    @property
    def is_settled(self) -> bool:
        """Whether the search is over: asked to stop, out of time, or close enough to the bound."""
        return (
            self.limits.stop.requested or self.seconds_left <= 0 or self.is_close_enough
        )

    @property
    def open_goal(self) -> int:
        """The first goal in which the best answer is not proven best; the number of goals where it is in all."""
        pairs = zip(self.best.cost, self.bound, strict=True)
        return next((n for n, (has, least) in enumerate(pairs) if has > least), 3)

    @property
    def is_close_enough(self) -> bool:
        """Whether the best answer is proven to be within the gap asked for."""
        best = self.best
        return best.is_allowed and is_close(
            best.cost, self.bound, self.limits.gap_percent
        )

    def gain(self, before: Placing, after: Placing) -> float:
        """How much better an answer is than one before it, in one number; 0 where it is not."""
        if after.totals >= before.totals:
            return 0.0
        less = np.subtract(before.totals, after.totals)
        return max(1.0, float(self.weights.loose() @ less))

    def offer(self, found: Placing) -> None:
        """Take an answer if it is better than the best."""
        with self._lock:
            better = found.totals < self.best.totals
            if better:
                self.best = found
        if better:
            self._tell()

    def raise_bound(self, bound: Cost) -> None:
        """Take a bound if it proves more."""
        with self._lock:
            better = bound > self.bound
            if better:
                self.bound = bound
        if better:
            self._tell()

    def _tell(self) -> None:
        best, limits = self.best, self.limits
        if limits.tell is not None and best.is_allowed:
            took = limits.seconds - self.seconds_left
            limits.tell(
                Progress(as_choices(self.given, best), best.cost, self.bound, took)
            )
