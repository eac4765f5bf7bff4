"""Terms that act on what earlier terms came to: multiply it, keep it within limits, round it."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from allocator.policy.columns import Key, Known, Percent, Units
from allocator.policy.facts import Facts
from allocator.policy.keys import nearest, twice, where
from allocator.policy.rounding import rounded
from allocator.policy.term import Parts, Term

_HUNDRED = Decimal(100)


class Multiply(Term):
    """More or fewer of the units other terms have given, in percent by a key."""

    kind: Literal["multiply"]
    by: Key
    of: tuple[Key, ...] = Field(min_length=1)
    percent: dict[str, Percent]

    @property
    def reads(self) -> frozenset[str]:
        """The columns and labels it goes by."""
        return super().reads | {self.by}

    def problems(self, known: Known, earlier: Sequence[str]) -> Iterator[str]:
        """A column, levels of it or terms that do not exist."""
        yield from super().problems(known, earlier)
        if self.by not in known.labels:
            yield f"{self._about} multiplies by '{self.by}', which is no column{nearest(self.by, known.labels)}"
        levels = where(self.when, known).labels.get(self.by)
        for key in self.percent:
            if levels and key not in levels:
                yield f"{self._about} has the key '{key}', which no {self.by} could be{nearest(key, levels)}"
        yield from _later(self._about, "multiplies", self.of, earlier)

    def parts(self, facts: Facts, values: Mapping[str, Decimal]) -> Parts:
        """What the percentage adds to, or takes from, the terms it multiplies."""
        facts.say_if_uncertain(self.by)
        key = facts.label(self.by).name
        base = _together(self.of, values)
        more = base * (self.percent.get(key, _HUNDRED) - 100) / _HUNDRED
        return [(key, more)] if more else []


class Limit(Term):
    """A floor and a cap on what several terms come to together."""

    kind: Literal["limit"]
    of: tuple[Key, ...] = Field(min_length=1)
    at_least: Units | None = None
    at_most: Units | None = None

    @model_validator(mode="after")
    def _leaves_room(self) -> "Limit":
        least, most = self.at_least, self.at_most
        if least is None and most is None:
            raise ValueError("give at_least, at_most or both")
        if least is not None and most is not None and least > most:
            raise ValueError("at_least is above at_most")
        return self

    def problems(self, known: Known, earlier: Sequence[str]) -> Iterator[str]:
        """Terms that come later or do not exist."""
        yield from super().problems(known, earlier)
        yield from _later(self._about, "limits", self.of, earlier)

    def parts(self, facts: Facts, values: Mapping[str, Decimal]) -> Parts:
        """What has to be added to reach the floor, or taken off to keep to the cap."""
        total = _together(self.of, values)
        if self.at_least is not None and total < self.at_least:
            return [(f"at least {self.at_least:f}", self.at_least - total)]
        if self.at_most is not None and total > self.at_most:
            return [(f"at most {self.at_most:f}", self.at_most - total)]
        return []


class Round(Term):
    """Rounds what several terms come to together, at this place in the sum and nowhere else."""

    kind: Literal["round"]
    of: tuple[Key, ...] = Field(min_length=1)
    to: Decimal = Field(gt=0, le=1_000_000, decimal_places=6)
    how: Literal["half_up", "down"]

    def problems(self, known: Known, earlier: Sequence[str]) -> Iterator[str]:
        """Terms that come later or do not exist."""
        yield from super().problems(known, earlier)
        yield from _later(self._about, "rounds", self.of, earlier)

    def parts(self, facts: Facts, values: Mapping[str, Decimal]) -> Parts:
        """What rounding adds or takes off."""
        total = _together(self.of, values)
        more = rounded(total, self.to, self.how) - total
        return [(f"{self.how} to {self.to:f}", more)] if more else []


def _later(
    about: str, verb: str, of: Sequence[str], earlier: Sequence[str]
) -> Iterator[str]:
    yield from twice(f"{about} {verb}", of)
    for name in of:
        if name not in earlier:
            yield f"{about} {verb} '{name}', which no earlier term is called{nearest(name, earlier)}"


def _together(of: Sequence[str], values: Mapping[str, Decimal]) -> Decimal:
    return sum((values[name] for name in of), Decimal(0))
