"""One week as the weekly run leaves it behind: what later weeks are compared with. Ids only, no names."""

import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from allocator.domain.account import Number, PolicyName
from allocator.domain.case import Urgency
from allocator.domain.fact import Fact

Clock = Literal["overdue", "due", "in_time", "unknown"]
CLOCKS: tuple[Clock, ...] = ("overdue", "due", "in_time", "unknown")


class WeekCase(Fact):
    """One open case as the batch had it, and whom the proposal gave it to where it waited."""

    case_id: str
    worker_id: str
    proposed_worker_id: str
    urgency: Urgency
    referral_date: datetime.date | None
    clock: Clock | None
    """None for a held case."""
    withheld: bool

    @property
    def is_waiting(self) -> bool:
        return not self.worker_id


class WeekWorker(Fact):
    """One worker as they stood when the batch was made, before any proposal."""

    worker_id: str
    team: str
    carries_cases: bool
    capacity: Number
    percent: float | None
    cases: int
    units_per_case: float | None
    development_cases: int


class Week(Fact):
    """Everything ``week.json`` says, in its order."""

    model_config = ConfigDict(populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    number: int
    folder: str
    previous: int | None
    """The number of the week it was compared with; None for the first of a team."""
    as_of: datetime.date
    batch: str
    policy: PolicyName
    version: str
    cases: tuple[WeekCase, ...]
    workers: tuple[WeekWorker, ...]
