"""A policy told to people: everything it weighs, allows and prefers, laid out to be read aloud."""

from collections.abc import Iterator

from pydantic import BaseModel

from allocator.explain.words import unit
from allocator.policy.difference import Period, differences
from allocator.policy.outline import Node, Value, outline
from allocator.policy.policy import PARTS, Policy
from allocator.report.columns import wrapped
from allocator.report.policy_changes import changes
from allocator.report.policy_layout import STEP, laid_out, paragraph
from allocator.report.policy_words import label
from allocator.report.wording import plain

_IN_HEADING = ("title", "source")


def unsaid(record: BaseModel) -> tuple[str, ...]:
    """Keys that stand in the heading, and the step of a rounding that there is none of."""
    if getattr(record, "worker_total_rounding", "") == "none":
        return (*_IN_HEADING, "worker_total_round_to")
    return _IN_HEADING


def described(policy: Policy) -> str:
    """Everything a policy says, in words, in 80 columns."""
    return "\n".join(_lines(policy)) + "\n"


def _lines(policy: Policy) -> Iterator[str]:
    names = policy.names
    yield from wrapped(
        f"{plain(policy.title)} ({plain(policy.name)}, digest {policy.digest[:12]})"
    )
    yield from wrapped(plain(policy.approach))
    yield from wrapped(f"Source: {plain(names.source)}")
    for part in PARTS:
        record = getattr(policy, part)
        yield ""
        yield ""
        yield from wrapped(f"{part.upper()}: {plain(record.title)}")
        yield from paragraph(f"File: {plain(getattr(names, part))}", STEP)
        yield from paragraph(f"Source: {plain(record.source)}", STEP)
        yield ""
        nodes = _naming_tables(outline(record))
        said = [node for node in nodes if node.key not in unsaid(record)]
        yield from laid_out(said, unit(policy.weighting.unit), STEP)
    yield from _later(policy)


def _naming_tables(nodes: tuple[Node, ...]) -> list[Node]:
    """The same with the name of a shared table wherever a term would repeat it."""
    tables = [
        table
        for node in nodes
        if node.field == "Weighting.tables"
        for table in node.below
    ]

    def told(node: Node) -> Node:
        for table in tables:
            if node.key == "units" and _entries(node) == _entries(table):
                return node._replace(value=f"as in {label(table)}", below=())
        return node._replace(below=tuple(map(told, node.below)))

    return [*map(told, nodes)]


def _entries(node: Node) -> list[tuple[str, Value]]:
    return [(entry.key, entry.value) for entry in node.below]


def _later(policy: Policy) -> Iterator[str]:
    """What changes from each later date, beside what held until then."""
    counted = unit(policy.weighting.unit)
    before = policy
    for since in sorted({later.since for later in policy.later}):
        after = policy.on(since)
        period = Period(since, differences(before, after))
        yield from changes(period, (counted, counted))
        before = after
