"""Numbers that a weighting works out from columns: scores, and the time since a date."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Literal

from pydantic import Field

from allocator.domain.months import months_after
from allocator.policy.columns import BLANK, Key, Known, Range, Units
from allocator.policy.facts import NOTHING, Facts, Number
from allocator.policy.keys import twice
from allocator.policy.names import Name
from allocator.policy.toml import PolicyRecord

# None of these falls when a part rises, so that a score lies between those of its parts' least and most.
_HOW: dict[str, Callable[[Sequence[Decimal]], Decimal]] = {
    "sum": lambda values: sum(values, Decimal(0)),
    "sum_less_least": lambda values: sum(values, Decimal(0)) - min(values),
    "highest": max,
    "lowest": min,
}
# Longer than the calendar that dates are read by.
_ANY_TIME = Range(Decimal(0), Decimal(1_000_000))


class Score(PolicyRecord):
    """A number made of others: their sum, their sum without the least, the highest or the lowest."""

    kind: Literal["score"]
    name: Name
    of: tuple[Key, ...] = Field(min_length=1)
    how: Literal["sum", "sum_less_least", "highest", "lowest"] = "sum"
    points: dict[Key, Units] = Field(default_factory=dict)

    @property
    def reads(self) -> frozenset[str]:
        """The columns and labels it is worked out from."""
        return frozenset(self.of)

    def labels(self, known: Known) -> None:
        """A number has none."""

    def range(self, known: Known) -> Range:
        """The least and most that it can come to."""
        parts = [self._range(name, known) for name in self.of]
        score = _HOW[self.how]
        return Range(score([p.least for p in parts]), score([p.most for p in parts]))

    def problems(self, known: Known) -> Iterator[str]:
        """Parts that are neither a number nor a choice whose every value has its points."""
        yield from twice(f"'{self.name}' scores", self.of)
        met: set[str] = set()
        for name in self.of:
            if name in known.spans:
                yield f"'{self.name}' scores '{name}', which is a time; derive a band of it, and score that"
            if name in known.numbers:
                continue
            levels = known.labels.get(name)
            if not levels:
                yield f"'{self.name}' scores '{name}', which is no number and no choice"
                continue
            met |= {*levels}
            for level in levels:
                if level != BLANK and level not in self.points:
                    yield f"'{self.name}' has no points for '{level}' of {name}"
        for level in self.points:
            if level not in met:
                yield f"'{self.name}' has points for '{level}', which none of its parts could be"

    def read(self, facts: Facts) -> Number:
        """The score of what is known, and what it could come to where parts are missing."""
        parts = [self._part(name, facts) for name in self.of]
        score = _HOW[self.how]
        known = [part.value for part in parts if part.value is not None]
        if all(part.could_be is None for part in parts):
            return Number(score(known)) if known else NOTHING
        could = [part.range for part in parts if part.range is not None]
        least = score([each.least for each in could])
        most = score([each.most for each in could])
        if not known:
            return Number(None, Range(least, most))
        # Without its missing parts a score may be one that no values of them could give.
        value = max(least, min(score(known), most))
        return Number(value, Range(least, most) if least < most else None)

    def _part(self, name: str, facts: Facts) -> Number:
        if facts.is_number(name):
            return facts.number(name)
        label = facts.label(name)
        could = [self.points[each] for each in label.could_be if each in self.points]
        if not could:
            return NOTHING
        value, least, most = self.points.get(label.name), min(could), max(could)
        is_settled = value == least == most
        return Number(value, None if is_settled else Range(least, most))

    def _range(self, name: str, known: Known) -> Range:
        if name in known.numbers:
            return known.numbers[name]
        could = [
            self.points.get(level, Decimal(0))
            for level in known.labels.get(name) or (BLANK,)
        ]
        return Range(min(could), max(could))


class Elapsed(PolicyRecord):
    """The time since a date: whole days, weeks, months or years, and the part of one begun."""

    kind: Literal["elapsed"]
    name: Name
    since: Key
    unit: Literal["days", "weeks", "months", "years"]

    @property
    def reads(self) -> frozenset[str]:
        """The column it counts from."""
        return frozenset({self.since})

    def labels(self, known: Known) -> None:
        """A number has none."""

    def range(self, known: Known) -> Range:
        """Any time at all: the day planned from is not known when a batch is read."""
        return _ANY_TIME

    def problems(self, known: Known) -> Iterator[str]:
        """A column that holds no date."""
        if self.since not in known.dates:
            yield f"'{self.name}' counts from '{self.since}', which is no date column"

    def read(self, facts: Facts) -> Number:
        """The time up to the day planned from; nothing where there is no date, or it is still to come."""
        since = facts.date(self.since)
        if since is None or facts.day is None or since > facts.day:
            return NOTHING
        days = (facts.day - since).days
        match self.unit:
            case "days":
                return Number(Decimal(days))
            case "weeks":
                return Number(Decimal(days) / 7)
            case "months":
                return Number(_anniversaries(since, facts.day, 1))
            case "years":
                return Number(_anniversaries(since, facts.day, 12))


def _anniversaries(since: datetime.date, day: datetime.date, months: int) -> Decimal:
    """Whole periods of so many months since a date, and the part of one begun since the last of them."""
    whole = ((day.year - since.year) * 12 + day.month - since.month) // months
    last = months_after(since, whole * months)
    if last > day:
        whole -= 1
        last = months_after(since, whole * months)
    following = months_after(since, (whole + 1) * months)
    return whole + Decimal((day - last).days) / (following - last).days
