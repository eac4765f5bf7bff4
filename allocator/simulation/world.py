"""The state of one replication: who works here, which cases are open, and what has happened to each."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from allocator.domain.case import Case
from allocator.domain.team import Team
from allocator.domain.worker import Reduction, Worker
from allocator.simulation.scenario import Scenario
from allocator.simulation.streams import Streams
from allocator.workload.measure import Workload


@dataclass
class Passage:
    """One case on its way: where it is, who has held it, and how much of its stage is left."""

    case: Case
    arrived: float | None
    type_at_start: str
    urgency: str
    household: str
    """By which its chance goes, so that brothers and sisters fare alike."""
    rereferral: bool = False
    allocated: float | None = None
    closed: float | None = None
    holders: list[str] = field(default_factory=list)
    stages: int = 0
    days_left: float = 0.0
    """Of the stage; it passes only while somebody holds the case."""
    resumed: float = 0.0
    turn: int = 0
    """Counted up whenever the end of the stage moves, so that an end set before is known to be void."""
    urgent_since: float = 0.0
    waits_since: float = 0.0
    """When it came, or last lost its worker."""

    @property
    def is_held(self) -> bool:
        """Whether somebody holds it."""
        return self.closed is None and not self.case.is_waiting


@dataclass
class Tally:
    """What has been counted since the last week's row."""

    arrived: int = 0
    allocated: int = 0
    closed: int = 0
    moved: int = 0
    escalated: int = 0
    matches: list[float] = field(default_factory=list)
    new_cases: dict[str, int] = field(default_factory=dict)


@dataclass
class World:
    """Everybody and everything, and the chance by which they change."""

    scenario: Scenario
    start: datetime.date
    streams: Streams
    workers: dict[str, Worker] = field(default_factory=dict)
    reductions: list[Reduction] = field(default_factory=list)
    passages: dict[str, Passage] = field(default_factory=dict)
    """Every case there has been, in the order they came."""
    open: dict[str, Passage] = field(default_factory=dict)
    closed_households: list[tuple[float, str]] = field(default_factory=list)
    """When each household was last closed, and who held it."""
    merged: dict[str, str] = field(default_factory=dict)
    changed_type: set[str] = field(default_factory=set)
    """Cases that have become something else since somebody last asked whether their worker may hold it."""
    weighed: dict[str, Workload] = field(default_factory=dict)
    """The team as it was last weighed, by the digest of the policy."""
    tally: Tally = field(default_factory=Tally)

    def day(self, now: float) -> datetime.date:
        """The date of a moment of the run."""
        return self.start + datetime.timedelta(days=int(now))

    def team(self, now: float) -> Team:
        """Everyone as they are, with what is over left out."""
        today = self.day(now)
        reductions = tuple(
            r for r in self.reductions if r.end is None or r.end >= today
        )
        return Team().changed(
            workers=tuple(self.workers.values()),
            cases=tuple(passage.case for passage in self.open.values()),
            reductions=reductions,
        )

    def waiting(self) -> Iterator[Passage]:
        """Open cases nobody holds."""
        return (one for one in self.open.values() if one.case.is_waiting)
