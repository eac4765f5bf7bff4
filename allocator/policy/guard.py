"""How staff are listened to and guarded: the shape of the files in ``models/guards``."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from allocator import shipped
from allocator.policy import toml
from allocator.policy.toml import PolicyRecord

DEFAULT = "standard"

Points = Annotated[int, Field(strict=True, ge=0, le=100)]
Percent = Annotated[int, Field(strict=True, ge=1, le=1000)]


class KeepingFaith(PolicyRecord):
    """How few people are never told about, and how long what they said is kept."""

    smallest_group: int = Field(strict=True, ge=2, le=100)
    ends_hidden_points: int = Field(strict=True, ge=0, le=40)
    keep_months: int = Field(strict=True, ge=1, le=120)


class SurveyRules(PolicyRecord):
    """When a wave may be told about, and how sure what is told has to be."""

    open_days: int = Field(strict=True, ge=0, le=365)
    interval_percent: int = Field(strict=True, ge=50, le=99)
    fewest_for_reliability: int = Field(strict=True, ge=3, le=1000)
    unsure_points: Points


class Quarters(PolicyRecord):
    """From where on work counts as busy and a person as strained."""

    busy_from_percent: Percent
    strained_from_points: Points


class SustainedOverload(PolicyRecord):
    """A share of capacity, for so many weeks in a row."""

    above_percent: Percent
    weeks: int = Field(strict=True, ge=1, le=52)
    longest_gap_days: int = Field(strict=True, ge=1, le=60)


class HighStrain(PolicyRecord):
    """The strain that somebody reports of themselves."""

    from_points: Points


class MissedSupervision(PolicyRecord):
    """The longest time from one supervision to the next."""

    most_weeks: int = Field(strict=True, ge=1, le=104)


class MissedLearning(PolicyRecord):
    """The least learning in four weeks."""

    least_hours: Decimal = Field(ge=0, le=160)


class Guard(PolicyRecord):
    """Everything a service has agreed with its staff about what they say of themselves."""

    title: str
    source: str
    keeping_faith: KeepingFaith
    survey: SurveyRules
    quarters: Quarters
    sustained_overload: SustainedOverload
    high_strain: HighStrain
    missed_supervision: MissedSupervision
    missed_learning: MissedLearning


def load_guard(name: str = DEFAULT) -> Guard:
    """The guard a shipped name or a path means; raises InvalidPolicy with every fault of it."""
    path = shipped.toml(name, "models", "guards")
    return toml.parse(Guard, toml.read(path), path)
