"""Cases, visits and hours over time: the fields of ``trends.json``, one record each."""

import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from allocator.domain.account import Number, PolicyName
from allocator.domain.fact import Fact


class Tally(Fact):
    """What somebody, a team or everyone held on the day of one batch, and what came and went since the batch before.

    ``new`` is what they did not hold before, ``closed`` what is no longer in any batch, ``passed_on`` what is, but
    not with them. All three are None in the first batch.
    """

    held: int
    visits: float | None
    hours: float | None
    units: Number
    percent: float | None
    new: int | None
    closed: int | None
    passed_on: int | None


class TeamTally(Fact):
    """The same of one team."""

    team: str
    tally: Tally


class WorkerTally(Fact):
    """The same of one worker."""

    worker_id: str
    team: str
    tally: Tally


class Week(Fact):
    """One dated batch; ``referred`` are cases that were in no batch before."""

    batch: str
    as_of: datetime.date
    waiting: int
    referred: int | None
    everyone: Tally
    teams: tuple[TeamTally, ...]
    workers: tuple[WorkerTally, ...]


class Trends(Fact):
    """Everything ``trends.json`` says, in its order; batches from old to new."""

    model_config = ConfigDict(populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    policy: PolicyName
    unit: str
    weeks: tuple[Week, ...]
    version: str
