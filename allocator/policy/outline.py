"""Any policy taken apart: what stands where, whatever its records hold, so that nothing new is ever passed over."""

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from pydantic import BaseModel

Scalar = str | bool | int | Decimal | datetime.date | None
Value = Scalar | tuple[Scalar, ...]


class Node(NamedTuple):
    """One thing a policy says: a value, or what stands below it.

    ``field`` is the record and key it belongs to, as in ``Lookup.units``; an entry of a table or list belongs to the
    key of the whole, and is named by whoever wrote the file.
    """

    key: str
    field: str
    value: Value = None
    below: tuple["Node", ...] = ()
    is_named: bool = False
    is_list: bool = False
    record: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is said here."""
        return not self.below and self.value in (None, (), "")

    @property
    def is_leaf(self) -> bool:
        """Whether a value stands here, or nothing, rather than a table or list of things."""
        return not self.below

    def get(self, key: str) -> Value:
        """The value below a key; None where there is none."""
        return next((node.value for node in self.below if node.key == key), None)


def outline(record: BaseModel) -> tuple[Node, ...]:
    """Everything a record says, in the order of its keys."""
    kind = type(record)
    return tuple(
        _node(name, f"{kind.__name__}.{name}", getattr(record, name))
        for name in kind.model_fields
    )


def leaves(
    nodes: tuple[Node, ...], above: tuple[Node, ...] = ()
) -> Iterator[tuple[Node, ...]]:
    """The way to every value that is said, from the top."""
    for node in nodes:
        way = (*above, node)
        if node.below:
            yield from leaves(node.below, way)
        elif not node.is_blank:
            yield way


def _node(key: str, field: str, content: object, *, is_named: bool = False) -> Node:
    if isinstance(content, BaseModel):
        below = outline(content)
        return Node(
            key,
            field,
            below=below,
            is_named=is_named,
            record=type(content).__name__,
        )
    if isinstance(content, Mapping):
        entries = tuple(
            _node(str(name), field, entry, is_named=True)
            for name, entry in content.items()
        )
        # An empty table says nothing, which is not the same as leaving it out.
        return Node(key, field, None if entries else (), entries, is_named=is_named)
    if isinstance(content, tuple) and any(map(_has_parts, content)):
        names = _distinct([_name(entry, n) for n, entry in enumerate(content, 1)])
        entries = tuple(
            _node(name, field, entry, is_named=True)
            for name, entry in zip(names, content, strict=True)
        )
        return Node(key, field, below=entries, is_named=is_named, is_list=True)
    return Node(key, field, _value(content), is_named=is_named)


def _value(content: object) -> Value:
    if isinstance(content, tuple | frozenset):
        parts = content if isinstance(content, tuple) else sorted(content)
        return tuple(_scalar(part) for part in parts)
    return _scalar(content)


def _scalar(content: object) -> Scalar:
    if content is None or isinstance(content, str | int | Decimal | datetime.date):
        return content
    return str(content)


def _has_parts(content: object) -> bool:
    return isinstance(content, BaseModel | Mapping | tuple)


def _name(entry: object, number: int) -> str:
    """What tells an entry of a list from the others, so that moving it is no change: its name, or its first value."""
    if not isinstance(entry, BaseModel):
        return str(number)
    values = {field: getattr(entry, field) for field in type(entry).model_fields}
    if isinstance(values.get("name"), str):
        return str(values["name"])
    told = [
        value
        for field, value in values.items()
        if field != "kind" and isinstance(value, str | int | Decimal | datetime.date)
    ]
    return str(told[0]) if told else str(number)


def _distinct(names: list[str]) -> list[str]:
    """Names that tell entries apart even where two have the same."""
    met: Counter[str] = Counter()
    found = []
    for name in names:
        met[name] += 1
        found.append(name if met[name] == 1 else f"{name} ({met[name]})")
    return found
