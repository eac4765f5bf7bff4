"""Labels by where numbers lie: in bands of one number, or in a grid of two."""

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
        number = facts.number(self.of)
        # With a condition, otherwise is for those who do not meet it, not for those with nothing to band.
        stands_in = "" if self.when else self.otherwise
        if number.could_be is None or (number.value is None and stands_in):
            return certain(stands_in or BLANK)
        if number.value is not None and number.is_complete and is_sure:
            self._refuse_uncovered(number.value)
        reached = range(*self._reached(number.could_be))
        could = frozenset(self.bands[place].label for place in reached)
        place = -1 if number.value is None else self._place(number.value)
        name = self.bands[place].label if place in reached else BLANK
        return Label(name, could or frozenset({name}))

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

    def _refuse_uncovered(self, number: Decimal) -> None:
        place = self._place(number)
        if not 0 <= place < len(self.bands):
            where = "below" if place < 0 else "above"
            problem = f"'{number}' is {where} every band of {self.name}."
            raise Uncovered(self.of, problem)


class Axis(PolicyRecord):
    """One side of a grid: a number, where each row or column begins, and when the number is only a first one."""

    of: Key
    at_least: tuple[Units, ...] = Field(min_length=1)
    may_change_when: When = Field(default_factory=dict)

    @model_validator(mode="after")
    def _runs_one_way(self) -> "Axis":
        steps = list(pairwise(self.at_least))
        if not all(a < b for a, b in steps) and not all(a > b for a, b in steps):
            raise ValueError("at_least must run all up or all down")
        return self

    def problems(self, about: str, known: Known) -> Iterator[str]:
        """Something to look up that is no number, lines that nothing reaches, and times that no line covers."""
        yield from unmet_conditions(about, self.may_change_when, known)
        if self.of not in known.numbers:
            yield f"{about} reads '{self.of}', which is no number"
            return
        least, most = known.numbers[self.of]
        reached = self._reached(known.numbers[self.of])
        for place, mark in enumerate(self.at_least):
            if place not in reached:
                yield f"{about} never reaches the line at {mark:f}: {self.of} runs from {least:f} to {most:f}"
        if self.of in known.spans and least < min(self.at_least):
            yield f"{about} must have a line for any {self.of}: begin at {least:f}"

    def places(self, facts: Facts, name: str) -> tuple[int | None, frozenset[int]]:
        """Which row or column the number lies in, from 0, and all that it could lie in; none where there is none."""
        number = facts.number(self.of)
        if number.could_be is None:
            return None, frozenset()
        could = self._reached(number.could_be)
        if True in facts.answers(self.may_change_when) and self.may_change_when:
            could = frozenset(range(len(self.at_least)))
        if number.value is None:
            return None, could
        place = self._place(number.value)
        if place is None and number.is_complete:
            problem = f"'{number.value}' is below every line of {name}."
            raise Uncovered(self.of, problem)
        return place, could

    def _reached(self, could_be: Range) -> frozenset[int]:
        """The rows or columns that a number could lie in."""
        begun = self._place(could_be.least)
        first = could_be.least if begun is None else self.at_least[begun]
        return frozenset(
            place
            for place, mark in enumerate(self.at_least)
            if first <= mark <= could_be.most
        )

    def _place(self, number: Decimal) -> int | None:
        reached = [(mark, n) for n, mark in enumerate(self.at_least) if mark <= number]
        return max(reached)[1] if reached else None


class Grid(PolicyRecord):
    """A label by where two numbers lie: one says the row, one the column."""

    kind: Literal["grid"]
    name: Name
    down: Axis
    across: Axis
    rows: tuple[tuple[Key, ...], ...]

    @model_validator(mode="after")
    def _is_filled(self) -> "Grid":
        if len(self.rows) != len(self.down.at_least):
            raise ValueError(
                f"has {len(self.rows)} rows, and down has {len(self.down.at_least)} lines"
            )
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.across.at_least):
                raise ValueError(
                    f"row {number} has {len(row)} labels, and across has {len(self.across.at_least)} lines"
                )
        return self

    @property
    def reads(self) -> frozenset[str]:
        """The columns and labels it is worked out from."""
        sides = (self.down, self.across)
        return frozenset(n for side in sides for n in (side.of, *side.may_change_when))

    def labels(self, known: Known) -> tuple[str, ...]:
        """Every label it may give."""
        found = [label for row in self.rows for label in row]
        return tuple(dict.fromkeys([*found, BLANK]))

    def problems(self, known: Known) -> Iterator[str]:
        """What is wrong with either side."""
        for side in (self.down, self.across):
            yield from side.problems(f"'{self.name}'", known)

    def read(self, facts: Facts) -> Label:
        """The label where both numbers meet, and every other where one is missing or may change."""
        down, rows = self.down.places(facts, self.name)
        across, columns = self.across.places(facts, self.name)
        could = frozenset(self.rows[row][column] for row in rows for column in columns)
        if down is None or across is None:
            return Label(BLANK, could or frozenset({BLANK}))
        return Label(self.rows[down][across], could)
