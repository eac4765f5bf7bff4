"""A policy told to people: what it limits, what it weighs and what it rules."""

from collections.abc import Iterator, Mapping
from textwrap import wrap

from allocator.explain.words import unit
from allocator.policy.competency import Competency
from allocator.policy.policy import Policy
from allocator.policy.priorities import Priorities
from allocator.policy.terms import Count, Each, Lookup, Multiply
from allocator.policy.weighting import Weighting


def described(policy: Policy) -> str:
    """Everything a planner may want to dispute, in words."""
    return "\n".join(_lines(policy)) + "\n"


def _lines(policy: Policy) -> Iterator[str]:
    yield f"{policy.title} ({policy.name}, digest {policy.digest[:12]})"
    yield from wrap(policy.approach, 80)
    for heading, sentences in (
        (f"WEIGHTING: {policy.weighting.title}", _weighting(policy.weighting)),
        (f"GRADES AND SKILLS: {policy.competency.title}", _grades(policy.competency)),
        (f"PRIORITIES: {policy.priorities.title}", _priorities(policy.priorities)),
        ("RULES", _rules(policy)),
    ):
        yield ""
        yield heading
        for sentence in sentences:
            yield from wrap(sentence, 80, initial_indent="  ", subsequent_indent="    ")


def _weighting(weighting: Weighting) -> Iterator[str]:
    yield weighting.source
    yield f"Unit: {unit(weighting.unit)}, each case rounded to {weighting.round_to}"
    for term in weighting.terms:
        yield _term(term)
    complexity, stages, travel = (
        weighting.complexity,
        weighting.stages,
        weighting.travel,
    )
    if complexity.criteria:
        yield (
            f"Complexity from {', '.join(complexity.criteria)}: low up to a sum of "
            f"{complexity.low_up_to}, medium up to {complexity.medium_up_to}, else high"
        )
    if stages.starting_weeks:
        yield (
            f"Starting for {stages.starting_weeks} weeks, long standing after "
            f"{stages.long_standing_weeks}"
        )
    if travel:
        yield (
            f"Travel for each visit: {travel.minutes_within_locality} minutes within the "
            f"worker's localities, {travel.minutes_beyond_locality} beyond, "
            f"{travel.minutes_unknown_locality} where unknown"
        )
        yield f"Visits a week: {_table(travel.visits_per_week)}"
    if weighting.siblings_percent != 100:
        yield f"Second and later siblings: {weighting.siblings_percent}%"
    yield f"A co-worker spends {weighting.co_working_percent}% of what the case would ask of them alone"
    capacity = weighting.capacity
    yield f"Capacity: {capacity.full_time_units} for {capacity.full_time_hours} hours"
    if capacity.meetings_and_admin_hours:
        yield f"Of these, {capacity.meetings_and_admin_hours} hours go to meetings and admin"
    if capacity.admin_support_frees_percent:
        yield (
            f"An hour of admin support frees {capacity.admin_support_frees_percent}% of an hour, "
            f"up to {capacity.admin_support_at_most_percent}% of the worker's own"
        )


def _grades(competency: Competency) -> Iterator[str]:
    yield competency.source
    for name, level in competency.levels.items():
        said = [f"capacity {level.capacity_percent}%", f"time {level.time_percent}%"]
        said += [
            f"capacity {step.capacity_percent}% in the first {step.until_months} months"
            for step in level.first_months
        ]
        if level.learning_percent:
            said.append(f"learning {level.learning_percent}%")
        if level.new_cases is not None:
            said.append(f"at most {level.new_cases} new cases")
        if level.only_jointly:
            said.append(f"only jointly {', '.join(level.only_jointly)}")
        if level.never:
            said.append(f"never {', '.join(level.never)}")
        yield f"{name}: {'; '.join(said)}"
    for kind, table in (
        ("type", competency.types),
        ("intervention", competency.interventions),
    ):
        for name, needs in table.items():
            if needs.wanted:
                yield f"{name} ({kind}) looks for {_table(needs.wanted)}"
            if needs.required or needs.qualifications:
                asked = [_table(needs.required), *needs.qualifications]
                yield f"{name} ({kind}) requires {', '.join(filter(None, asked))}"
    supervision = competency.supervision
    yield (
        f"Supervision a week: {supervision.minutes_low} minutes for a case of low complexity, "
        f"{supervision.minutes_medium} medium, {supervision.minutes_high} high"
    )


def _priorities(priorities: Priorities) -> Iterator[str]:
    yield priorities.source
    yield f"Capacity is the average over {priorities.horizon_weeks} weeks"
    yield (
        f"Safe up to {priorities.safe_percent}% of capacity, never above "
        f"{priorities.ceiling_percent}%"
    )
    steps = [
        f"{step.weight} beyond {step.from_percent}%" for step in priorities.over_safe
    ]
    yield f"Each unit over counts {', '.join(steps)}"
    yield f"An unplaced case counts {_table(priorities.unplaced.model_dump())}"
    worth = _table(priorities.trade_offs.model_dump())
    yield f"Worth in percentage points of utilisation: {worth}"


def _rules(policy: Policy) -> Iterator[str]:
    for rule in policy.rules.values():
        yield rule.sentence if rule.on else f"(off) {rule.sentence}"


def _table(table: Mapping[str, object]) -> str:
    return ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in table.items())


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
