"""Policy files on disk, for the tests of reading them: the shipped children's files, edited."""

import datetime
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from allocator import shipped
from allocator.errors import InvalidPolicy
from allocator.policy.loading import load_policy

CHILDREN = {
    "weighting": "children-workload",
    "competency": "children",
    "priorities": "standard",
}
POLICY = """
title = "Own"
source = "Tests."
approach = "Tests."
weighting = "weighting.toml"
competency = "competency.toml"
priorities = "priorities.toml"
"""


def text_of(kind: str, name: str = "") -> str:
    """What a shipped file says; the children's one unless another is named."""
    path = shipped.toml(name or CHILDREN[kind], "models", kind)
    return path.read_text(encoding="utf-8")


def edited(kind: str, *changes: tuple[str, str]) -> str:
    """The children's file of a kind, with the first of each text replaced."""
    text = text_of(kind)
    for old, new in changes:
        assert old in text, f"{kind} no longer says {old!r}"
        text = text.replace(old, new, 1)
    return text


def policy_file(folder: Path, own: str | bytes = POLICY, **parts: str | bytes) -> Path:
    """A policy file with its three parts beside it: the children's, unless given."""
    for kind in CHILDREN:
        _write(folder / f"{kind}.toml", parts.get(kind, text_of(kind)))
    _write(folder / "own.toml", own)
    return folder / "own.toml"


def faults_in(path: Path) -> list[str]:
    """Everything told about a policy that cannot be used."""
    with pytest.raises(InvalidPolicy) as error:
        load_policy(str(path))
    return [str(fault) for fault in error.value.faults]


def toml_text(content: dict[str, Any]) -> str:
    """The same content laid out as no person would: one line a key, no comments."""
    return "".join(f"{_key(key)} = {_value(value)}\n" for key, value in content.items())


def _write(path: Path, content: str | bytes) -> None:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def _key(key: str) -> str:
    return json.dumps(key, ensure_ascii=False)


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _key(value)
        case dict():
            parts = [f"{_key(key)} = {_value(part)}" for key, part in value.items()]
            return "{" + ", ".join(parts) + "}"
        case list():
            return "[" + ", ".join(_value(part) for part in value) + "]"
        case Decimal() if not value.is_finite():
            return "nan" if value.is_nan() else "inf"
        case int() | Decimal() | datetime.date():
            return str(value)
    raise TypeError(f"TOML has no {type(value)}")
