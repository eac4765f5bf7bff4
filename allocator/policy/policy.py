"""A policy: one weighting, one competency file and one set of priorities, under one name."""

import hashlib
import json
from functools import cached_property
from pathlib import Path

from allocator import shipped
from allocator.errors import Fault, InvalidPolicy, suggestion
from allocator.policy import toml
from allocator.policy.competency import Competency
from allocator.policy.priorities import Priorities
from allocator.policy.rules import (
    ALWAYS_ON,
    COMPETENCY_RULES,
    PRIORITIES_RULES,
    RuleText,
)
from allocator.policy.toml import PolicyRecord, Record
from allocator.policy.weighting import Weighting

DEFAULT = "children-workload"


class Names(PolicyRecord):
    """The file in ``models/policies``: which weighting, competency and priorities go together."""

    title: str
    source: str
    approach: str
    weighting: str
    competency: str
    priorities: str


class Policy(PolicyRecord):
    """Everything a service has decided about how work is weighed, held and prioritised."""

    name: str
    title: str
    approach: str
    names: Names
    weighting: Weighting
    competency: Competency
    priorities: Priorities

    @cached_property
    def rules(self) -> dict[str, RuleText]:
        """Every rule by name, switched on or off."""
        return {**self.competency.rules, **self.priorities.rules}

    @cached_property
    def digest(self) -> str:
        """The same for two policies exactly when they say the same, comments and layout aside."""
        content = self.model_dump(
            mode="json", include={"weighting", "competency", "priorities"}
        )
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

    def holds(self, rule: str) -> bool:
        """Whether a rule is switched on."""
        return self.rules[rule].on

    def without(self, *rules: str) -> "Policy":
        """The same policy with some rules switched off, to ask what they cost."""

        def off(texts: dict[str, RuleText]) -> dict[str, RuleText]:
            return {
                name: text.changed(on=text.on and name not in rules)
                for name, text in texts.items()
            }

        return self.changed(
            competency=self.competency.changed(rules=off(self.competency.rules)),
            priorities=self.priorities.changed(rules=off(self.priorities.rules)),
        )


def load_policy(name: str = DEFAULT) -> Policy:
    """The policy a shipped name or a path to a TOML file means.

    Inside a policy file the three parts are shipped names, or paths relative to the file.
    Raises UnknownName, or InvalidPolicy with every fault of every file.
    """
    path = shipped.toml(name, "models", "policies")
    names = toml.parse(Names, toml.read(path), path)
    faults: list[Fault] = []
    weighting = _part(Weighting, names.weighting, "weighting", path.parent, faults)
    competency = _part(Competency, names.competency, "competency", path.parent, faults)
    priorities = _part(Priorities, names.priorities, "priorities", path.parent, faults)
    if weighting is None or competency is None or priorities is None or faults:
        raise InvalidPolicy(faults)
    return Policy(
        name=path.stem,
        title=names.title,
        approach=names.approach,
        names=names,
        weighting=weighting,
        competency=competency,
        priorities=priorities,
    )


def _part(
    kind: type[Record], name: str, folder: str, beside: Path, faults: list[Fault]
) -> Record | None:
    """One of the three files a policy names; what is wrong with it is added to the faults."""
    file = shipped.toml(name, "models", folder, beside=beside)
    try:
        record = toml.parse(kind, toml.read(file), file)
    except InvalidPolicy as error:
        faults += error.faults
        return None
    if isinstance(record, Competency):
        faults += _rule_faults(record.rules, COMPETENCY_RULES, file)
    if isinstance(record, Priorities):
        faults += _rule_faults(record.rules, PRIORITIES_RULES, file)
    return record


def _rule_faults(
    given: dict[str, RuleText], known: tuple[str, ...], file: Path
) -> list[Fault]:
    faults = [
        Fault(
            file.name,
            None,
            f"rules.{name}",
            f"is not a rule of this file.{suggestion(name, known)}",
        )
        for name in given
        if name not in known
    ]
    faults += [
        Fault(file.name, None, f"rules.{name}", "is missing.")
        for name in known
        if name not in given
    ]
    faults += [
        Fault(
            file.name,
            None,
            f"rules.{name}.on",
            "cannot be false: without this rule a proposal has no meaning.",
        )
        for name in sorted(ALWAYS_ON & given.keys())
        if not given[name].on
    ]
    return faults
