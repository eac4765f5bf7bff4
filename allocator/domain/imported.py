"""What an import made of an export: the fields of ``import.json``, one record each."""

import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from allocator.domain.fact import Fact

Kind = Literal["left_out", "assumed", "disagreement", "not_read", "hint"]


class Counts(Fact):
    """How much came in."""

    workers: int
    held: int
    waiting: int
    reductions: int
    left_out: int
    provisional_workers: int
    sibling_hints: int


class Finding(Fact):
    """One kind of thing that had to be said about the export, and how often.

    ``where`` names the first rows, and never a person.
    """

    kind: Kind
    count: int
    thing: str
    said: str
    remedy: str
    where: tuple[str, ...]


class Filled(Fact):
    """How many rows of the batch say something in one column."""

    table: str
    column: str
    filled: int
    of: int


class Improvement(Fact):
    """A column that would improve the proposal if it were filled, and what is lost while it is not."""

    table: str
    column: str
    missing: int
    of: int
    lost: str


class Hint(Fact):
    """Children who may be siblings, for people to confirm; nothing is merged."""

    group_id: str
    case_ids: tuple[str, ...]
    shared: tuple[str, ...]


class Quality(Fact):
    """What was read, assumed and left out, and what would most improve a proposal."""

    model_config = ConfigDict(populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    kind: str
    format: str
    policy: str
    as_of: datetime.date | None
    version: str
    inputs: dict[str, str]
    counts: Counts
    findings: tuple[Finding, ...]
    filled: tuple[Filled, ...]
    improvements: tuple[Improvement, ...]
    hints: tuple[Hint, ...]
