"""How what a policy says is worded: its values with their units, its names without underscores."""

import datetime
import re
from decimal import Decimal

from allocator.policy.names import NAME
from allocator.policy.outline import Node, Scalar, Value
from allocator.report.policy_titles import KINDS, UNITS, UNITS_ONCE, title
from allocator.report.wording import day, plain

# What each part of a policy decides.
PART_TITLES = {
    "weighting": "what a case asks and what people have",
    "competency": "grades, skills and who may hold what",
    "priorities": "limits, and what matters most",
}

_NAME = re.compile(NAME)


def label(node: Node) -> str:
    """What a thing is called: by its title where it has one, by the words of its key, or by the value that names it."""
    if not node.is_named:
        return title(node.field).label
    own = node.get("title")
    if isinstance(own, str) and own:
        return plain(own)
    naming = naming_value(node)
    if naming is None:
        return as_words(node.key)
    is_name = isinstance(naming.value, str)
    return as_words(str(naming.value)) if is_name else f"{label(naming)} {text(naming)}"


def naming_value(node: Node) -> Node | None:
    """The value that an entry of a list is known by, where it has no name; the key of a second one is numbered."""
    values = (n for n in node.below if n.key != "kind" and n.is_leaf)
    return next(
        (
            n
            for n in values
            if node.key == str(n.value) or node.key.startswith(f"{n.value} (")
        ),
        None,
    )


def as_words(name: str) -> str:
    """A name as people say it, ``child_protection high`` as ``child protection high``; other text as it is."""
    is_name = all(_NAME.fullmatch(part) for part in name.split(" "))
    return plain(name.replace("_", " ") if is_name else name)


def text(node: Node, unit: str = "") -> str:
    """A value with what it counts; ``unit`` is what the weighting counts in."""
    return value_text(node.value, node.field, unit)


def value_text(value: Value, field: str, unit: str = "") -> str:
    """A value of a key in words."""
    if value in (None, (), ""):
        return title(field).blank
    if isinstance(value, tuple):
        several = " or " if title(field).verb == "is" else ", "
        return several.join(_scalar(part, field, unit) for part in value)
    return _scalar(value, field, unit)


def is_number(node: Node) -> bool:
    """Whether a number stands here, which yes and no are not."""
    return isinstance(node.value, int | Decimal) and not isinstance(node.value, bool)


def counted_in(field: str, unit: str) -> str:
    """What the numbers of a key count."""
    counted = title(field).unit
    if counted == UNITS_ONCE:
        return unit.removesuffix(" a week")
    return unit if counted == UNITS else counted


def number(value: Decimal | int) -> str:
    """A number as it is written by hand: ``2,220``, ``0.15``."""
    return f"{Decimal(value).normalize():,f}".replace("-", "−")


def quantity(value: Decimal | int, counted: str) -> str:
    """A number and what it counts: ``1 hour``, ``35%``, ``level 2``."""
    if counted.startswith("%"):
        return number(value) + counted
    if counted == "level":
        return f"level {number(value)}"
    if value == 1:
        counted = re.sub(r"^(percentage )?(\w+)s\b", r"\1\2", counted)
    return f"{number(value)} {counted}".strip()


def _scalar(value: Scalar, field: str, unit: str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Decimal):
        return quantity(value, counted_in(field, unit))
    if isinstance(value, datetime.date):
        return day(value)
    known = KINDS.get(str(value)) if field.endswith(".kind") else None
    return known or as_words(str(value))
