"""What every solver takes and gives."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import NamedTuple

from allocator.problem.ledger import Choices, Ledger
from allocator.problem.posed import Cost, Problem


class Stop:
    """A request to finish with the best so far, safe to make from any thread or signal handler."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._listeners: list[Callable[[], None]] = []

    @property
    def requested(self) -> bool:
        """Whether someone has asked to finish."""
        return self._event.is_set()

    def request(self) -> None:
        """Ask to finish now."""
        self._event.set()
        for listener in list(self._listeners):
            listener()

    def on_request(self, listener: Callable[[], None]) -> None:
        """Call a function when the request comes, or at once if it has come."""
        self._listeners.append(listener)
        if self.requested:
            listener()

    @contextmanager
    def heard_by(self, listener: Callable[[], None]) -> Iterator[None]:
        """Meanwhile call a function when the request comes, or at once if it has come."""
        try:
            self.on_request(listener)
            yield
        finally:
            self._listeners.remove(listener)


class Progress(NamedTuple):
    """The best answer so far, what it costs and what is proven."""

    choices: Choices
    cost: Cost
    bound: Cost
    seconds: float


@dataclass(frozen=True)
class Limits:
    """How long a solver may work and how it is repeated.

    ``work`` is a machine-independent amount of search for each thread, about a second's worth: with one thread and a
    seed the same work gives the same answer. ``seconds`` is a wall-clock bound that should not be met when an answer
    must be repeatable. The search ends sooner when the cost is proven to be within ``gap_percent`` of the best.
    ``tell`` hears of every better answer and bound, from any thread.
    """

    seconds: float = 60.0
    work: float = 10.0
    threads: int = 1
    seed: int = 0
    stop: Stop = field(default_factory=Stop)
    gap_percent: float = 0.0
    tell: Callable[[Progress], None] | None = None

    def within(self, seconds: float, work: float) -> "Limits":
        """The same limits with less time and work."""
        return replace(self, seconds=seconds, work=work)

    def part(self, part: float) -> "Limits":
        """A part of the time and work."""
        return self.within(part * self.seconds, part * self.work)

    def on(self, threads: int) -> "Limits":
        """The same limits for so many threads."""
        return replace(self, threads=threads)


@dataclass(frozen=True)
class Solution:
    """An answer, what it costs and a bound that no answer can cost less than."""

    choices: Choices
    cost: Cost
    bound: Cost
    seconds: float

    @classmethod
    def of_no_rules(
        cls, problem: Problem, choices: Choices, started: float
    ) -> "Solution":
        """An answer that may break rules, so that only the judge can say what it costs."""
        return cls(
            choices,
            problem.nothing_placed(),
            trivial_bound(problem),
            monotonic() - started,
        )

    @property
    def is_optimal(self) -> bool:
        """Whether the answer is proven best possible."""
        return self.cost == self.bound


class Granted(NamedTuple):
    """The proposal with a wish granted.

    ``dearer`` is what it costs more than the proposal; no proposal with the wish costs less than ``at_least`` more.
    ``is_proven`` says that neither the one nor the other could be had for less.
    """

    choices: Choices
    cost: Cost
    dearer: int
    at_least: int
    is_proven: bool


def unproven(problem: Problem, choices: Choices, started: float) -> Solution:
    """A rule of thumb's answer, with the bound that needs no search."""
    return Solution(
        choices,
        Ledger(problem, choices).cost(),
        trivial_bound(problem),
        monotonic() - started,
    )


def trivial_bound(problem: Problem) -> Cost:
    """What no answer can beat, at a glance: groups nobody may hold wait, and every other meets its best match."""
    unplaced = sum(group.urgency for group in problem.groups if not group.pairs)
    # A group that waits costs nothing in the blend, so only matches better than nothing count here.
    best = sum(
        min(0, *(pair.cost for pair in group.pairs))
        for group in problem.groups
        if group.pairs
    )
    return Cost(unplaced, 0, best)


def is_close(cost: Cost, bound: Cost, percent: float) -> bool:
    """Whether the first goal that is not proven best is proven to be within so many percent of its cost."""
    for reached, least in zip(cost, bound, strict=True):
        if reached != least:
            return 100 * (reached - least) <= percent * abs(reached)
    return True


def differing(one: Choices, other: Choices) -> int:
    """How many groups two answers give to different workers; one that waits in either does not count."""
    return sum(
        mine is not None and yours is not None and mine.worker != yours.worker
        for mine, yours in zip(one, other, strict=True)
    )
