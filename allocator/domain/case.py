"""A piece of work with a child, an adult or a carer, waiting or held."""

import datetime
from typing import Literal

from pydantic import Field

from allocator.domain.fact import Fact

Urgency = Literal["urgent", "high", "medium", "low"]
Complexity = Literal["low", "medium", "high"]

URGENCIES: tuple[Urgency, ...] = ("urgent", "high", "medium", "low")
COMPLEXITIES: tuple[Complexity, ...] = ("low", "medium", "high")


class Case(Fact):
    """A piece of work with a child, an adult or a carer: held if it has a worker, waiting if not."""

    case_id: str = Field(min_length=1)
    type: str = Field(min_length=1)
    worker_id: str = ""
    group_id: str = ""
    team: str = ""
    referral_date: datetime.date | None = None
    start_date: datetime.date | None = None
    due_date: datetime.date | None = None
    urgency: Urgency | None = None
    complexity: Complexity | None = None
    interventions: tuple[str, ...] = ()
    skills_required: dict[str, int] = Field(default_factory=dict)
    languages: frozenset[str] = frozenset()
    locality: str = ""
    known_worker_ids: tuple[str, ...] = ()
    barred_worker_ids: tuple[str, ...] = ()
    co_worker_id: str = ""
    joint: bool = False
    restricted: bool = False
    criteria: dict[str, str] = Field(default_factory=dict)
    """Columns beyond the contract, as text; the chosen weighting says which it reads and how."""

    @property
    def is_waiting(self) -> bool:
        """Whether nobody holds the case yet."""
        return not self.worker_id

    @property
    def household(self) -> str:
        """The group the case belongs to, or the case alone."""
        return f"group {self.group_id}" if self.group_id else f"case {self.case_id}"


class Pin(Fact):
    """A person's instruction about one case and one worker, made before the engine proposes."""

    case_id: str = Field(min_length=1)
    worker_id: str = Field(min_length=1)
    kind: Literal["must", "never"] = "must"
    reason: str = ""

    def __str__(self) -> str:
        verb = "must go to" if self.kind == "must" else "must never go to"
        return (
            f"Pin: case {self.case_id} {verb} {self.worker_id}"
            + (f" ({self.reason})" if self.reason else "")
            + "."
        )
