"""Someone who can hold cases, and what lessens the time they have."""

import datetime
from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from allocator.domain.fact import Fact

HOURS_IN_A_WEEK = 168


class Worker(Fact):
    """Someone who can hold cases, or who supervises those who do."""

    worker_id: str = Field(min_length=1)
    contracted_hours: float | None = Field(default=None, ge=0, le=HOURS_IN_A_WEEK)
    name: str = ""
    team: str = ""
    seniority: str = ""
    seniority_date: datetime.date | None = None
    role: str = ""
    skills: dict[str, int] = Field(default_factory=dict)
    qualifications: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    localities: frozenset[str] = frozenset()
    max_cases: int | None = Field(default=None, ge=0)
    supervisor_id: str = ""
    carries_cases: bool = True
    duty_hours: float = Field(default=0, ge=0, le=HOURS_IN_A_WEEK)
    admin_support_hours: float = Field(default=0, ge=0, le=HOURS_IN_A_WEEK)
    qualified_date: datetime.date | None = None
    developing: frozenset[str] = frozenset()
    criteria: dict[str, str] = Field(default_factory=dict)
    """Columns beyond the contract, as text; the chosen weighting says which it reads and how."""

    @property
    def hours(self) -> float:
        """Contracted hours, none where they are not given."""
        return self.contracted_hours or 0.0


class Reduction(Fact):
    """Time a worker does not have for cases between two dates; leave is a reduction of 100%."""

    worker_id: str = Field(min_length=1)
    reason: str = ""
    percent: float | None = Field(default=None, ge=0, le=100)
    hours: float | None = Field(default=None, ge=0, le=HOURS_IN_A_WEEK)
    start: datetime.date | None = None
    end: datetime.date | None = None
    stage: Literal["proposed", "agreed", "withdrawn"] = "agreed"
    agreed_by: str = ""

    @model_validator(mode="after")
    def _states_one_amount(self) -> "Reduction":
        if self.percent is None and self.hours is None and not self.reason:
            raise ValueError("give percent, hours, or a reason that the policy knows")
        if self.percent is not None and self.hours is not None:
            raise ValueError("give either percent or hours")
        if self.start and self.end and self.end < self.start:
            raise ValueError("end is before start")
        return self

    def covers(self, day: datetime.date) -> bool:
        """Whether the reduction applies on a day; an open end lasts until changed."""
        return (self.start is None or self.start <= day) and (
            self.end is None or day <= self.end
        )

    def hours_off(self, contracted: Decimal) -> Decimal:
        """Hours a week it takes of someone's contracted hours."""
        if self.percent is not None:
            return contracted * Decimal(str(self.percent)) / 100
        return Decimal(str(self.hours or 0))

    @property
    def is_absence(self) -> bool:
        """Whether the worker is away altogether."""
        return self.percent is not None and self.percent >= 100


class Rating(Fact):
    """What someone says a worker can do, 0 (none) to 4 (leads others)."""

    worker_id: str = Field(min_length=1)
    skill: str = Field(min_length=1)
    level: int = Field(ge=0, le=4)
    source: Literal["self", "supervisor", "agreed"] = "agreed"
    date: datetime.date | None = None
