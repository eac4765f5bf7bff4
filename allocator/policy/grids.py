"""Labels by where two numbers lie: one says the row, one the column."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from pydantic import Field, model_validator

from allocator.policy.columns import BLANK, Key, Known, Range, Units
from allocator.policy.facts import Facts, Label, Uncovered
from allocator.policy.keys import When, unmet_conditions
from allocator.policy.names import Name
from allocator.policy.toml import PolicyRecord


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
        value, could_be = facts.number(self.of)
        place = None if value is None else self._place(value)
        if value is not None and place is None and could_be is None:
            problem = f"'{value}' is below every line of {name}."
            raise Uncovered(self.of, problem)
        if value is None and could_be is None:
            return None, frozenset()
        if self.may_change_when and True in facts.answers(self.may_change_when):
            return place, frozenset(range(len(self.at_least)))
        if could_be is None:
            return place, frozenset(() if place is None else (place,))
        return place, self._reached(could_be)

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
