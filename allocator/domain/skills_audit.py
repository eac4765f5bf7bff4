"""What the two halves of the skills audit hand each other: agreed ratings, and what the framework asks of a person."""

import datetime

from pydantic import Field

from allocator.domain.fact import Fact


class Levelled(Fact):
    """Where one person stands in one competency after an audit: both answers, and what was agreed and how."""

    worker_id: str = Field(min_length=1)
    team: str = ""
    seniority: str = ""
    competency: str = Field(min_length=1)
    title: str = ""
    self_level: int | None = Field(default=None, ge=0, le=4)
    supervisor_level: int | None = Field(default=None, ge=0, le=4)
    agreed_level: int | None = Field(default=None, ge=0, le=4)
    how: str = ""
    date: datetime.date | None = None
    version: str = ""
    required: int | None = Field(default=None, ge=0, le=4)
    reason: str = ""
