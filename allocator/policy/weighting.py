"""How a service weighs its work: the shape of the files in ``models/weighting``."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from pydantic import Field, model_validator

from allocator.policy.capacity import Capacity
from allocator.policy.columns import Amount, Column, Key, Percent, Units
from allocator.policy.consistency import inconsistencies
from allocator.policy.derived import Derivation
from allocator.policy.labels import Labelled
from allocator.policy.names import Name, is_name
from allocator.policy.rounding import Rounding
from allocator.policy.terms import AnyTerm, Each, Lookup, Recurring
from allocator.policy.toml import PolicyRecord, Problems


class Complexity(PolicyRecord):
    """How complexity is settled: by a label worked out from criteria, else by the judgement in the batch."""

    by: str = ""
    when_missing: Literal["low", "medium", "high"] = "medium"


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

    visits_per_week: dict[Name, Amount] = Field(default_factory=dict)
    visits_as_often_as: str = ""
    visits_otherwise: Amount = Decimal(0)
    minutes_within_locality: Amount
    minutes_beyond_locality: Amount
    minutes_unknown_locality: Amount
    counts_as_workload: bool = True

    @model_validator(mode="after")
    def _states_visits_once(self) -> "Travel":
        if self.visits_per_week and self.visits_as_often_as:
            raise ValueError(
                "give visits_per_week or visits_as_often_as, the name of a recurring term"
            )
        return self


class Reported(PolicyRecord):
    """What workers themselves say of their workload, measured beside the sum and never part of it."""

    column: Key
    differs_by_percent: Percent


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
    rounding: Rounding = "half_up"
    columns: dict[Name, Column] = Field(default_factory=dict)
    worker_columns: dict[Name, Column] = Field(default_factory=dict)
    tables: dict[Name, dict[str, Units]] = Field(default_factory=dict)
    derive: tuple[Derivation, ...] = ()
    terms: tuple[AnyTerm, ...] = Field(min_length=1)
    worker_terms: tuple[AnyTerm, ...] = ()
    worker_total_rounding: Rounding = "none"
    worker_total_round_to: Decimal = Field(
        default=Decimal(1), ge=Decimal("0.001"), le=1000
    )
    complexity: Complexity = Complexity()
    stages: Stages = Stages()
    siblings_percent: Percent = Decimal(100)
    co_working_percent: Percent = Decimal(0)
    by_experience: bool = True
    travel: Travel | None = None
    capacity: Capacity
    reported: Reported | None = None
    sizing: Sizing | None = None

    @model_validator(mode="before")
    @classmethod
    def _with_shared_tables(cls, content: Any) -> Any:
        """A term may name one of the file's tables where it would hold one of its own."""
        if not isinstance(content, dict) or not isinstance(content.get("tables"), dict):
            return content

        def filled(term: Any) -> Any:
            named = isinstance(term, dict) and term.get("units")
            table = content["tables"].get(named) if isinstance(named, str) else None
            return {**term, "units": table} if isinstance(table, dict) else term

        return {
            **content,
            **{
                key: [filled(term) for term in content[key]]
                for key in ("terms", "worker_terms")
                if isinstance(content.get(key), list | tuple)
            },
        }

    @model_validator(mode="after")
    def _refers_to_what_exists(self) -> "Weighting":
        problems = list(inconsistencies(self))
        if problems:
            raise Problems(problems)
        return self

    @cached_property
    def derived(self) -> dict[str, Derivation]:
        """Everything worked out from columns, by name."""
        return {step.name: step for step in self.derive}

    @cached_property
    def known_types(self) -> frozenset[str] | None:
        """The case types this weighting has a number or label for, or None where it takes any."""
        tables: list[Iterable[str]] = [
            term.units
            for term in self.terms
            if isinstance(term, Lookup)
            and term.by[0] == "type"
            and term.otherwise is None
            and term.units
        ]
        tables += [
            step.table
            for step in self.derive
            if isinstance(step, Labelled)
            and step.by[0] == "type"
            and not step.otherwise
        ]
        # A type is one word, and further keys follow after a space.
        words = (key.split(" ", 1)[0] for table in tables for key in table)
        return frozenset(filter(is_name, words)) if tables else None

    @cached_property
    def known_interventions(self) -> frozenset[str] | None:
        """The interventions this weighting has a number for, or None where it takes any."""
        return self.known_items("")

    def known_items(
        self, column: str, *, of_workers: bool = False
    ) -> frozenset[str] | None:
        """The items of a column this weighting has a number for, or None where it takes any."""
        tables = [
            frozenset(term.units)
            for term in (self.worker_terms if of_workers else self.terms)
            if isinstance(term, Each)
            and term.column == column
            and term.otherwise is None
        ]
        return frozenset.union(*tables) if tables else None

    @cached_property
    def goes_by(self) -> frozenset[str]:
        """Every column and label that the terms of a case depend on, directly or through others."""
        return self._behind(name for term in self.terms for name in term.reads)

    @cached_property
    def unread(self) -> tuple[str, ...]:
        """The columns and labels that nothing goes by: to fill them in or work them out changes nothing."""
        read = self.goes_by | self._behind([self.complexity.by])
        read = read.union(*(term.reads for term in self.worker_terms))
        if self.reported:
            read |= {self.reported.column}
        names = (*self.columns, *self.derived, *self.worker_columns)
        return tuple(name for name in names if name not in read)

    def _behind(self, names: Iterable[str]) -> frozenset[str]:
        found: set[str] = set()
        pending = [*names]
        while pending:
            name = pending.pop()
            if name not in found:
                found.add(name)
                pending += [self.complexity.by] if name == "complexity" else []
                pending += self.derived[name].reads if name in self.derived else ()
        return frozenset(found)

    @cached_property
    def visits(self) -> Recurring | None:
        """The recurring term that says how often each type of case is visited, where travel names one."""
        for term in self.terms:
            if (
                isinstance(term, Recurring)
                and self.travel is not None
                and term.name == self.travel.visits_as_often_as
            ):
                return term
        return None

    def units(self, quanta: int) -> int | float:
        """A whole number of this weighting's smallest step, in its unit."""
        exact = quanta * self.round_to
        return int(exact) if exact == exact.to_integral_value() else float(exact)
