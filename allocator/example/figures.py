"""The figures an example is drawn from: the shape of ``scenarios/figures/england.toml``."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated

from pydantic import Field, model_validator

from allocator import shipped
from allocator.policy import toml
from allocator.policy.toml import PolicyRecord

Percent = Annotated[float, Field(ge=0, le=1000)]
Between = tuple[float, float]
Text = Annotated[str, Field(min_length=1)]

# Published percentages are rounded, so their sum may miss 100 by this much.
_ROUNDING = 0.5


class Figure(PolicyRecord):
    """A published or assumed figure, with what it counts and where it comes from."""

    unit: Text
    source: Text


class Amount(Figure):
    """One number."""

    value: float


class Amounts(Figure):
    """One number for each of several things."""

    values: dict[str, float]


class Ranges(Figure):
    """A least and a most for each of several things."""

    between: dict[str, Between]


class Rates(Figure):
    """How often each of several things is so, whatever the others are."""

    percent: dict[str, Percent]


class Shares(Figure):
    """How a whole divides: the parts make 100%."""

    percent: dict[str, Percent]

    @model_validator(mode="after")
    def _is_whole(self) -> "Shares":
        _whole("percent", self.percent)
        return self


class RatesBy(Figure):
    """Rates for each kind of something."""

    percent: dict[str, dict[str, Percent]]


class SharesBy(Figure):
    """Shares for each kind of something."""

    percent: dict[str, dict[str, Percent]]

    @model_validator(mode="after")
    def _are_whole(self) -> "SharesBy":
        for key, parts in self.percent.items():
            _whole(f"percent.{key}", parts)
        return self


class RangesBy(Figure):
    """Ranges for each kind of something."""

    between: dict[str, dict[str, Between]]


class Band(PolicyRecord):
    """The share that falls between the end of the band before and this one's."""

    to_days: int = Field(gt=0)
    percent: Percent


class Bands(Figure):
    """How long ago something began, in bands of days."""

    bands: tuple[Band, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_whole(self) -> "Bands":
        _whole("bands", {str(band.to_days): band.percent for band in self.bands})
        return self


class England(PolicyRecord):
    """The country as a whole."""

    caseload: Amount
    agency: Amount
    absence: Amount
    turnover: Amount
    open_cases: Amount
    protection_plans: Amount
    looked_after: Amount


class WorkforceFigures(PolicyRecord):
    """The people who hold cases."""

    full_time: Amount
    seniority: Shares
    contracted_hours: Shares
    qualified: Ranges
    skills_recorded: Rates
    skill_levels: SharesBy
    developing: Rates
    languages: Rates
    localities: Amount
    second_locality: Amount
    on_duty_rota: Rates
    duty: Amount
    admin_support_teams: Amount
    admin_support: Amount
    case_limit: Amount
    recent_ratings: Amount
    rating_age: Ranges
    rating_sources: Shares


class ReductionFigures(PolicyRecord):
    """Time that workers do not have."""

    per_team: Shares
    kinds: Shares
    percent_off: Amounts
    hours_off: Amounts
    starts: Ranges
    lasts: Ranges


class CaseFigures(PolicyRecord):
    """What cases are like, held or waiting."""

    types: Shares
    households: Shares
    complexity: Shares
    criteria_given: Amount
    criteria: RangesBy
    interventions_at_most: Amount
    interventions: RatesBy
    factors: Rates
    factors_stated: Amount
    skills_of_type: RatesBy
    skills_at_most: Amount
    skill_levels: SharesBy
    languages: Rates
    own_patch: Amount


class HeldFigures(PolicyRecord):
    """Cases that people hold."""

    caseload: Amounts
    noise: Amount
    kept_free: Amount
    newly_qualified_jointly: Amount
    age_of_all: Bands
    age_of_type: dict[str, Bands]


class WaitingFigures(PolicyRecord):
    """Cases that wait for a worker."""

    types: Shares
    urgency: SharesBy
    waited: Ranges
    due: Amounts
    due_urgent: Amount
    rereferral: Amount
    previous_worker_here: Amount
    joins_held: Amount
    barred: Amount
    joint: Amount
    restricted: Amount
    names_team: Amount
    complexity_blank: Amount


class PinFigures(PolicyRecord):
    """Instructions by people."""

    room: Amount


class Words(PolicyRecord):
    """Names and phrases; none is a real person's or place's."""

    source: Text
    ordinary_grades: tuple[str, ...]
    joint_types: tuple[str, ...]
    sibling_types: tuple[str, ...]
    localities: tuple[str, ...] = Field(min_length=1)
    teams: tuple[str, ...] = Field(min_length=1)
    first_names: tuple[str, ...] = Field(min_length=1)
    last_names: tuple[str, ...] = Field(min_length=1)
    roles: dict[str, str]
    reductions: dict[str, str]
    pins: dict[str, str]


class Figures(PolicyRecord):
    """Everything an example is drawn from."""

    title: str
    source: str
    england: England
    workforce: WorkforceFigures
    reductions: ReductionFigures
    cases: CaseFigures
    held: HeldFigures
    waiting: WaitingFigures
    pins: PinFigures
    words: Words


@cache
def load_figures() -> Figures:
    """The figures that ship with the package."""
    path = shipped.toml("england", "scenarios", "figures")
    return toml.parse(Figures, toml.read(path), path)


def _whole(key: str, parts: Mapping[str, float]) -> None:
    total = sum(parts.values())
    if abs(total - 100) > _ROUNDING:
        raise ValueError(f"{key} adds up to {total:g}, not 100")
