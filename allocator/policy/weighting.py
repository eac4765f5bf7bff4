"""How a service weighs its work: the shape of the files in ``models/weighting``."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from allocator.domain.case import COMPLEXITIES, URGENCIES, Case
from allocator.policy.names import Name
from allocator.policy.terms import (
    Amount,
    CaseTerm,
    Column,
    Each,
    Key,
    Lookup,
    Percent,
    Units,
)
from allocator.policy.toml import PolicyRecord

DERIVED_KEYS = ("type", "stage", "complexity", "urgency")
STAGES = ("starting", "working", "long_standing")


class Complexity(PolicyRecord):
    """How complexity is settled: by criteria scored and summed where given, else by the judgement in the batch."""

    when_missing: Literal["low", "medium", "high"] = "medium"
    criteria: tuple[Key, ...] = ()
    low_up_to: Units = Decimal(0)
    medium_up_to: Units = Decimal(0)

    @model_validator(mode="after")
    def _runs_up(self) -> "Complexity":
        if self.low_up_to > self.medium_up_to:
            raise ValueError("low_up_to is above medium_up_to")
        return self


class Stages(PolicyRecord):
    """When a case counts as starting and when as long standing, in weeks since it started."""

    starting_weeks: Amount = Decimal(0)
    long_standing_weeks: Amount = Decimal(100000)

    @model_validator(mode="after")
    def _runs_on(self) -> "Stages":
        if self.starting_weeks > self.long_standing_weeks:
            raise ValueError("starting_weeks is above long_standing_weeks")
        return self


class Travel(PolicyRecord):
    """Minutes a week on the road: visits by case type, and how far they are."""

    visits_per_week: dict[Name, Amount]
    visits_otherwise: Amount = Decimal(0)
    minutes_within_locality: Amount
    minutes_beyond_locality: Amount
    minutes_unknown_locality: Amount
    counts_as_workload: bool = True


class Capacity(PolicyRecord):
    """What a full-time worker has for cases before seniority, duties and leave."""

    full_time_hours: Decimal = Field(gt=0, le=168)
    full_time_units: Decimal = Field(gt=0, le=1_000_000)
    meetings_and_admin_hours: Amount = Decimal(0)
    admin_support_frees_percent: Percent = Decimal(0)
    admin_support_at_most_percent: Percent = Decimal(0)
    by_seniority: bool = True

    @model_validator(mode="after")
    def _leaves_time(self) -> "Capacity":
        if self.meetings_and_admin_hours >= self.full_time_hours:
            raise ValueError("meetings_and_admin_hours leave no time for cases")
        return self


class Sizing(PolicyRecord):
    """The sum that shows the weighting is sized to the field: an average caseload of an average mix."""

    caseload: Decimal = Field(gt=0, le=1000)
    mix_percent: dict[Name, Percent]
    source: str

    @model_validator(mode="after")
    def _adds_up(self) -> "Sizing":
        if sum(self.mix_percent.values()) != 100:
            raise ValueError(
                f"mix_percent adds up to {sum(self.mix_percent.values())}, not 100"
            )
        return self


class Weighting(PolicyRecord):
    """A policy that turns a case into units of work and a worker into units of capacity."""

    title: str
    source: str
    unit: Literal["minutes per week", "points"]
    round_to: Decimal = Field(ge=Decimal("0.001"), le=1000)
    columns: dict[Name, Column] = Field(default_factory=dict)
    terms: tuple[CaseTerm, ...] = Field(min_length=1)
    complexity: Complexity = Complexity()
    stages: Stages = Stages()
    siblings_percent: Percent = Decimal(100)
    co_working_percent: Percent = Decimal(0)
    by_experience: bool = True
    travel: Travel | None = None
    capacity: Capacity
    sizing: Sizing | None = None

    @model_validator(mode="after")
    def _refers_to_what_exists(self) -> "Weighting":
        problems = list(_dangling(self))
        if problems:
            raise ValueError("; ".join(problems))
        return self

    @property
    def known_types(self) -> frozenset[str] | None:
        """The case types this weighting has a number for, or None where it takes any."""
        tables = [
            frozenset(term.units)
            for term in self.terms
            if isinstance(term, Lookup)
            and term.by == ("type",)
            and term.otherwise is None
        ]
        return frozenset.intersection(*tables) if tables else None

    @property
    def known_interventions(self) -> frozenset[str] | None:
        """The interventions this weighting has a number for, or None where it takes any."""
        tables = [
            frozenset(term.units)
            for term in self.terms
            if isinstance(term, Each) and term.otherwise is None
        ]
        return frozenset.intersection(*tables) if tables else None

    def units(self, quanta: int) -> int | float:
        """A whole number of this weighting's smallest step, in its unit."""
        exact = quanta * self.round_to
        return int(exact) if exact == exact.to_integral_value() else float(exact)


def _dangling(weighting: Weighting) -> Iterator[str]:
    """References inside a weighting to columns or terms it does not have, or that hide the batch's own."""
    columns = weighting.columns.items()
    for name, _ in columns:
        if name in Case.model_fields or name in DERIVED_KEYS:
            yield f"column '{name}' is one of the batch's own; give yours another name"
    scales: dict[str, tuple[str, ...] | None] = {
        "type": None,
        "stage": STAGES,
        "complexity": COMPLEXITIES,
        "urgency": URGENCIES,
    }
    scales |= {
        name: column.choices for name, column in columns if column.kind == "choice"
    }
    numbers = {name for name, column in columns if column.kind == "number"}
    earlier: list[str] = []
    for term in weighting.terms:
        if term.name in earlier:
            yield f"two terms are called '{term.name}'"
        yield from term.problems(scales, numbers, earlier)
        earlier.append(term.name)
    for name in weighting.complexity.criteria:
        if name not in numbers:
            yield f"complexity criterion '{name}' is no number column"
