"""What two policies say differently: entries matched by name, not by where they stand in the file."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from allocator.policy.outline import Node, outline
from allocator.policy.policy import PARTS, Policy

Change = Literal["changed", "added", "removed", "reordered"]


class Difference(NamedTuple):
    """One thing that differs, the way to it from the part it is in, and what it was and is."""

    part: str
    change: Change
    way: tuple[Node, ...]
    before: Node | None
    after: Node | None

    @property
    def node(self) -> Node:
        """What it is about, as it is now where it still exists."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a difference is between something and something else")
        return found


class Period(NamedTuple):
    """What differs from a day on and did not before; from the start where there is no day."""

    since: datetime.date | None
    differences: tuple[Difference, ...]


def compared(before: Policy, after: Policy) -> tuple[Period, ...]:
    """What differs now, and what else will from each day on which either policy changes."""
    days = {later.since for policy in (before, after) for later in policy.later}
    periods = [Period(None, differences(before, after))]
    told = periods[0].differences
    for day in sorted(days):
        found = differences(before.on(day), after.on(day))
        periods.append(Period(day, tuple(one for one in found if one not in told)))
        told = found
    return tuple(period for period in periods if period.differences)


def differences(before: Policy, after: Policy) -> tuple[Difference, ...]:
    """Everything that is said differently, later changes aside; none exactly when both say the same."""
    return tuple(
        difference
        for part in PARTS
        for difference in _below(
            part, (), outline(getattr(before, part)), outline(getattr(after, part))
        )
    )


def _below(
    part: str, way: tuple[Node, ...], before: Sequence[Node], after: Sequence[Node]
) -> Iterator[Difference]:
    old, new = {n.key: n for n in before}, {n.key: n for n in after}
    # What is still there first and in its old order, then what is new.
    for key in [*old, *(key for key in new if key not in old)]:
        yield from _between(part, way, old.get(key), new.get(key))


def _between(
    part: str, way: tuple[Node, ...], before: Node | None, after: Node | None
) -> Iterator[Difference]:
    if before is None or after is None:
        change: Change = "added" if before is None else "removed"
        if any(node and not node.is_blank for node in (before, after)):
            yield Difference(part, change, way, before, after)
    elif before.is_leaf and after.is_leaf:
        if before.value != after.value:
            yield Difference(part, "changed", way, before, after)
    elif before.record != after.record or before.is_leaf or after.is_leaf:
        # Another kind of thing under the same name, or a part that was left out and is not, or the other way round.
        yield from _between(part, way, before, None)
        yield from _between(part, way, None, after)
    else:
        yield from _below(part, (*way, after), before.below, after.below)
        if before.is_list and _order(before, after) != _order(after, before):
            yield Difference(part, "reordered", way, before, after)


def _order(one: Node, other: Node) -> list[str]:
    """The names both lists have, in the order of the first."""
    names = {node.key for node in other.below}
    return [node.key for node in one.below if node.key in names]
