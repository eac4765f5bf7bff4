"""The terms a weighting adds up: each says what is wrong with it among the others, and what it gives."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from allocator.policy.adjustments import Limit, Multiply, Round
from allocator.policy.columns import BLANK, Amount, Key, Known, Units
from allocator.policy.facts import Facts
from allocator.policy.keys import nearest, table_problems, where
from allocator.policy.names import Name, plainly
from allocator.policy.rounding import rounded
from allocator.policy.term import Parts, Term
from allocator.policy.toml import PolicyRecord

_HUNDREDTH = Decimal("0.01")


def _of_its_own(units: Any) -> Any:
    """The name of one of the file's tables has been replaced by that table, if there is one."""
    if isinstance(units, str):
        raise ValueError(
            f"'{units}' is no table of this file; write it as [tables.{plainly(units)}]"
        )
    return units


class Lookup(Term):
    """Units found in a table by one key, or by several joined with a space."""

    kind: Literal["lookup"]
    by: tuple[Key, ...] = Field(min_length=1)
    units: Annotated[dict[str, Units], BeforeValidator(_of_its_own)]
    otherwise: Units | None = None

    @property
    def reads(self) -> frozenset[str]:
        """The columns and labels it goes by."""
        return super().reads | {*self.by}

    def problems(self, known: Known, earlier: Sequence[str]) -> Iterator[str]:
        """Columns that do not exist, keys that could never be met, keys that are missing."""
        yield from super().problems(known, earlier)
        has_otherwise, known = self.otherwise is not None, where(self.when, known)
        yield from table_problems(
            self._about, self.by, [*self.units], has_otherwise, known
        )

    def parts(self, facts: Facts, values: Mapping[str, Decimal]) -> Parts:
        """The number at the key; one that stands in for a key the table lacks is said."""
        labels = [facts.label(name) for name in self.by]
        key = " ".join(label.name for label in labels)
        if not all(label.is_certain for label in labels):
            self._say_what_is_open(key, facts)
        return [(key, _in_table(self, key, facts))]

    def _say_what_is_open(self, key: str, facts: Facts) -> None:
        missing = []
        for name in self.by:
            if name in facts.derived:
                facts.say_if_uncertain(name)
            elif not facts.label(name).is_certain:
                missing.append(name)
        if key in self.units and missing:
            facts.say(f"{' and '.join(missing)} is missing, {self.units[key]} assumed")


class Each(Term):
    """Units for every intervention a case needs, or for every item that a column of items lists."""

    kind: Literal["each"]
    column: str = ""
    units: Annotated[dict[Name, Units], BeforeValidator(_of_its_own)]
    otherwise: Units | None = None
    subtract: bool = False

    @property
    def reads(self) -> frozenset[str]:
        """The columns and labels it goes by."""
        return super().reads | ({self.column} if self.column else set())

    def problems(self, known: Known, earlier: Sequence[str]) -> Iterator[str]:
        """A column that lists no items, items that no list may hold, and items that are missing."""
        yield from super().problems(known, earlier)
        if not self.column and "" not in known.items:
            yield f"{self._about} counts interventions, which workers do not have; name a column"
        elif self.column not in known.items:
            close = nearest(self.column, known.items)
            yield f"{self._about} counts '{self.column}', which is no column of items{close}"
        items = known.items.get(self.column)
        if items is None:
            return
        what = self.column or "intervention"
        for name in self.units:
            if name not in items:
                yield f"{self._about} has the key '{name}', which no {what} could be{nearest(name, items)}"
        missing = [name for name in items if name not in self.units]
        if missing and self.otherwise is None:
            yield f"{self._about} has no number for {', '.join(missing[:5])} and no otherwise"

    def parts(self, facts: Facts, values: Mapping[str, Decimal]) -> Parts:
        """One number for each."""
        sign = -1 if self.subtract else 1
        if not self.column:
            return [
                (name, sign * _in_table(self, name, facts))
                for name in facts.interventions
            ]
        return [
            (f"{name} x {count:f}", sign * count * _in_table(self, name, facts))
            for name, count in facts.items(self.column).items()
        ]


class Count(Term):
    """Units for every one counted in a number; nothing where it is blank."""

    kind: Literal["count"]
    column: Key
    units_each: Units
    at_most: Amount = Decimal(1000)

    @property
    def reads(self) -> frozenset[str]:
        """The columns and labels it goes by."""
        return super().reads | {self.column}

    def problems(self, known: Known, earlier: Sequence[str]) -> Iterator[str]:
        """A column that does not exist or is no number."""
        yield from super().problems(known, earlier)
        if self.column not in known.numbers:
            close = nearest(self.column, known.numbers)
            yield f"{self._about} counts '{self.column}', which is no number column{close}"

    def parts(self, facts: Facts, values: Mapping[str, Decimal]) -> Parts:
        """The number, up to the most that counts, times what each one gives."""
        facts.say_if_incomplete(self.column)
        number = facts.number(self.column).value
        if number is None:
            return []
        return [(self.column, min(number, self.at_most) * self.units_each)]


class Timed(PolicyRecord):
    """Something done again and again: how often, and what it takes each time."""

    every_weeks: Decimal = Field(gt=0, le=1000, decimal_places=6)
    units_each: Units

    def weekly(self, each: Decimal) -> Decimal:
        """What comes to so much each time, spread over the weeks between, to a hundredth."""
        return rounded(each / self.every_weeks, _HUNDREDTH, "half_up")


class Recurring(Term):
    """Units a week for what comes round: visits, reviews and meetings at the frequency that law or policy sets."""

    kind: Literal["recurring"]
    by: tuple[Key, ...] = Field(min_length=1)
    every: dict[str, Timed] = Field(min_length=1)

    @property
    def reads(self) -> frozenset[str]:
        """The columns and labels it goes by."""
        return super().reads | {*self.by}

    def problems(self, known: Known, earlier: Sequence[str]) -> Iterator[str]:
        """Columns that do not exist and keys that could never be met; what is not named does not recur."""
        yield from super().problems(known, earlier)
        known = where(self.when, known)
        yield from table_problems(self._about, self.by, [*self.every], True, known)

    def parts(self, facts: Facts, values: Mapping[str, Decimal]) -> Parts:
        """What it takes each time, spread over the weeks between."""
        for name in self.by:
            facts.say_if_uncertain(name)
        key = " ".join(facts.label(name).name for name in self.by)
        timed = self.every.get(key)
        if timed is None:
            return []
        how = f"{timed.units_each:f} every {timed.every_weeks:f} weeks"
        return [(f"{key}, {how}", timed.weekly(timed.units_each))]


class Constant(Term):
    """The same units for everyone it counts for; for workers, in proportion to their hours if so stated."""

    kind: Literal["constant"]
    units: Units
    by_hours: bool = False

    def parts(self, facts: Facts, values: Mapping[str, Decimal]) -> Parts:
        """The units, or a worker's share of them."""
        if not self.by_hours:
            return [(f"{self.units:f}", self.units)]
        return [(f"{self.units:f} for full time", self.units * facts.share)]


AnyTerm = Annotated[
    Lookup | Each | Count | Recurring | Constant | Multiply | Limit | Round,
    Field(discriminator="kind"),
]


def _in_table(term: Lookup | Each, key: str, facts: Facts) -> Decimal:
    """A number of a table; one that stands in for a key the table lacks is said, save where it has none at all."""
    units = term.units.get(key)
    if units is not None:
        return units
    units = term.otherwise or Decimal(0)
    if term.units:
        named = "a blank" if key == BLANK else key
        facts.say(f"{named} is not in the table {term.name}, {units} assumed")
    return units
