"""What a scenario says of those who come: how many, how unevenly, what they need, and what happens all at once."""

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated

from pydantic import Field, model_validator

from allocator.domain.case import COMPLEXITIES, URGENCIES, Urgency
from allocator.domain.fact import Fact
from allocator.policy.toml import Problems
from allocator.simulation.workforce_plan import Text, Week, not_a_year

Percent = Annotated[float, Field(ge=0, le=100)]

# Percentages are often rounded, so their sum may miss 100 by this much.
_ROUNDING = 0.5


class IntakeChange(Fact):
    """More or fewer referrals for some weeks, in percent of what would have come; no last week is to the end."""

    title: Text
    from_week: Week
    to_week: Week | None = None
    percent: float = Field(ge=0, le=10_000)

    @model_validator(mode="after")
    def _ends_later(self) -> "IntakeChange":
        if self.to_week is not None and self.to_week < self.from_week:
            raise ValueError("to_week is before from_week")
        return self

    def covers(self, week: int) -> bool:
        """Whether it applies in a week."""
        return self.from_week <= week and (self.to_week is None or week <= self.to_week)


class Intake(Fact):
    """What comes in: children referred in a week, how unevenly, and what they need."""

    referrals_per_week: float = Field(ge=0, le=100_000)
    month_percent: dict[str, Annotated[float, Field(ge=0, le=1000)]] = Field(
        default_factory=dict
    )
    variance_to_mean: float = Field(default=1, ge=1, le=1000)
    """Of the number of children in a month, once the month's own level is taken out."""
    types_percent: dict[str, Percent]
    urgency_percent: dict[str, dict[str, Percent]] = Field(default_factory=dict)
    complexity_percent: dict[str, Percent] = Field(default_factory=dict)
    siblings_percent: dict[str, Percent] = Field(default_factory=dict)
    rereferral_percent: float = Field(default=0, ge=0, le=100)
    rereferral_within_days: int = Field(default=365, ge=1)
    change: tuple[IntakeChange, ...] = ()

    @model_validator(mode="after")
    def _is_whole(self) -> "Intake":
        problems = [
            *_not_whole("types_percent", self.types_percent),
            *_not_whole("siblings_percent", self.siblings_percent),
            *_not_whole("complexity_percent", self.complexity_percent, COMPLEXITIES),
            *(
                problem
                for kind, shares in self.urgency_percent.items()
                for problem in _not_whole(f"urgency_percent.{kind}", shares, URGENCIES)
            ),
            *(
                f"siblings_percent.{number} is no number of children"
                for number in self.siblings_percent
                if not number.isdecimal() or not int(number)
            ),
            *not_a_year("month_percent", self.month_percent),
        ]
        if problems:
            raise Problems(problems)
        return self


class Shock(Fact):
    """Households that come at once in one week because of something that happened."""

    title: Text
    week: Week
    households: int = Field(ge=1, le=10_000)
    type: Text
    urgency: Urgency


def _not_whole(
    key: str, shares: Mapping[str, float], known: Collection[str] = ()
) -> Iterator[str]:
    """What is wrong with shares of a whole, whose parts may have to be known ones."""
    for part in shares:
        if known and part not in known:
            yield f"{key}.{part} is not one of {', '.join(known)}"
    total = sum(shares.values())
    if shares and abs(total - 100) > _ROUNDING:
        yield f"{key} adds up to {total:g}, not 100"
