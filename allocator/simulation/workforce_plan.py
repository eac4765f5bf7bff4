"""What a scenario says of the people: who leaves and comes, who is away, who moves up a grade."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, model_validator

from allocator.domain.fact import Fact
from allocator.policy.toml import Problems

Week = Annotated[int, Field(ge=1, le=1040)]
Text = Annotated[str, Field(min_length=1)]
Weeks = tuple[Annotated[float, Field(ge=0)], Annotated[float, Field(ge=0)]]
_ROUNDING = 0.5


_MONTHS = {str(month) for month in range(1, 13)}


class Settling(Fact):
    """How much of a joiner's time goes into settling in, for so many weeks; several follow each other."""

    weeks: int = Field(ge=1)
    percent_off: float = Field(ge=0, le=100)


class Spell(Fact):
    """The share of spells of sickness that last up to so many days, from the one before on."""

    to_days: int = Field(ge=1)
    percent: float = Field(ge=0, le=100)


class Sickness(Fact):
    """How often a worker falls ill in a year, and for how many calendar days."""

    spells_a_year: float = Field(ge=0, le=52)
    lengths: tuple[Spell, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_whole(self) -> "Sickness":
        total = sum(spell.percent for spell in self.lengths)
        if abs(total - 100) > _ROUNDING:
            raise ValueError(f"lengths add up to {total:g}, not 100")
        days = [spell.to_days for spell in self.lengths]
        if days != sorted(set(days)):
            raise ValueError("lengths must go on in days")
        return self


class Leave(Fact):
    """Working days of leave a year, taken a week at a time, more in some months than in others."""

    days_a_year: float = Field(ge=0, le=100)
    month_percent: dict[str, Annotated[float, Field(ge=0, le=1000)]] = Field(
        default_factory=dict
    )

    @model_validator(mode="after")
    def _is_a_year(self) -> "Leave":
        if problems := not_a_year("month_percent", self.month_percent):
            raise Problems(problems)
        return self


class Progression(Fact):
    """From one grade to the next so many months after qualifying."""

    grade: Text
    to: Text
    after_months: int = Field(ge=1)


class Leaver(Fact):
    """People who leave in one week: so many of those who match, or all of them where no number is given."""

    title: Text
    week: Week
    number: int | None = Field(default=None, ge=1)
    worker_ids: tuple[Text, ...] = ()
    seniority: str = ""
    agency: bool | None = None
    team: str = ""
    replaced: bool = True


class Joiner(Fact):
    """People who join in one week, beside those who replace somebody; skills are drawn by grade unless given."""

    title: Text
    week: Week
    number: int = Field(ge=1, le=1000)
    seniority: Text
    contracted_hours: float = Field(default=37, gt=0, le=168)
    skills: dict[str, Annotated[int, Field(ge=0, le=4)]] = Field(default_factory=dict)
    agency: bool = False
    settled: bool = False
    """Whether they know the place already and need no time to settle in."""
    team: str = ""


class WorkforcePlan(Fact):
    """Everything that happens to the people of the team; what is left out does not happen."""

    turnover_percent_a_year: float = Field(default=0, ge=0, le=1000)
    notice_weeks: int = Field(default=0, ge=0)
    """For so long before they leave, people are given no new cases."""
    replaced_percent: float = Field(default=100, ge=0, le=100)
    hired_after_weeks: Weeks = (0, 0)
    vacancy_percent: float = Field(default=0, ge=0, lt=100)
    """Of all posts at the start, beyond the workers there are; they are being filled."""
    agency_percent: float = Field(default=0, ge=0, le=100)
    """Of those who are hired."""
    agency_after_weeks: Weeks = (0, 0)
    agency_stay_weeks: float | None = Field(default=None, gt=0)
    """On average; without it, agency workers leave as others do."""
    induction: tuple[Settling, ...] = ()
    sickness: Sickness | None = None
    leave: Leave | None = None
    progression: tuple[Progression, ...] = ()
    leaver: tuple[Leaver, ...] = ()
    joiner: tuple[Joiner, ...] = ()

    @model_validator(mode="after")
    def _least_is_least(self) -> "WorkforcePlan":
        for key in ("hired_after_weeks", "agency_after_weeks"):
            least, most = getattr(self, key)
            if most < least:
                raise ValueError(f"{key} gives the most before the least")
        return self


def not_a_year(key: str, months: Mapping[str, float]) -> list[str]:
    """What is wrong with a table by month, which says something of each month or is left out."""
    if not months or set(months) == _MONTHS:
        return []
    return [f"{key} needs the months 1 to 12, each once"]
