"""The columns that a weighting reads beyond those every batch has, and the few types every number is of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, model_validator

from allocator.policy.names import key
from allocator.policy.toml import PolicyRecord

# Beyond these a number is a slip, and no solver could reckon with it.
Units = Annotated[Decimal, Field(ge=-1_000_000, le=1_000_000, decimal_places=6)]
Amount = Annotated[Decimal, Field(ge=0, le=1_000_000, decimal_places=6)]
Percent = Annotated[Decimal, Field(ge=0, le=1000, decimal_places=6)]
Key = Annotated[str, Field(min_length=1)]

# How a table names the value of a column that says nothing.
BLANK = "blank"


class Range(NamedTuple):
    """The least and the most that a number can be."""

    least: Decimal
    most: Decimal


# What a number may be where a column does not say.
_ANY = Range(Decimal(0), Decimal(1000))


class Column(PolicyRecord):
    """A column of the cases or the workers table that this weighting reads beyond the standard ones."""

    meaning: str
    kind: Literal["number", "choice", "items", "date"]
    least: Units = _ANY.least
    most: Units = _ANY.most
    choices: tuple[Key, ...] = ()
    if_blank: str = ""

    @model_validator(mode="after")
    def _is_complete(self) -> "Column":
        if self.kind == "choice" and not self.choices:
            raise ValueError(
                "a choice needs its choices, as in choices = ['low', 'high']"
            )
        if self.kind != "choice" and self.choices:
            raise ValueError(
                f"choices are for a choice, and this is kind = '{self.kind}'"
            )
        if self.kind in {"choice", "date"} and self.range != _ANY:
            raise ValueError(
                f"least and most are for numbers, and this is kind = '{self.kind}'"
            )
        spelt: dict[str, str] = {}
        for choice in self.choices:
            if key(choice) in spelt:
                raise ValueError(
                    f"'{spelt[key(choice)]}' and '{choice}' are one and the same to a batch"
                )
            spelt[key(choice)] = choice
        if BLANK in self.choices:
            raise ValueError(f"'{BLANK}' is what tables call an empty cell, no choice")
        if self.if_blank and self.if_blank not in self.choices:
            raise ValueError(f"if_blank is '{self.if_blank}', which is no choice")
        if self.least > self.most:
            raise ValueError("least is above most")
        return self

    @property
    def range(self) -> Range:
        """Between what a number must lie."""
        return Range(self.least, self.most)

    @property
    def values(self) -> tuple[str, ...]:
        """What a table may find in a choice column, an empty cell included where it means nothing else."""
        return self.choices if self.if_blank else (*self.choices, BLANK)


@dataclass(frozen=True)
class Known:
    """What the parts of a weighting may refer to, by name.

    ``labels`` gives every value a name may have, ``items`` everything a list may hold; None where any name will do.
    """

    labels: Mapping[str, tuple[str, ...] | None]
    numbers: Mapping[str, Range] = field(default_factory=dict)
    items: Mapping[str, tuple[str, ...] | None] = field(default_factory=dict)
    dates: frozenset[str] = frozenset()
    # Numbers that depend on the day, so that no batch can be checked for them when it is read.
    spans: frozenset[str] = frozenset()


def known_columns(
    columns: Mapping[str, Column], own: Mapping[str, tuple[str, ...] | None]
) -> Known:
    """What declared columns add to those of the batch's own."""
    of_kind: dict[str, dict[str, Column]] = {
        kind: {n: column for n, column in columns.items() if column.kind == kind}
        for kind in ("number", "choice", "items", "date")
    }
    choices = {name: column.values for name, column in of_kind["choice"].items()}
    return Known(
        labels={**own, **choices},
        numbers={name: column.range for name, column in of_kind["number"].items()},
        items=dict.fromkeys(of_kind["items"]),
        dates=frozenset(of_kind["date"]),
    )
