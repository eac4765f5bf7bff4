"""How long cases of a type stay open, and what they become next."""

from typing import Annotated

from pydantic import Field, model_validator

from allocator.domain.fact import Fact
from allocator.policy.toml import Problems

# What a case becomes when nobody works with the child any more.
CLOSED = "closed"
_ROUNDING = 0.5


class Point(Fact):
    """The share of cases still in the stage so many days after they entered it."""

    days: float = Field(gt=0, le=36_525)
    open_percent: float = Field(gt=0, le=100)


class Stage(Fact):
    """One type of case as part of a child's journey.

    Either ``mean_days``, for a stage that ends on any day alike, or the ``open`` curve: the share still open falls
    evenly from 100% at the first day to each point in turn; after the last one, half of those left end every
    ``tail_half_days``.
    """

    source: str = ""
    mean_days: float | None = Field(default=None, gt=0, le=36_525)
    open: tuple[Point, ...] = ()
    tail_half_days: float | None = Field(default=None, gt=0, le=36_525)
    next_percent: dict[str, Annotated[float, Field(ge=0, le=100)]]

    @model_validator(mode="after")
    def _is_one_curve(self) -> "Stage":
        problems = []
        if (self.mean_days is None) == (not self.open):
            problems.append("give either mean_days or open")
        if bool(self.open) != (self.tail_half_days is not None):
            problems.append("open and tail_half_days belong together")
        for before, after in zip(self.open, self.open[1:], strict=False):
            if after.days <= before.days or after.open_percent > before.open_percent:
                problems.append(
                    f"open must go on in days and down in percent, which {after.days:g} days does not"
                )
        total = sum(self.next_percent.values())
        if abs(total - 100) > _ROUNDING:
            problems.append(f"next_percent adds up to {total:g}, not 100")
        if problems:
            raise Problems(problems)
        return self
