"""What is known of one case or one worker: its columns, and what the weighting works out from them."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, Protocol

from allocator.policy.columns import BLANK, Column, Range


class Label(NamedTuple):
    """A name that was read or worked out, and all that it could be once missing data are known."""

    name: str
    could_be: frozenset[str]

    @property
    def is_certain(self) -> bool:
        """Whether nothing that is missing could change it."""
        return len(self.could_be) == 1 and self.name in self.could_be


class Number(NamedTuple):
    """A number that was read or worked out, and between what it could lie where something missing could change it.

    The value is None where nothing is known of it, and where there is nothing to know.
    """

    value: Decimal | None
    could_be: Range | None = None

    @property
    def is_complete(self) -> bool:
        """Whether nothing that is missing could change it."""
        return self.could_be is None

    @property
    def range(self) -> Range | None:
        """All that it could be; None where there is nothing to know."""
        if self.could_be is None and self.value is not None:
            return Range(self.value, self.value)
        return self.could_be


NOTHING = Number(None)


class Derived(Protocol):
    """Something worked out from columns: a label or a number."""

    @property
    def name(self) -> str:
        """What the weighting calls it."""
        ...

    def read(self, facts: "Facts") -> Label | Number:
        """What it comes to for one case or worker."""
        ...


class Uncovered(ValueError):
    """A value that the weighting has no answer for; the text says which."""

    def __init__(self, column: str, problem: str) -> None:
        super().__init__(problem)
        self.column = column
        self.problem = problem


class Facts:
    """One case or one worker as a weighting sees it on one day.

    ``own`` holds the batch's own columns, ``texts`` the declared ones as they were read, ``share`` the worker's hours
    as a share of full time; without a ``day`` no time has passed. ``said`` gathers what had to be assumed.
    """

    def __init__(
        self,
        columns: Mapping[str, Column],
        derived: Mapping[str, Derived],
        texts: Mapping[str, str],
        own: Mapping[str, str],
        day: datetime.date | None,
        interventions: tuple[str, ...] = (),
        share: Decimal = Decimal(1),
    ) -> None:
        self.columns = columns
        self.derived = derived
        self.texts = texts
        self.own = dict(own)
        self.day = day
        self.interventions = interventions
        self.share = share
        self.said: list[str] = []
        self._read: dict[str, Label | Number] = {}

    def label(self, name: str) -> Label:
        """The value of a choice column, of one of the batch's own, or of something worked out."""
        if name in self.own:
            return certain(self.own[name] or BLANK)
        if name in self.derived:
            found = self._worked_out(name)
            if isinstance(found, Label):
                return found
        column = self.columns[name]
        text = self.texts.get(name, "") or column.if_blank
        return certain(text) if text else Label(BLANK, frozenset(column.choices))

    def number(self, name: str) -> Number:
        """The value of a number column, or of a number worked out."""
        if name in self.derived:
            found = self._worked_out(name)
            if isinstance(found, Number):
                return found
        text = self.texts.get(name, "").strip()
        return _read_number(text) if text else Number(None, self.columns[name].range)

    def date(self, name: str) -> datetime.date | None:
        """The value of a date column."""
        text = self.texts.get(name, "")
        return datetime.date.fromisoformat(text) if text else None

    def items(self, name: str) -> dict[str, Decimal]:
        """How many of each item a column of items lists."""
        entries = (entry.split(":") for entry in self.texts.get(name, "").split(";"))
        return {entry[0]: Decimal(entry[1]) for entry in entries if len(entry) > 1}

    def is_number(self, name: str) -> bool:
        """Whether a name stands for a number rather than for a label."""
        if name in self.derived:
            return isinstance(self._worked_out(name), Number)
        return name in self.columns and self.columns[name].kind == "number"

    def is_blank(self, name: str) -> bool:
        """Whether nothing is said under a name as the batch stands."""
        if name in self.own:
            return not self.own[name]
        if name in self.derived:
            found = self._worked_out(name)
            return (
                found.value is None
                if isinstance(found, Number)
                else found.name == BLANK
            )
        return not self.texts.get(name, "")

    def meets(self, when: Mapping[str, tuple[str, ...]]) -> bool:
        """Whether every column named has one of the values named for it, or is bound to."""
        return all(
            (label := self.label(name)).name in values
            or label.could_be.issubset(values)
            for name, values in when.items()
        )

    def answers(self, when: Mapping[str, tuple[str, ...]]) -> frozenset[bool]:
        """Whether it could be so, and whether it could be otherwise, once missing data are known."""
        could, could_not = True, False
        for name, values in when.items():
            could_be = self.label(name).could_be
            could = could and not could_be.isdisjoint(values)
            could_not = could_not or not could_be.issubset(values)
        return frozenset([True] * could + [False] * could_not)

    def say(self, assumed: str) -> None:
        """Mark the result provisional, and why; said once however often it matters."""
        if not any(said.startswith(assumed) for said in self.said):
            self.said.append(assumed)

    def say_if_uncertain(self, name: str) -> None:
        """Mark the result provisional where something missing could still change a label."""
        label = self.label(name)
        if label.is_certain:
            return
        if name not in self.derived:
            self.say(f"{name} is missing")
            return
        others = " or ".join(sorted(label.could_be - {label.name}))
        known = "not known" if label.name == BLANK else f"not certain: {label.name}"
        self.say(f"{name} is {known}, but it could be {others}")

    def say_if_open(self, when: Mapping[str, tuple[str, ...]]) -> None:
        """Mark the result provisional where something missing could still decide a condition."""
        if len(self.answers(when)) > 1:
            for name in when:
                self.say_if_uncertain(name)

    def say_if_incomplete(self, name: str) -> None:
        """Mark the result provisional where something missing could still change a number worked out."""
        if name in self.derived and not self.number(name).is_complete:
            self.say(f"some of what {name} is made of is missing")

    def _worked_out(self, name: str) -> Label | Number:
        if name not in self._read:
            self._read[name] = self.derived[name].read(self)
        return self._read[name]


# Made for every column of every case, and there are not many different ones.
@lru_cache(maxsize=10_000)
def certain(name: str) -> Label:
    """A label that nothing missing could change."""
    return Label(name, frozenset({name}))


@lru_cache(maxsize=10_000)
def _read_number(text: str) -> Number:
    return Number(Decimal(text))
