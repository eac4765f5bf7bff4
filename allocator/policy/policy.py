"""A policy: one weighting, one competency file and one set of priorities, under one name."""

import datetime
from functools import cached_property

from allocator.errors import UnknownName
from allocator.policy.competency import Competency
from allocator.policy.digests import digest_of
from allocator.policy.priorities import Priorities
from allocator.policy.rules import RuleText
from allocator.policy.toml import PolicyRecord
from allocator.policy.weighting import Weighting

DEFAULT = "children-workload"

# The three files a policy names, by their key in it and their folder in ``models``.
PARTS: dict[str, type[PolicyRecord]] = {
    "weighting": Weighting,
    "competency": Competency,
    "priorities": Priorities,
}


class Names(PolicyRecord):
    """The file in ``models/policies``: which weighting, competency and priorities go together."""

    title: str
    source: str
    approach: str
    weighting: str
    competency: str
    priorities: str


class Later(PolicyRecord):
    """One part of a policy as it will be from a date on."""

    since: datetime.date
    weighting: Weighting | None = None
    competency: Competency | None = None
    priorities: Priorities | None = None


class Policy(PolicyRecord):
    """Everything a service has decided about how work is weighed, held and prioritised."""

    name: str
    title: str
    approach: str
    names: Names
    weighting: Weighting
    competency: Competency
    priorities: Priorities
    later: tuple[Later, ...] = ()
    as_written: str = ""
    """The digest of the files, where this is what they say on one day."""

    @cached_property
    def rules(self) -> dict[str, RuleText]:
        """Every rule by name, switched on or off."""
        return {**self.competency.rules, **self.priorities.rules}

    @cached_property
    def digest(self) -> str:
        """The same for two policies exactly when their files say the same, comments and layout aside."""
        if self.as_written:
            return self.as_written
        content = self.model_dump(include={*PARTS, "later"} if self.later else {*PARTS})
        return digest_of(content)

    @cached_property
    def versions(self) -> "tuple[Policy, ...]":
        """The policy as it is written, and as it will be from each date of its changes."""
        return (self, *(self.on(part.since) for part in self.later))

    def on(self, day: datetime.date) -> "Policy":
        """The policy in force on a day, with nothing left to change."""
        if not self.later:
            return self
        parts = {
            part: record
            for later in self.later
            if later.since <= day
            for part in PARTS
            if (record := getattr(later, part)) is not None
        }
        return self.changed(**parts, later=(), as_written=self.digest)

    def holds(self, rule: str) -> bool:
        """Whether a rule is switched on."""
        return self.rules[rule].on

    def without(self, *rules: str) -> "Policy":
        """The same policy with some rules switched off, to ask what they cost."""
        for rule in rules:
            if rule not in self.rules:
                raise UnknownName("rule", rule, list(self.rules))

        def off(texts: dict[str, RuleText]) -> dict[str, RuleText]:
            return {
                name: text.changed(on=text.on and name not in rules)
                for name, text in texts.items()
            }

        return self.changed(
            competency=self.competency.changed(rules=off(self.competency.rules)),
            priorities=self.priorities.changed(rules=off(self.priorities.rules)),
            as_written="",
        )
