"""What skill match costs in evenness, point by point: the fields of ``frontier.json``, one record each."""

import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from allocator.domain.account import Measures, PolicyName
from allocator.domain.fact import Fact


class Point(Fact):
    """What the engine proposes when one level of skill match is worth so much; ``beaten`` where another is better."""

    skill_level: float
    is_current: bool
    status: Literal["optimal", "feasible"]
    beaten: bool
    cases_moved: int
    measures: Measures


class Frontier(Fact):
    """Everything ``frontier.json`` says, in its order; points from little worth to much."""

    model_config = ConfigDict(populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    policy: PolicyName
    inputs: dict[str, str]
    as_of: datetime.date
    seed: int
    version: str
    points: tuple[Point, ...]
