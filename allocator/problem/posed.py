"""The problem in integers: what any solver is given, whatever records it came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

# What one step of a higher goal is worth in the next. Costs are compared goal by goal, never through these;
# they only write three integers as one, and are far beyond what the lower goals reach at the sizes we know.
STRICT = 10_000_000
UNLIMITED = 1_000_000


class Support(IntEnum):
    """Whether a pair needs a co-worker, and of what kind."""

    NONE = 0
    COMPANION = 1
    LEAD = 2


class Pair(NamedTuple):
    """A worker who may hold a group: what it would add to their load, and what the match costs."""

    worker: int
    demand: int
    cost: int
    supervision: int
    support: Support


class Helper(NamedTuple):
    """A worker who may co-work a group; one who leads could hold it alone."""

    worker: int
    demand: int
    leads: bool


class Cost(NamedTuple):
    """What a proposal costs, goal by goal in strict order: less is better."""

    unplaced: int
    unsafe: int
    blended: int

    @property
    def total(self) -> int:
        """The three goals written as one integer."""
        return (self.unplaced * STRICT + self.unsafe) * STRICT + self.blended

    def plus(self, other: "Cost") -> "Cost":
        """Both together."""
        return Cost(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    def minus(self, other: "Cost") -> "Cost":
        """What is left of this one without the other."""
        return Cost(*(mine - theirs for mine, theirs in zip(self, other, strict=True)))


@dataclass(frozen=True)
class Curve:
    """A convex cost of added load: from each start on, one more step of load costs the slope beside it.

    ``starts`` rise from 0, ``slopes`` rise with them; no entries means no cost.
    """

    starts: tuple[int, ...] = ()
    slopes: tuple[int, ...] = ()

    def __call__(self, added: int) -> int:
        """The cost of an added load, 0 for none."""
        cost, slope = 0, 0
        for start, steeper in zip(self.starts, self.slopes, strict=True):
            if start >= added:
                break
            cost += (steeper - slope) * (added - start)
            slope = steeper
        return cost

    def later(self, load: int) -> "Curve":
        """The same cost begun only once so much has been added."""
        return Curve(tuple(start + load for start in self.starts), self.slopes)

    def beyond(self, load: int) -> "Curve":
        """The cost of what is added on top of a load."""
        steps: dict[int, int] = {}
        for start, slope in zip(self.starts, self.slopes, strict=True):
            steps[max(0, start - load)] = slope
        return Curve(tuple(steps), tuple(steps.values()))

    def lines(self, room: int) -> list[tuple[int, int]]:
        """Slope and intercept of every line whose maximum is the curve up to ``room``."""
        found, intercept, slope = [], 0, 0
        for start, steeper in zip(self.starts, self.slopes, strict=True):
            if start > 0 and start >= room:
                break
            intercept -= (steeper - slope) * start
            slope = steeper
            found.append((slope, intercept))
        return found


def total(curves: Sequence[Curve]) -> Curve:
    """The sum of several curves as one."""
    steps: dict[int, int] = {}
    for curve in curves:
        slope = 0
        for start, steeper in zip(curve.starts, curve.slopes, strict=True):
            steps[start] = steps.get(start, 0) + steeper - slope
            slope = steeper
    starts, slopes, slope = [], [], 0
    for start in sorted(steps):
        slope += steps[start]
        starts.append(start)
        slopes.append(slope)
    return Curve(tuple(starts), tuple(slopes))


@dataclass(frozen=True)
class Post:
    """One worker in integers: what may still be added, and what each addition costs everyone."""

    worker_id: str
    held: int
    cases: int
    recent_cases: int
    carries_cases: bool
    room: int
    case_room: int
    new_case_room: int
    unsafe: Curve
    uneven: Curve


@dataclass(frozen=True)
class Group:
    """Waiting cases that go to one worker or wait together, or held ones that stay or move together."""

    case_ids: tuple[str, ...]
    urgency: int
    required: bool
    pairs: tuple[Pair, ...]
    helpers: tuple[Helper, ...] = ()
    holder: int | None = None
    """Who holds the cases now, where they may move: one of the pairs, and nobody's new work there."""

    def pair(self, worker: int) -> Pair:
        """The pair with one worker; KeyError where the worker may not hold the group."""
        for pair in self.pairs:
            if pair.worker == worker:
                return pair
        raise KeyError(worker)

    def helper(self, worker: int) -> Helper:
        """The helper who is one worker; KeyError where the worker may not co-work the group."""
        for helper in self.helpers:
            if helper.worker == worker:
                return helper
        raise KeyError(worker)


@dataclass(frozen=True)
class Supervisor:
    """Someone who can give only so much more supervision to the workers they supervise."""

    worker_id: str
    room: int
    workers: tuple[int, ...]


@dataclass(frozen=True)
class Problem:
    """Who may hold what, what it adds, what it costs, and what may not be exceeded."""

    posts: tuple[Post, ...]
    groups: tuple[Group, ...]
    supervisors: tuple[Supervisor, ...] = ()
    most_moves: int | None = None
    """Groups that may leave their holder at most."""

    @property
    def moves_held(self) -> bool:
        """Whether any held cases may move."""
        return any(group.holder is not None for group in self.groups)

    def nothing_placed(self) -> Cost:
        """The cost of leaving every group waiting."""
        return Cost(sum(group.urgency for group in self.groups), 0, 0)
