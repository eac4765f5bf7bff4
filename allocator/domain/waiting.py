"""The waiting list as it is told to people and to other systems: the fields of ``waiting.json``."""

import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from allocator.domain.account import PolicyName
from allocator.domain.case import Urgency
from allocator.domain.fact import Fact
from allocator.domain.week import Clock


class Blocked(Fact):
    """What kept a case waiting over weeks in a row: the rule that ruled out most people, or that nobody signed."""

    reason: str
    worker_id: str
    text: str
    since: datetime.date
    until: datetime.date
    weeks: int


class WaitingCase(Fact):
    """One waiting case and its clock; of a restricted case only how long it waits and whether that is too long."""

    case_id: str
    group_id: str
    type: str
    team: str
    urgency: Urgency | None
    urgency_assumed: bool
    referral_date: datetime.date | None
    days_waiting: int | None
    allowed_days: int | None
    due_by: datetime.date | None
    clock: Clock
    days_over: int | None
    """Days beyond the clock, less than 0 for days left; None where the clock never began."""
    could_take: int | None
    """How many workers no rule keeps from it today, before anything else is placed."""
    ruled_out_by: str
    blocked: tuple[Blocked, ...]
    withheld: bool


class WaitingList(Fact):
    """Everything ``waiting.json`` says, in its order: the most overdue first."""

    model_config = ConfigDict(populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    as_of: datetime.date
    policy: PolicyName
    version: str
    weeks_looked_back: int
    counts: dict[Clock, int]
    longest_days: int | None
    cases: tuple[WaitingCase, ...]
