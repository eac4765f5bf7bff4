"""A policy: one weighting, one competency file and one set of priorities, under one name."""

import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from allocator import shipped
from allocator.errors import Fault, InvalidPolicy, UnknownName, suggestion
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
        content = self.model_dump(include={"weighting", "competency", "priorities"})
        text = json.dumps(_plainly(content), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

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
        content = toml.read(file)
        if kind in _RULES:
            faults += _rule_faults(content.get("rules"), _RULES[kind], file)
        return toml.parse(kind, content, file)
    except InvalidPolicy as error:
        faults += error.faults
        return None


_RULES: dict[type[BaseModel], tuple[str, ...]] = {
    Competency: COMPETENCY_RULES,
    Priorities: PRIORITIES_RULES,
}


def _rule_faults(given: Any, known: tuple[str, ...], file: Path) -> Iterator[Fault]:
    """What is wrong with the names of rules, whatever else is wrong with the file."""
    if not isinstance(given, dict):
        return

    def fault(key: str, problem: str) -> Fault:
        return Fault(file.name, None, f"rules.{key}", problem)

    for name in given:
        if name not in known:
            yield fault(name, f"is not a rule of this file.{suggestion(name, known)}")
    for name in known:
        if name not in given:
            yield fault(name, "is missing.")
    for name in sorted(ALWAYS_ON & given.keys()):
        if isinstance(given[name], dict) and given[name].get("on") is False:
            problem = "cannot be false: without this rule a proposal has no meaning."
            yield fault(f"{name}.on", problem)


def _plainly(content: Any) -> Any:
    """Content in which a number reads the same however it was written: 5 and 5.0 alike."""
    if isinstance(content, dict):
        return {key: _plainly(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_plainly(value) for value in content]
    if isinstance(content, Decimal):
        return format(content.normalize(), "f")
    return content
