"""What people have for cases: hours, grades, reductions by reason, and how each turns into units."""

from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from allocator.policy.columns import Amount, Percent
from allocator.policy.names import Name
from allocator.policy.rounding import Rounding
from allocator.policy.toml import PolicyRecord

Stage = Literal["proposed", "agreed", "withdrawn"]


class Grade(PolicyRecord):
    """What full time means for one grade, where it is not what it means for everyone."""

    full_time_hours: Decimal = Field(ge=0, le=168, decimal_places=6)
    full_time_units: Decimal = Field(ge=0, le=1_000_000, decimal_places=6)


class Reason(PolicyRecord):
    """What a reduction for one reason comes to where the batch leaves it open, and the most it may be."""

    percent: Decimal | None = Field(default=None, ge=0, le=100, decimal_places=6)
    at_most_percent: Decimal = Field(
        default=Decimal(100), ge=0, le=100, decimal_places=6
    )
    months: int | None = Field(default=None, strict=True, ge=1, le=600)
    asks_who_agreed: bool = Field(default=False, strict=True)


class Reductions(PolicyRecord):
    """How reductions are read: which stages count, and what each reason means."""

    stages: tuple[Stage, ...] = ("agreed",)
    other_reasons: bool = True
    reasons: dict[Name, Reason] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _knows_a_reason(self) -> "Reductions":
        if not self.other_reasons and not self.reasons:
            raise ValueError("no reason is named, and no other is allowed")
        return self


class Capacity(PolicyRecord):
    """What a full-time worker has for cases before seniority, duties and leave."""

    full_time_hours: Decimal = Field(gt=0, le=168, decimal_places=6)
    full_time_units: Decimal = Field(gt=0, le=1_000_000, decimal_places=6)
    grades: dict[Name, Grade] = Field(default_factory=dict)
    blank_hours_are_full_time: bool = False
    meetings_and_admin_hours: Amount = Decimal(0)
    hours_per_developing_skill: Amount = Decimal(0)
    admin_support_frees_percent: Percent = Decimal(0)
    admin_support_at_most_percent: Percent = Decimal(0)
    by_qualification: dict[Name, Percent] = Field(default_factory=dict)
    by_seniority: bool = True
    reductions: Reductions = Reductions()
    round_to: Decimal | None = Field(default=None, ge=Decimal("0.001"), le=1000)
    rounding: Rounding = "down"

    @model_validator(mode="after")
    def _leaves_time(self) -> "Capacity":
        if self.meetings_and_admin_hours >= self.full_time_hours:
            raise ValueError("meetings_and_admin_hours leave no time for cases")
        return self

    def full_time(self, grade: str) -> Grade:
        """What full time means for a grade."""
        return self.grades.get(
            grade,
            Grade(
                full_time_hours=self.full_time_hours,
                full_time_units=self.full_time_units,
            ),
        )
