"""What one case asks of one person, as it is told to people and to other systems."""

import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from allocator.domain.account import Number, PolicyName
from allocator.domain.fact import Fact


class WeighedTerm(Fact):
    """One part of the sum: its units, and the file, table and key they are from."""

    term: str
    value: Number
    source: str


class NumberSource(Fact):
    """Where the numbers of a file come from, or of one term that says so itself."""

    about: str
    source: str


class Weighed(Fact):
    """How a case came to its units, term by term; ``worker_id`` is blank for an ordinary worker."""

    model_config = ConfigDict(populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    case_id: str
    type: str
    held_by: str
    worker_id: str
    role: Literal["holder", "co_worker"]
    as_of: datetime.date
    policy: PolicyName
    unit: str
    units: Number
    capacity: Number | None
    percent: float | None
    terms: tuple[WeighedTerm, ...]
    nothing_from: tuple[str, ...]
    assumed: tuple[str, ...]
    sources: tuple[NumberSource, ...]
