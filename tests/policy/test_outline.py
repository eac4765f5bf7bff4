import datetime
from decimal import Decimal

from pydantic import Field

from allocator.policy.outline import Node, leaves, outline
from allocator.policy.toml import PolicyRecord


class Part(PolicyRecord):
    name: str
    numbers: dict[str, Decimal] = Field(default_factory=dict)


class Limit(PolicyRecord):
    kind: str
    from_percent: int


class Whole(PolicyRecord):
    """Every shape a policy may hold, and a few that none holds yet."""

    title: str
    on: bool = True
    since: datetime.date | None = None
    names: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    limits: tuple[Limit, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    by_name: dict[str, Part] = Field(default_factory=dict)


def said(record: PolicyRecord) -> dict[str, object]:
    """Every value by the way to it."""
    found = {
        ".".join(node.key for node in way): way[-1].value
        for way in leaves(outline(record))
    }
    return dict(found)


def test_every_value_has_its_place() -> None:
    """Records, tables and lists, at any depth, are all walked."""
    whole = Whole(
        title="All",
        since=datetime.date(2026, 4, 1),
        names=("a", "b"),
        parts=(Part(name="One", numbers={"x": Decimal(1)}), Part(name="Two")),
        limits=(Limit(kind="a", from_percent=100),),
        rows=(("a", "b"), ("c", "d")),
        by_name={"own": Part(name="Three")},
    )

    assert said(whole) == {
        "title": "All",
        "on": True,
        "since": datetime.date(2026, 4, 1),
        "names": ("a", "b"),
        "parts.One.name": "One",
        "parts.One.numbers.x": 1,
        "parts.Two.name": "Two",
        "limits.100.kind": "a",
        "limits.100.from_percent": 100,
        "rows.1": ("a", "b"),
        "rows.2": ("c", "d"),
        "by_name.own.name": "Three",
    }


def test_what_is_not_said_is_blank() -> None:
    """Nothing given, an empty list and an empty table are no values."""
    nodes = {node.key: node for node in outline(Whole(title="Blank"))}

    assert {key for key, node in nodes.items() if node.is_blank} == {
        "since",
        "names",
        "parts",
        "limits",
        "rows",
        "by_name",
    }


def test_entries_of_one_name_are_told_apart() -> None:
    """Two entries of a list that are called alike both have a place."""
    whole = Whole(title="Twice", parts=(Part(name="One"), Part(name="One")))

    assert {"parts.One.name", "parts.One (2).name"} <= said(whole).keys()


def test_a_place_knows_the_record_it_is_from() -> None:
    """Whoever words a value can tell the same key of two records apart."""
    whole = Whole(
        title="All", by_name={"own": Part(name="Three", numbers={"x": Decimal(1)})}
    )

    fields = {way[-1].key: way[-1].field for way in leaves(outline(whole))}

    assert fields["title"] == "Whole.title"
    assert fields["x"] == "Part.numbers"


def test_a_node_is_asked_for_what_stands_below_it() -> None:
    """A value is found by its key, and nothing by a key that is not there."""
    node = Node("a", "A.a", below=(Node("b", "B.b", "c"),))

    assert node.get("b") == "c"
    assert node.get("d") is None
