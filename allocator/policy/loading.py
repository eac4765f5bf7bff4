"""Loads policies and their parts: every fault of every file at once."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from allocator import shipped
from allocator.errors import Fault, InvalidPolicy, UnknownName, suggestion
from allocator.policy import toml
from allocator.policy.agreement import disagreements
from allocator.policy.based_on import full_content
from allocator.policy.competency import Competency
from allocator.policy.dated import versions
from allocator.policy.policy import DEFAULT, PARTS, Later, Names, Policy
from allocator.policy.priorities import Priorities
from allocator.policy.rules import ALWAYS_ON, COMPETENCY_RULES, PRIORITIES_RULES
from allocator.policy.toml import PolicyRecord

# A part as it is written, and as it will be from each date of its changes.
_Versions = list[tuple[datetime.date | None, Any]]


def load_policy(name: str = DEFAULT) -> Policy:
    """The policy a shipped name or a path to a TOML file means.

    Inside a policy file the three parts are shipped names, or paths relative to the file.
    Raises UnknownName where there is no such policy, InvalidPolicy with every fault of it and of what it names.
    """
    path = shipped.toml(name, "models", "policies")
    content = toml.read(path)
    faults: list[Fault] = []
    names = None
    try:
        names = toml.parse(Names, content, path)
    except InvalidPolicy as error:
        faults += error.faults
    parts = {part: _named(part, content.get(part), path, faults) for part in PARTS}
    if names is None or not all(parts.values()) or faults:
        raise InvalidPolicy(faults)
    later = [
        Later.model_validate({"since": since, part: record})
        for part, found in parts.items()
        for since, record in found[1:]
    ]
    policy = Policy(
        name=path.stem,
        title=names.title,
        approach=names.approach,
        names=names,
        **{part: found[0][1] for part, found in parts.items()},
        later=tuple(sorted(later, key=lambda part: part.since)),
    )
    if faults := [*disagreements(policy)]:
        raise InvalidPolicy(faults)
    return policy


def read_part(kind: type[PolicyRecord], file: Path) -> PolicyRecord:
    """One of the three parts of a policy; raises InvalidPolicy with every fault, rules and changes among them."""
    part: PolicyRecord = _versions(kind, file)[0][1]
    return part


def _named(part: str, name: Any, path: Path, faults: list[Fault]) -> _Versions:
    """The versions of a part that a policy file names; what is wrong with it is added to the faults."""
    if not isinstance(name, str):
        return []  # told among the faults of the policy file itself
    try:
        file = shipped.toml(name, "models", part, beside=path.parent)
        return _versions(PARTS[part], file)
    except UnknownName as error:
        faults.append(Fault(path.name, None, part, str(error)))
    except InvalidPolicy as error:
        faults += error.faults
    return []


def _versions(kind: type[PolicyRecord], file: Path) -> _Versions:
    folder = next(name for name, part in PARTS.items() if part is kind)
    content = full_content(file, "models", folder)
    faults: list[Fault] = []
    if kind in _RULES:
        faults += _rule_faults(content.get("rules"), _RULES[kind], file)
    dated, wrong = versions(content, file)
    found: _Versions = []
    for since, version in dated:
        try:
            found.append((since, toml.parse(kind, version, file)))
        except InvalidPolicy as error:
            faults += [_as_changed(fault, since) for fault in error.faults]
            # It would be told again for every later change.
            break
    if faults := [*faults, *wrong]:
        raise InvalidPolicy(faults)
    return found


def _as_changed(fault: Fault, since: datetime.date | None) -> Fault:
    """A fault of a file as it will be, which nobody would find in the file as it is written."""
    if since is None:
        return fault
    problem = f"{fault.problem} That is as changed from {since}."
    return Fault(fault.file, None, fault.column, problem)


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
