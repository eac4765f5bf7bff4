"""How a service weighs its work: the shape of the files in ``models/weighting``."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from allocator.domain.case import Case
from allocator.policy.names import Name, is_name
from allocator.policy.toml import PolicyRecord

Amount = Annotated[Decimal, Field(ge=0)]
Percent = Annotated[Decimal, Field(ge=0, le=1000)]
Key = Annotated[str, Field(min_length=1)]

DERIVED_KEYS = ("type", "stage", "complexity", "urgency")
STAGES = ("starting", "working", "long_standing")


class Column(PolicyRecord):
    """A column of the cases table that this weighting reads beyond the standard ones."""

    meaning: str
    kind: Literal["number", "choice"]
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(1000)
    choices: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _is_complete(self) -> "Column":
        if self.kind == "choice" and not self.choices:
            raise ValueError(
                "a choice needs its choices, as in choices = ['low', 'high']"
            )
        if self.least > self.most:
            raise ValueError("least is above most")
        return self


class Lookup(PolicyRecord):
    """Units found in a table by one key, or by several joined with a space."""

    kind: Literal["lookup"]
    name: str
    by: tuple[Key, ...] = Field(min_length=1)
    units: dict[str, Decimal]
    otherwise: Decimal | None = None


class Each(PolicyRecord):
    """Units for every intervention a case needs."""

    kind: Literal["each"]
    name: str
    units: dict[Name, Decimal]
    otherwise: Decimal | None = None


class Count(PolicyRecord):
    """Units for every one counted in a numeric column; nothing where the column is blank."""

    kind: Literal["count"]
    name: str
    column: Key
    units_each: Decimal
    at_most: Amount = Decimal(1000)


class Multiply(PolicyRecord):
    """More or fewer of the units other terms have given, in percent by a key."""

    kind: Literal["multiply"]
    name: str
    by: Key
    of: tuple[Key, ...] = Field(min_length=1)
    percent: dict[str, Percent]


CaseTerm = Annotated[Lookup | Each | Count | Multiply, Field(discriminator="kind")]


class Complexity(PolicyRecord):
    """How complexity is settled: by criteria scored and summed where given, else by the judgement in the batch."""

    when_missing: Literal["low", "medium", "high"] = "medium"
    criteria: tuple[Key, ...] = ()
    low_up_to: Decimal = Decimal(0)
    medium_up_to: Decimal = Decimal(0)


class Stages(PolicyRecord):
    """When a case counts as starting and when as long standing, in weeks since it started."""

    starting_weeks: Amount = Decimal(0)
    long_standing_weeks: Amount = Decimal(100000)


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

    full_time_hours: Decimal = Field(gt=0)
    full_time_units: Decimal = Field(gt=0)
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

    caseload: Decimal = Field(gt=0)
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
    round_to: Decimal = Field(gt=0)
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
    for name in weighting.columns:
        if name in Case.model_fields or name in DERIVED_KEYS:
            yield f"column '{name}' is one of the batch's own; give yours another name"
    names: list[str] = []
    keys = (
        *DERIVED_KEYS,
        *(
            name
            for name, column in weighting.columns.items()
            if column.kind == "choice"
        ),
    )
    numbers = [
        name for name, column in weighting.columns.items() if column.kind == "number"
    ]
    for term in weighting.terms:
        if term.name in names:
            yield f"two terms are called '{term.name}'"
        if isinstance(term, Lookup):
            yield from (
                f"term '{term.name}' looks up by '{key}', which is no column"
                for key in set(term.by) - {*keys}
            )
        if isinstance(term, Lookup):
            yield from (
                f"term '{term.name}' has the key '{key}', which should be {len(term.by)} names "
                f"in lower case with underscores: {' '.join(term.by)}"
                for key in term.units
                if not _fits(key, term.by)
            )
        if isinstance(term, Count) and term.column not in numbers:
            yield f"term '{term.name}' counts '{term.column}', which is no number column"
        if isinstance(term, Multiply):
            if term.by not in keys:
                yield f"term '{term.name}' multiplies by '{term.by}', which is no column"
            yield from (
                f"term '{term.name}' multiplies '{of}', which no earlier term is called"
                for of in term.of
                if of not in names
            )
        names.append(term.name)
    yield from (
        f"complexity criterion '{name}' is no number column"
        for name in weighting.complexity.criteria
        if name not in numbers
    )


def _fits(key: str, by: tuple[str, ...]) -> bool:
    """Whether a key of a table could ever be met: one part for each column, the batch's own in plain names."""
    parts = key.split(" ")
    return len(parts) == len(by) and all(
        is_name(part)
        for part, column in zip(parts, by, strict=True)
        if column in DERIVED_KEYS
    )
