"""Labels by where a number lies."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from pydantic import Field, model_validator

from allocator.policy.columns import BLANK, Key, Known, Range, Units
from allocator.policy.facts import Facts, Label, Uncovered, certain
from allocator.policy.keys import When, unmet_conditions
from allocator.policy.names import Name
from allocator.policy.toml import PolicyRecord


class Step(PolicyRecord):
    """One band: its label, and where it begins or ends."""

    label: Key
    at_least: Units | None = None
    up_to: Units | None = None


class Band(PolicyRecord):
    """A label by where a number lies."""

    kind: Literal["band"]
    name: Name
    of: Key
    bands: tuple[Step, ...] = Field(min_length=1)
    when: When = Field(default_factory=dict)
    otherwise: str = ""

    @model_validator(mode="after")
    def _runs_one_way(self) -> "Band":
        ends = [step.up_to for step in self.bands[:-1]]
        begins = [step.at_least for step in self.bands]
        by_end = all(end is not None for end in ends) and not any(
            begin is not None for begin in begins
        )
        by_begin = all(begin is not None for begin in begins) and not any(
            step.up_to is not None for step in self.bands
        )
        if not by_end and not by_begin:
            raise ValueError(
                "bands state either at_least in each, or up_to in each save perhaps the last"
            )
        marks = [m for m in (begins if by_begin else [*ends]) if m is not None]
        last = self.bands[-1].up_to
        marks += [last] if last is not None else []
        if any(a >= b for a, b in pairwise(marks)):
            raise ValueError("bands must run from low to high")
        if self.when and not self.otherwise:
            raise ValueError("a band with when needs an otherwise")
        return self

    @property
    def reads(self) -> frozenset[str]:
        """The columns and labels it is worked out from."""
        return frozenset({self.of, *self.when})

    def labels(self, known: Known) -> tuple[str, ...]:
        """Every label it may give."""
        found = [step.label for step in self.bands]
        return tuple(dict.fromkeys([*found, self.otherwise or BLANK]))

    def problems(self, known: Known) -> Iterator[str]:
        """Something to band that is no number, bands that nothing reaches, and times that no band covers."""
        yield from unmet_conditions(f"'{self.name}'", self.when, known)
        if self.of not in known.numbers:
            yield f"'{self.name}' bands '{self.of}', which is no number"
            return
        least, most = known.numbers[self.of]
        lowest, highest = self._place(least), self._place(most)
        for place, step in enumerate(self.bands):
            if not lowest <= place <= highest:
                yield f"'{self.name}' is never '{step.label}': {self.of} runs from {least:f} to {most:f}"
        if self.of in known.spans and (lowest < 0 or highest >= len(self.bands)):
            yield f"'{self.name}' must have a band for any {self.of}: begin at {least:f} and leave the last one open"

    def read(self, facts: Facts) -> Label:
        """The band the number lies in, and every other it could lie in while something is missing."""
        answers = facts.answers(self.when)
        if True not in answers:
            return certain(self.otherwise)
        inside = self._inside(facts, is_sure=False not in answers)
        if False not in answers:
            return inside
        name = inside.name if facts.meets(self.when) else self.otherwise
        return Label(name, inside.could_be | {self.otherwise})

    def _inside(self, facts: Facts, *, is_sure: bool) -> Label:
        """The band, where the condition is met."""
        value, could_be = facts.number(self.of)
        if value is not None and could_be is None and is_sure:
            return certain(self._at(value))
        # With a condition, otherwise is for those who do not meet it, not for those with nothing to band.
        stands_in = "" if self.when else self.otherwise
        if value is None and (could_be is None or stands_in):
            return certain(stands_in or BLANK)
        place = -1 if value is None else self._place(value)
        reached = (
            range(*self._reached(could_be)) if could_be else range(place, place + 1)
        )
        could = [self.bands[n].label for n in reached if 0 <= n < len(self.bands)]
        name = self.bands[place].label if 0 <= place < len(self.bands) else BLANK
        return Label(name, frozenset(could or [name]))

    def _reached(self, could_be: Range) -> tuple[int, int]:
        """The first band that a number could lie in, and the first beyond the last."""
        least, most = self._place(could_be.least), self._place(could_be.most)
        return max(0, least), min(most + 1, len(self.bands))

    def _place(self, number: Decimal) -> int:
        """Which band a number lies in, from 0; below them all it is -1, above them all one too many."""
        begins = [step.at_least for step in self.bands if step.at_least is not None]
        if begins:
            return bisect_right(begins, number) - 1
        ends = [step.up_to for step in self.bands if step.up_to is not None]
        return bisect_left(ends, number)

    def _at(self, number: Decimal) -> str:
        """The label of the band that a number lies in, which has to have one."""
        place = self._place(number)
        if not 0 <= place < len(self.bands):
            where = "below" if place < 0 else "above"
            problem = f"'{number}' is {where} every band of {self.name}."
            raise Uncovered(self.of, problem)
        return self.bands[place].label
