"""Labels by other labels: from a table, from the first line that applies, or the highest of several steps."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Literal

from pydantic import Field

from allocator.policy.columns import BLANK, Key, Known
from allocator.policy.facts import Facts, Label
from allocator.policy.keys import (
    When,
    table_problems,
    twice,
    unmet_conditions,
)
from allocator.policy.names import Name
from allocator.policy.toml import PolicyRecord


class Labelled(PolicyRecord):
    """A label found in a table by one key, or by several joined with a space."""

    kind: Literal["label"]
    name: Name
    by: tuple[Key, ...] = Field(min_length=1)
    table: dict[Key, Key] = Field(min_length=1)
    otherwise: str = ""

    @property
    def reads(self) -> frozenset[str]:
        """The columns and labels it is worked out from."""
        return frozenset(self.by)

    def labels(self, known: Known) -> tuple[str, ...]:
        """Every label it may give."""
        return tuple(dict.fromkeys([*self.table.values(), self.otherwise or BLANK]))

    def problems(self, known: Known) -> Iterator[str]:
        """Keys that could never be met, and keys that are missing."""
        yield from table_problems(
            f"'{self.name}'",
            self.by,
            [*self.table],
            bool(self.otherwise),
            known,
            lacks="label",
        )

    def read(self, facts: Facts) -> Label:
        """The label in the table, and every other it could be while keys are missing."""
        keys = [facts.label(name) for name in self.by]
        could = {self._at(found) for found in product(*(key.could_be for key in keys))}
        label = self._at([key.name for key in keys])
        return Label(label, frozenset(could))

    def _at(self, keys: Sequence[str]) -> str:
        return self.table.get(" ".join(keys)) or self.otherwise or BLANK


class Rule(PolicyRecord):
    """One line of a list that is read from the top: the label, and when it applies."""

    label: Key
    when: When = Field(default_factory=dict)
    blank: tuple[Key, ...] = ()


class First(PolicyRecord):
    """The label of the first line that applies, else what another label says."""

    kind: Literal["first"]
    name: Name
    rules: tuple[Rule, ...] = Field(min_length=1)
    otherwise: Key

    @property
    def reads(self) -> frozenset[str]:
        """The columns and labels it is worked out from."""
        rules = (name for rule in self.rules for name in (*rule.when, *rule.blank))
        return frozenset({self.otherwise, *rules})

    def labels(self, known: Known) -> tuple[str, ...]:
        """Every label it may give."""
        found = [rule.label for rule in self.rules]
        return tuple(dict.fromkeys([*found, *(known.labels.get(self.otherwise) or ())]))

    def problems(self, known: Known) -> Iterator[str]:
        """Lines that never or always apply, and columns that do not exist."""
        if self.otherwise not in known.labels:
            yield f"'{self.name}' falls back on '{self.otherwise}', which is no label"
        elif known.labels[self.otherwise] is None:
            yield f"'{self.name}' falls back on '{self.otherwise}', which may be anything; name a label"
        readable = {*known.labels, *known.numbers, *known.dates, *known.items}
        for rule in self.rules:
            if not rule.when and not rule.blank:
                yield f"'{self.name}' gives '{rule.label}' always; say when"
            for name in rule.blank:
                if name not in readable:
                    yield f"'{self.name}' asks whether '{name}' is blank, which is no column"
            yield from unmet_conditions(f"'{self.name}'", rule.when, known)

    def read(self, facts: Facts) -> Label:
        """The first that applies, and every other that could while something is missing.

        What a line asks to be blank is read as the batch stands, for a blank says something there.
        """
        name, could = "", set()
        for rule in self.rules:
            if not all(facts.is_blank(column) for column in rule.blank):
                continue
            answers = facts.answers(rule.when)
            if facts.meets(rule.when):
                name = name or rule.label
            if True in answers:
                could.add(rule.label)
            if False not in answers:
                return Label(name, frozenset(could))
        otherwise = facts.label(self.otherwise)
        return Label(name or otherwise.name, otherwise.could_be | could)


class Highest(PolicyRecord):
    """The highest label that several steps arrive at, in a stated order."""

    kind: Literal["highest"]
    name: Name
    of: tuple[Key, ...] = Field(min_length=1)
    order: tuple[Key, ...] = Field(min_length=1)

    @property
    def reads(self) -> frozenset[str]:
        """The columns and labels it is worked out from."""
        return frozenset(self.of)

    def labels(self, known: Known) -> tuple[str, ...]:
        """Every label it may give."""
        return self.order

    def problems(self, known: Known) -> Iterator[str]:
        """Steps that are no labels, or whose labels have no place in the order."""
        yield from twice(f"'{self.name}' takes", self.of)
        yield from twice(f"'{self.name}' has in its order", self.order)
        for name in self.of:
            if name not in known.labels:
                yield f"'{self.name}' takes the highest of '{name}', which is no label"
            for label in known.labels.get(name) or ():
                if label not in self.order and label != BLANK:
                    yield f"'{self.name}' has no place in its order for '{label}' of {name}"

    def read(self, facts: Facts) -> Label:
        """The highest step, and every label it could be while steps are uncertain; blank steps count lowest."""
        rank = {label: n for n, label in enumerate(self.order)}
        steps = [facts.label(name) for name in self.of]
        highest = max(rank.get(step.name, 0) for step in steps)
        options = [{rank.get(label, 0) for label in step.could_be} for step in steps]
        at_least = max(min(ranks) for ranks in options)
        could = {n for ranks in options for n in ranks if n >= at_least}
        return Label(self.order[highest], frozenset(self.order[n] for n in could))
