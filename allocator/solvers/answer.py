"""What every solver takes and gives."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from time import monotonic

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


@dataclass(frozen=True)
class Limits:
    """How long a solver may work and how it is repeated.

    ``work`` is a machine-independent amount of search: with one thread and a seed the same work gives the same answer.
    ``seconds`` is a wall-clock bound that should not be met when an answer must be repeatable.
    """

    seconds: float = 60.0
    work: float = 10.0
    threads: int = 1
    seed: int = 0
    stop: Stop = field(default_factory=Stop)

    def within(self, seconds: float, work: float) -> "Limits":
        """The same limits with less time and work."""
        return replace(self, seconds=seconds, work=work)


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
