"""A policy told to people: what it limits, what it weighs and what it rules."""

from collections.abc import Iterator
from textwrap import wrap

from allocator.policy.policy import Policy
from allocator.policy.weighting import Count, Each, Lookup, Multiply


def described(policy: Policy) -> str:
    """Everything a planner may want to dispute, in words."""
    return "\n".join(_lines(policy)) + "\n"


def _lines(policy: Policy) -> Iterator[str]:
    weighting, competency, priorities = (
        policy.weighting,
        policy.competency,
        policy.priorities,
    )
    yield f"{policy.title} ({policy.name}, digest {policy.digest[:12]})"
    yield from wrap(policy.approach, 80)
    yield ""
    yield f"WEIGHTING: {weighting.title}, in {weighting.unit}, rounded to {weighting.round_to}"
    yield from _said(weighting.source)
    for term in weighting.terms:
        yield from _said(_term(term))
    if weighting.siblings_percent != 100:
        yield from _said(f"Second and later siblings: {weighting.siblings_percent}%")
    capacity = weighting.capacity
    yield from _said(
        f"Full-time capacity: {capacity.full_time_units} for {capacity.full_time_hours} hours"
    )
    yield ""
    yield f"GRADES AND SKILLS: {competency.title}"
    yield from _said(competency.source)
    for name, level in competency.levels.items():
        jointly = (
            f"; only jointly: {', '.join(level.only_jointly)}"
            if level.only_jointly
            else ""
        )
        limit = (
            "" if level.new_cases is None else f"; at most {level.new_cases} new cases"
        )
        yield from _said(
            f"{name}: capacity {level.capacity_percent}%, time {level.time_percent}%{limit}{jointly}"
        )
    yield ""
    yield f"PRIORITIES: {priorities.title}"
    yield from _said(priorities.source)
    yield from _said(
        f"Safe up to {priorities.safe_percent}% of capacity, never above {priorities.ceiling_percent}%"
    )
    worth = ", ".join(
        f"{name.replace('_', ' ')} {value}"
        for name, value in priorities.trade_offs.model_dump().items()
    )
    yield from _said(f"Worth in percentage points of utilisation: {worth}")
    yield ""
    yield "RULES"
    for rule in policy.rules.values():
        yield from _said(rule.sentence if rule.on else f"(off) {rule.sentence}")


def _term(term: Lookup | Each | Count | Multiply) -> str:
    match term:
        case Lookup(by=by, units=units, otherwise=otherwise):
            table = ", ".join(f"{key} {value}" for key, value in units.items())
            rest = (
                ""
                if otherwise is None
                else f"{'; otherwise ' if table else ''}{otherwise}"
            )
            return f"{term.name}, by {' and '.join(by)}: {table}{rest}"
        case Each(units=units):
            return f"{term.name}, each: {', '.join(f'{key} {value}' for key, value in units.items())}"
        case Count():
            return f"{term.name}: {term.units_each} for each in {term.column}, at most {term.at_most} counted"
        case Multiply(percent=percent):
            table = ", ".join(f"{key} {value}%" for key, value in percent.items())
            return f"{term.name}, by {term.by}: {table} of {' and '.join(term.of)}"


def _said(sentence: str) -> list[str]:
    return wrap(sentence, 80, initial_indent="  ", subsequent_indent="    ")
