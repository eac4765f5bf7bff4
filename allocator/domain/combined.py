"""Measured workload beside reported strain: the fields of ``combined.json``, one record each."""

import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from allocator.domain.account import PolicyName
from allocator.domain.fact import Fact
from allocator.domain.survey import QuestionnaireName, Score, Wave

Quarter = Literal["busy_strained", "busy_well", "light_strained", "light_well"]
QUARTERS: tuple[Quarter, ...] = (
    "busy_strained", "busy_well", "light_strained", "light_well",
)  # fmt: skip


class TeamPlace(Fact):
    """Where one team stands; ``sure`` where the whole interval of strain lies in one quarter."""

    team: str
    workers: int
    mean_percent: float | None
    answered: int | None
    strain: Score | None
    quarter: Quarter | None
    sure: bool


class Split(Fact):
    """How many of the busy, or of the lightly loaded, are strained, well, or might be either; None is not told."""

    busy: bool
    strained: int | None
    unclear: int | None
    well: int | None


class Combined(Fact):
    """Everything ``combined.json`` says, in its order."""

    model_config = ConfigDict(populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    policy: PolicyName
    questionnaire: QuestionnaireName
    as_of: datetime.date
    smallest_group: int
    ends_hidden_points: int
    interval_percent: int
    busy_from_percent: int
    strained_from_points: int
    everyone: TeamPlace
    teams: tuple[TeamPlace, ...]
    splits: tuple[Split, ...]
    wave: Wave
    version: str


class PersonPlace(Fact):
    """Where one person stands: for them and their supervisor only."""

    worker_id: str
    percent: float | None
    provisional: bool
    wave: datetime.date
    points: float
    low: float
    high: float
    quarter: Quarter | None
    sure: bool
    says_percent: float | None
    differs: bool
