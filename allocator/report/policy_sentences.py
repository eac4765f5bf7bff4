"""One thing that two policies say differently, in a sentence: from what to what, with names and units."""

from collections.abc import Iterator
from decimal import Decimal

from allocator.policy.difference import Difference
from allocator.policy.outline import Node
from allocator.report.policy_layout import (
    content,
    heading,
    in_a_sentence,
    is_row,
    is_sentence,
    laid_out,
    row,
)
from allocator.report.policy_titles import title
from allocator.report.policy_words import (
    counted_in,
    is_number,
    label,
    number,
    quantity,
    text,
    value_text,
)
from allocator.report.wording import capital, plain

Units = tuple[str, str]

_SEVERAL_TIMES = 900


def sentence(difference: Difference, units: Units) -> str:
    """What differs; ``units`` are what the weightings before and after count in."""
    about, node = _about(difference), difference.node
    unit = units[difference.after is not None]
    if difference.change == "reordered":
        orders = [_in_order(n) for n in (difference.after, difference.before)]
        return f"{_joined([*about, label(node)])}, in the order: {' instead of '.join(orders)}"
    named = _named(difference, label(node))
    if node.below and is_sentence(node):
        return f"{_joined([*about, named])}: {in_a_sentence(node, unit)}"
    if node.below and not is_row(node):
        return _joined([*about, _named(difference, heading(node, unit))])
    said = row(node, unit) if node.below else _said(difference, units)
    verb = title(node.field).verb
    if verb and verb == title(node.field).label:
        entry = f" {label(node)}" if node.is_named else ""
        return f"{_joined(about)}: {verb}{entry} {said}"
    if verb and node.is_leaf:
        return f"{_joined(about)}: {label(node)} {verb} {said}"
    return f"{_joined([*about, named])}: {said}"


def details(difference: Difference, units: Units, indent: int) -> Iterator[str]:
    """What stands in a part that is new or gone, below the sentence that names it where that cannot hold it."""
    node = difference.node
    if (
        node.below
        and not is_sentence(node)
        and not is_row(node)
        and difference.change != "reordered"
    ):
        unit = units[difference.after is not None]
        yield from laid_out(content(node), unit, indent)


def _about(difference: Difference) -> list[str]:
    """What the sentence is about, from the top; headings that go without saying are left out."""
    said, entry = [], ""
    for node in difference.way:
        about = title(node.field)
        if node.is_named:
            said.append(f"{entry} {_lower(label(node))}" if entry else label(node))
            entry = ""
        elif about.entry is not None:
            entry = about.entry
        elif not about.verb or about.verb == "is":
            said.append(label(node))
    return said


def _named(difference: Difference, name: str) -> str:
    """An entry of a list with what it is: ``column harm``."""
    above = difference.way[-1:]
    entry = title(above[0].field).entry if above else None
    return f"{entry} {_lower(name)}" if entry and difference.node.is_named else name


def _joined(about: list[str]) -> str:
    first, *rest = about or [""]
    return ", ".join([capital(first), *(_lower(part) for part in rest)])


def _lower(said: str) -> str:
    return said if said[:2].isupper() else said[:1].lower() + said[1:]


def _in_order(node: Node | None) -> str:
    return ", ".join(label(entry) for entry in node.below) if node else ""


def _said(difference: Difference, units: Units) -> str:
    """The value, or what it is instead of."""
    before, after = difference.before, difference.after
    if before is None or after is None:
        return text(difference.node, units[after is not None])
    old, new = before.value, after.value
    if isinstance(old, tuple) or isinstance(new, tuple):
        return _of_lists(before, after)
    if is_number(before) and is_number(after):
        return _of_numbers(before, after, units)
    if isinstance(old, str) and isinstance(new, str) and not (old + new).islower():
        return f"“{plain(new)}” instead of “{plain(old)}”"
    return f"{text(after, units[1])} instead of {text(before, units[0])}"


def _of_numbers(before: Node, after: Node, units: Units) -> str:
    """From what to what; the share by which it grew where that says something."""
    old, new = (Decimal(str(node.value)) for node in (before, after))
    was, counted = counted_in(before.field, units[0]), counted_in(after.field, units[1])
    now = quantity(new, counted)
    if was != counted:
        return f"{now} instead of {quantity(old, was)}"
    if counted.startswith("%"):
        return f"{now} instead of {number(old)}%"
    share = 100 * (new - old) / abs(old) if old and new else Decimal(0)
    # What became several times as much, or nothing, is better told by the two numbers alone.
    if counted.startswith("level") or not 0 < abs(share) < _SEVERAL_TIMES:
        return f"{now} instead of {number(old)}"
    digits = 0 if abs(share) >= 1 else 1
    grown = f"{share:+,.{digits}f}%".replace("-", "−")
    return f"{now} instead of {number(old)} ({grown})"


def _of_lists(before: Node, after: Node) -> str:
    """What joined and what left a list, and its order where that is another."""
    old, new = (n.value if isinstance(n.value, tuple) else () for n in (before, after))
    kept = [
        tuple(x for x in one if x in other) for one, other in ((old, new), (new, old))
    ]
    said = [
        f"{what} {value_text(found, after.field)}"
        for what, found in (
            ("also", tuple(part for part in new if part not in old)),
            ("no longer", tuple(part for part in old if part not in new)),
            ("now in the order", new if kept[0] != kept[1] else ()),
        )
        if found
    ]
    return "; ".join(said)
