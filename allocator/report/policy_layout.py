"""Lays out anything a policy says in 80 columns: short values in rows, tables in columns, the rest in blocks."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from allocator.policy.outline import Node
from allocator.report.columns import WIDTH, wrapped
from allocator.report.policy_titles import UNITS, WITHOUT_LIMIT, title
from allocator.report.policy_words import (
    counted_in,
    is_number,
    label,
    naming_value,
    number,
    text,
)
from allocator.report.wording import capital, plain

STEP = 2
_WIDEST_LABEL = 44
_MOST_COLUMNS = 3
_GAP = 4
# A table of no more entries is a row, and what says no more than so many things is a sentence.
_SHORT = 4
_SENTENCE = 5
# Not said of their own: a rule that does not hold is called off in its heading, and only a number has a range.
IMPLIED = frozenset({"RuleText.on"})
ONLY_OF_NUMBERS = frozenset({"Column.least", "Column.most"})
_SPEAK_FOR_THEMSELVES = ("meaning", "kind", "sentence")


def laid_out(nodes: Sequence[Node], unit: str, indent: int) -> Iterator[str]:
    """What stands side by side in a policy; ``unit`` is what its weighting counts in."""
    said = [n for n in nodes if _says_something(n)]
    short = [node for node in said if is_row(node)]
    yield from aligned([(heading(n, unit), row(n, unit)) for n in short], indent)
    parted = False
    for place, alike in enumerate(_alike([n for n in said if n not in short])):
        node = alike[0]
        in_sentence = is_sentence(node)
        follows = bool(short) or place > 0
        if follows and (parted or not (in_sentence or _is_table(node))):
            yield ""
        for other in alike[:-1]:
            yield from paragraph(f"{heading(other, unit)}, and", indent)
        yield from block(alike[-1], unit, indent)
        parted = not in_sentence


def _says_something(node: Node) -> bool:
    """Whether there is anything to read out: blanks that mean nothing and limits that limit nothing are passed over."""
    if node.is_blank:
        return title(node.field).blank != "none"
    if node.below and not node.is_named:
        return any(map(_says_something, node.below))
    return not _is_without_limit(node)


def _is_without_limit(node: Node) -> bool:
    return node.field in WITHOUT_LIMIT and node.value == WITHOUT_LIMIT[node.field]


def _alike(nodes: Sequence[Node]) -> Iterator[list[Node]]:
    """Entries that follow each other and say the same but for their names, as grades often do, together."""
    for _, same in groupby(nodes, key=_but_for_the_name):
        yield [*same]


def _but_for_the_name(node: Node) -> Any:
    """What tells an entry that needs a block of its own from the others."""
    if not node.is_named or is_sentence(node) or _is_table(node):
        return node
    return node.field, tuple(content(node))


def block(node: Node, unit: str, indent: int) -> Iterator[str]:
    """One thing under its heading, or in a sentence where it is short."""
    if is_sentence(node):
        yield from paragraph(
            f"{heading(node, unit)}: {in_a_sentence(node, unit)}", indent
        )
        return
    yield from paragraph(heading(node, unit), indent)
    if not _is_table(node):
        yield from laid_out(content(node), unit, indent + STEP)
    elif node.field == "Competency.skills":
        said = [plain(str(entry.value)) for entry in node.below]
        yield from paragraph(", ".join(said), indent + STEP)
    elif all(is_number(entry) for entry in node.below):
        yield from _in_columns(node, indent + STEP)
    else:
        rows = [(label(entry), text(entry, unit)) for entry in node.below]
        yield from aligned(rows, indent + STEP)


def heading(node: Node, unit: str) -> str:
    """What stands over a block: its name, what kind of thing it is, or what its numbers count."""
    said = label(node)
    kind = _kind_in_heading(node)
    if kind:
        said += f": {kind_of_thing(node, kind)}"
    elif node.record == "RuleText" and node.get("on") is False:
        said += " (off)"
    elif said == UNITS:
        said = counted_in(node.field, unit)
    elif _is_table(node):
        counted = counted_in(node.field, unit).replace("%", "percent")
        if counted and counted not in said and len(node.below) > _SHORT:
            said += f", in {counted}"
    return capital(said)


def kind_of_thing(node: Node, kind: Node) -> str:
    """What kind of thing it is; one that counts a column of items counts no interventions."""
    counts_items = kind.value == "each" and node.get("column")
    return "a number for every item of a column" if counts_items else text(kind)


def aligned(rows: Sequence[tuple[str, str]], indent: int) -> Iterator[str]:
    """Labels, and what belongs to each of them beside it."""
    if not rows:
        return
    width = min(_WIDEST_LABEL - indent, max(len(start) for start, _ in rows))
    for start, said in rows:
        fits = len(start) <= width
        left = [capital(start)] if fits else wrapped(capital(start), width, STEP)
        right = wrapped(said, WIDTH - indent - width - 2)
        for n in range(max(len(left), len(right))):
            cells = [lines[n] if n < len(lines) else "" for lines in (left, right)]
            yield f"{' ' * indent}{cells[0]:<{width}}  {cells[1]}".rstrip()


def paragraph(said: str, indent: int) -> Iterator[str]:
    """A sentence, its later lines a little further in."""
    for line in wrapped(said, WIDTH - indent, indent=STEP):
        yield " " * indent + line


def content(node: Node) -> list[Node]:
    """What stands below a heading, without what the heading says."""
    if not node.is_named:
        return [*node.below]
    told = (_kind_in_heading(node), naming_value(node))
    return [
        below
        for below in node.below
        if below.key not in ("title", "name")
        and not any(below is one for one in told)
        and below.field not in IMPLIED
        and not _is_without_limit(below)
        and (below.field not in ONLY_OF_NUMBERS or node.get("kind") == "number")
    ]


def _kind_in_heading(node: Node) -> Node | None:
    """The kind of thing that has a name, save of a column, whose meaning says more."""
    if not node.is_named or node.get("meaning"):
        return None
    return next((below for below in node.below if below.key == "kind"), None)


def _is_table(node: Node) -> bool:
    return bool(node.below) and all(b.is_leaf and b.is_named for b in node.below)


def is_row(node: Node) -> bool:
    """Whether it fits beside its label: a value, or a table of a few."""
    is_short = _is_table(node) and len(node.below) <= _SHORT
    return node.is_leaf or (is_short and not node.is_named)


def row(node: Node, unit: str) -> str:
    """What stands beside the label."""
    if node.is_leaf:
        return text(node, unit)
    # The heading of a table of units says what it counts.
    counted = "" if label(node) == UNITS else unit
    verb = " is" if title(node.field).verb == "is" else ""
    entries = [f"{label(one)}{verb} {text(one, counted)}" for one in node.below]
    return ("; " if verb else ", ").join(entries)


def is_sentence(node: Node) -> bool:
    """Whether an entry of a list says so little that a sentence holds it."""
    if not node.is_named or node.is_leaf or _kind_in_heading(node):
        return False
    said = [below for below in content(node) if not below.is_blank]
    return len(said) <= _SENTENCE and all(is_row(below) for below in said)


def in_a_sentence(node: Node, unit: str) -> str:
    """All that an entry says, in a row."""
    said = [
        row(below, unit)
        if below.key in _SPEAK_FOR_THEMSELVES
        else f"{label(below)} {row(below, unit)}"
        for below in content(node)
        if not below.is_blank
    ]
    joined = "; ".join([*(part.removesuffix(".") for part in said[:-1]), *said[-1:]])
    blank = title(node.field).blank
    return joined or ("nothing in particular" if blank == "none" else blank)


def _in_columns(node: Node, indent: int) -> Iterator[str]:
    """Names and numbers in as many columns as fit, to be read downwards."""
    cells = [(capital(label(e)), number(Decimal(str(e.value)))) for e in node.below]
    names, numbers = (max(len(cell[n]) for cell in cells) for n in (0, 1))
    cells = [(f"{name:<{names}}", f"{said:>{numbers}}") for name, said in cells]
    width = names + 2 + numbers
    columns = min(_MOST_COLUMNS, max(1, (WIDTH - indent + _GAP) // (width + _GAP)))
    height = -(-len(cells) // columns)
    for line in range(height):
        found = ["  ".join(cell) for cell in cells[line::height]]
        yield " " * indent + (" " * _GAP).join(found)
