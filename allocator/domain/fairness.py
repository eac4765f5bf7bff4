"""How evenly new work fell over past weeks, as people and other systems are told: the fields of ``fairness.json``."""

import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from allocator.domain.account import PolicyName
from allocator.domain.fact import Fact

Measure = Literal["workload", "complexity", "new_cases", "development"]


class Turn(Fact):
    """One stint on a rota, such as a day on duty."""

    worker_id: str = Field(min_length=1)
    date: datetime.date
    kind: str = "duty"


class Characteristic(Fact):
    """What a service chooses to say of one worker for the equality view, and for nothing else."""

    worker_id: str = Field(min_length=1)
    characteristic: str = Field(min_length=1)
    value: str = Field(min_length=1)


class WorkerTurns(Fact):
    """What one worker was given over the weeks, beside the share of it that their capacity is of their team's."""

    worker_id: str
    team: str
    new_cases: int
    by_week: tuple[int | None, ...]
    """None for a week in which they were not in the batch."""
    fair_share: float
    difference: float
    last_given: datetime.date | None
    percent: float | None
    turn: int | None
    """1 for whoever is furthest below their share in their team; None for those without capacity."""
    duty_turns: int | None
    duty_share: float | None
    last_duty: datetime.date | None


class WeekTurns(Fact):
    """One week: the cases that went to somebody new, and how many of them were beyond one case of a share."""

    as_of: datetime.date
    new_cases: int
    out_of_proportion: int


class Fairness(Fact):
    """Everything ``fairness.json`` says, in its order."""

    model_config = ConfigDict(populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    since: datetime.date
    as_of: datetime.date
    policy: PolicyName
    version: str
    new_cases: int
    out_of_proportion: int
    """How many new cases of the whole period would have had to go to somebody else, everything added up."""
    duty_turns: int | None
    weeks: tuple[WeekTurns, ...]
    workers: tuple[WorkerTurns, ...]
    notes: tuple[str, ...]


class GroupTold(Fact):
    """One group of workers and one measure, beside everyone else: means and the difference, with 95% intervals."""

    characteristic: str
    group: str
    pooled: tuple[str, ...]
    people: int
    measure: Measure
    mean: float
    others_mean: float
    difference: float
    low: float
    high: float
    differs: bool
    """Whether the difference is greater than 95 of 100 shuffles give, over everything that was compared."""


class Equality(Fact):
    """Everything ``equality.json`` says, in its order: questions to ask, never findings about anybody."""

    model_config = ConfigDict(populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    since: datetime.date
    as_of: datetime.date
    policy: PolicyName
    version: str
    people: int
    smallest_group: int
    groups: tuple[GroupTold, ...]
    not_shown: tuple[str, ...]
