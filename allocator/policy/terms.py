"""The terms a weighting adds up, and the columns they read; each says what is wrong with it among the others."""

import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from itertools import product
from typing import Annotated, Literal

from pydantic import Field, model_validator

from allocator.policy.names import NAME, Name
from allocator.policy.toml import PolicyRecord

# Beyond these a number is a slip, and no solver could reckon with it.
Units = Annotated[Decimal, Field(ge=-1_000_000, le=1_000_000, decimal_places=6)]
Amount = Annotated[Decimal, Field(ge=0, le=1_000_000, decimal_places=6)]
Percent = Annotated[Decimal, Field(ge=0, le=1000, decimal_places=6)]
Key = Annotated[str, Field(min_length=1)]

# Every value a column may have, by column; None where any name will do.
Scales = Mapping[str, tuple[str, ...] | None]


class Column(PolicyRecord):
    """A column of the cases table that this weighting reads beyond the standard ones."""

    meaning: str
    kind: Literal["number", "choice"]
    least: Units = Decimal(0)
    most: Units = Decimal(1000)
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
    units: dict[str, Units]
    otherwise: Units | None = None

    def problems(
        self, scales: Scales, numbers: Collection[str], earlier: Collection[str]
    ) -> Iterator[str]:
        """Columns that do not exist, keys that could never be met, keys that are missing."""
        strange = [key for key in self.by if key not in scales]
        for key in strange:
            yield f"term '{self.name}' looks up by '{key}', which is no column"
        if strange:
            return
        found = self._parts(scales)
        for key in self.units:
            if key not in found:
                what = " ".join(self.by)
                yield f"term '{self.name}' has the key '{key}', which no {what} could be"
        if self.units and self.otherwise is None:
            levels = [
                scales[by] or dict.fromkeys(parts[n] for parts in found.values())
                for n, by in enumerate(self.by)
            ]
            missing = [" ".join(k) for k in product(*levels)]
            missing = [key for key in missing if key not in self.units]
            if missing:
                some = ", ".join(missing[:5])
                yield f"term '{self.name}' has no number for {some} and no otherwise"

    def _parts(self, scales: Scales) -> dict[str, tuple[str, ...]]:
        """Each key that could be met, taken apart by column."""
        one = [
            "|".join(re.escape(level) for level in scales[by] or ()) or NAME
            for by in self.by
        ]
        pattern = re.compile(" ".join(f"({alternatives})" for alternatives in one))
        matches = {key: pattern.fullmatch(key) for key in self.units}
        # Each column has one group of its own; a name's own groups do not capture.
        return {key: match.groups() for key, match in matches.items() if match}


class Each(PolicyRecord):
    """Units for every intervention a case needs."""

    kind: Literal["each"]
    name: str
    units: dict[Name, Units]
    otherwise: Units | None = None

    def problems(
        self, scales: Scales, numbers: Collection[str], earlier: Collection[str]
    ) -> Iterator[str]:
        """Nothing it refers to could be missing."""
        return iter(())


class Count(PolicyRecord):
    """Units for every one counted in a numeric column; nothing where the column is blank."""

    kind: Literal["count"]
    name: str
    column: Key
    units_each: Units
    at_most: Amount = Decimal(1000)

    def problems(
        self, scales: Scales, numbers: Collection[str], earlier: Collection[str]
    ) -> Iterator[str]:
        """A column that does not exist or is no number."""
        if self.column not in numbers:
            yield f"term '{self.name}' counts '{self.column}', which is no number column"


class Multiply(PolicyRecord):
    """More or fewer of the units other terms have given, in percent by a key."""

    kind: Literal["multiply"]
    name: str
    by: Key
    of: tuple[Key, ...] = Field(min_length=1)
    percent: dict[str, Percent]

    def problems(
        self, scales: Scales, numbers: Collection[str], earlier: Collection[str]
    ) -> Iterator[str]:
        """A column, levels of it or terms that do not exist."""
        if self.by not in scales:
            yield f"term '{self.name}' multiplies by '{self.by}', which is no column"
        levels = scales.get(self.by)
        for key in self.percent:
            if levels and key not in levels:
                yield f"term '{self.name}' has the key '{key}', which no {self.by} could be"
        for of in self.of:
            if of not in earlier:
                yield f"term '{self.name}' multiplies '{of}', which no earlier term is called"


CaseTerm = Annotated[Lookup | Each | Count | Multiply, Field(discriminator="kind")]
