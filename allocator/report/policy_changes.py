"""What two policies say differently, told part by part to whoever owns them, and as JSON."""

import datetime
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from allocator.explain.words import counted, unit
from allocator.policy.difference import Difference, Period, compared
from allocator.policy.outline import Node, Scalar
from allocator.policy.policy import PARTS, Policy
from allocator.report.columns import WIDTH, wrapped
from allocator.report.policy_layout import STEP
from allocator.report.policy_sentences import Units, details, sentence
from allocator.report.policy_words import PART_TITLES
from allocator.report.wording import day, plain

_INDENT = 6


def text(before: Policy, after: Policy) -> str:
    """Every difference in words, in 80 columns; that there is none, where there is none."""
    return "\n".join(_lines(before, after)) + "\n"


def json_text(before: Policy, after: Policy) -> str:
    """The same for another program: one document, each difference with the way to it, its values and its sentence."""
    units = _units(before, after)
    found = {
        "schema": 1,
        "before": _about(before),
        "after": _about(after),
        "same": before.digest == after.digest,
        "differences": [
            _document(period, difference, units)
            for period in compared(before, after)
            for difference in period.differences
        ],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _lines(before: Policy, after: Policy) -> Iterator[str]:
    for start, policy in (("From", before), ("To", after)):
        said = (
            f"{plain(policy.title)} ({plain(policy.name)}, digest {policy.digest[:12]})"
        )
        for number, line in enumerate(wrapped(said, WIDTH - _INDENT)):
            yield f"{'' if number else start:<{_INDENT}}{line}"
    yield ""
    if before.digest == after.digest:
        yield "They say the same: every number, switch and sentence."
        return
    periods = compared(before, after)
    yield from wrapped(_counted(periods))
    for period in periods:
        yield from changes(period, _units(before, after))


def changes(period: Period, units: Units) -> Iterator[str]:
    """The differences of one period, part by part."""
    for part in PARTS:
        found = [one for one in period.differences if one.part == part]
        if not found:
            continue
        since = f", from {day(period.since)}" if period.since else ""
        yield ""
        yield f"{part.upper()}: {PART_TITLES[part]}{since}"
        for heading, of_kind in _by_kind(found).items():
            yield f"  {heading}"
            for one in of_kind:
                yield from _point(one, units)


def _by_kind(found: Sequence[Difference]) -> dict[str, list[Difference]]:
    """Differences under the headings they stand below, rules that were switched first."""
    headings = ("Switched off", "Switched on", "Changed", "Added", "Removed")
    under: dict[str, list[Difference]] = {heading: [] for heading in headings}
    for one in found:
        under[_heading(one)].append(one)
    return {heading: of_kind for heading, of_kind in under.items() if of_kind}


def _heading(one: Difference) -> str:
    if one.node.field == "RuleText.on":
        return "Switched on" if one.node.value else "Switched off"
    return {"added": "Added", "removed": "Removed"}.get(one.change, "Changed")


def _point(one: Difference, units: Units) -> Iterator[str]:
    said = _rule(one) if one.node.field == "RuleText.on" else sentence(one, units)
    for number, line in enumerate(wrapped(said, WIDTH - _INDENT)):
        yield ("    - " if number == 0 else " " * _INDENT) + line
    yield from details(one, units, _INDENT + STEP)


def _rule(one: Difference) -> str:
    rule = one.way[-1]
    return f"{plain(str(rule.get('sentence')))} ({rule.key})"


def _counted(periods: Sequence[Period]) -> str:
    found = [one for period in periods for one in period.differences]
    if not found:
        return "They decide alike on every day; only what they say of later days is laid out differently."
    per_part = {part: sum(1 for one in found if one.part == part) for part in PARTS}
    parts = [f"{number} in the {part}" for part, number in per_part.items() if number]
    where = (
        f" in the {next(p for p, n in per_part.items() if n)}"
        if len(parts) == 1
        else f": {', '.join(parts)}"
    )
    return f"{counted(len(found), 'difference')}{where}."


def _units(before: Policy, after: Policy) -> Units:
    return unit(before.weighting.unit), unit(after.weighting.unit)


def _about(policy: Policy) -> dict[str, str]:
    return {"name": policy.name, "title": policy.title, "digest": policy.digest}


def _document(period: Period, one: Difference, units: Units) -> dict[str, Any]:
    return {
        "part": one.part,
        "since": period.since.isoformat() if period.since else None,
        "change": one.change,
        "key": [node.key for node in (*one.way, one.node)],
        "before": _content(one.before),
        "after": _content(one.after),
        "text": sentence(one, units),
    }


def _content(node: Node | None) -> Any:
    """What stands at a place, as JSON has it."""
    if node is None:
        return None
    if node.below:
        return {below.key: _content(below) for below in node.below}
    if isinstance(node.value, tuple):
        return [_plain(part) for part in node.value]
    return _plain(node.value)


def _plain(value: Scalar) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, datetime.date) else value
