"""What is wrong with a weighting as a whole: names that lead nowhere, clash, or that no case or worker could meet."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from allocator.domain.case import COMPLEXITIES, URGENCIES, Case
from allocator.domain.worker import Worker
from allocator.policy.columns import BLANK, Known, known_columns
from allocator.policy.derived import Derivation
from allocator.policy.scores import Elapsed, Score
from allocator.policy.terms import AnyTerm, Constant, Each, Lookup

if TYPE_CHECKING:
    from allocator.policy.weighting import Weighting

_Levels = Mapping[str, tuple[str, ...] | None]
STAGES = ("starting", "working", "long_standing")
# What is settled only after everything has been derived.
_SETTLED: _Levels = {"stage": STAGES, "complexity": COMPLEXITIES}
_OF_CASES: _Levels = {"type": None, "urgency": URGENCIES}
_OF_WORKERS: _Levels = {"seniority": None}


def inconsistencies(weighting: "Weighting") -> Iterator[str]:
    """Everything a weighting refers to that is not there, that hides something else, or that could never be."""
    yield from _hidden(weighting.columns, {*Case.model_fields, *_SETTLED})
    yield from _hidden(weighting.worker_columns, {*Worker.model_fields})
    cases, workers = _of_cases(weighting), _of_workers(weighting)
    taken = {*cases.items, *cases.dates, *_SETTLED, *Case.model_fields}
    for step in weighting.derive:
        if step.name in {*taken, *cases.labels, *cases.numbers}:
            yield f"'{step.name}' is derived under a name that is taken"
        yield from step.problems(cases)
        cases = _with_derived(cases, step)
    cases = replace(cases, labels={**cases.labels, **_SETTLED})
    yield from _among(weighting.terms, cases)
    yield from _among(weighting.worker_terms, workers)
    for term in weighting.terms:
        if isinstance(term, Constant) and term.by_hours:
            yield f"term '{term.name}' goes by hours, which cases do not have"
    yield from _unused_tables(weighting)
    yield from _off_step(weighting)
    yield from _complexity(weighting, cases)
    yield from _travel(weighting)
    if weighting.sizing:
        yield from _strange_types(weighting, "sizing", weighting.sizing.mix_percent)
    if weighting.reported and weighting.reported.column not in workers.numbers:
        yield f"reported reads '{weighting.reported.column}', which is no number among worker_columns"


def strange_grades(weighting: "Weighting", grades: tuple[str, ...]) -> Iterator[str]:
    """What the terms of workers say of seniority that does not fit the grades there are."""
    known = _of_workers(weighting)
    known = replace(known, labels={**known.labels, "seniority": grades})
    yield from _among(weighting.worker_terms, known)


def _of_cases(weighting: "Weighting") -> Known:
    """What may be referred to for cases before anything is derived."""
    own = {**_OF_CASES, "type": _listed(weighting.known_types)}
    known = known_columns(weighting.columns, own)
    # Interventions are the items of no column.
    items = {name: _listed(weighting.known_items(name)) for name in ("", *known.items)}
    return replace(known, items=items)


def _of_workers(weighting: "Weighting") -> Known:
    """What may be referred to for workers."""
    known = known_columns(weighting.worker_columns, _OF_WORKERS)
    items = {
        name: _listed(weighting.known_items(name, of_workers=True))
        for name in known.items
    }
    return replace(known, items=items)


def _listed(names: frozenset[str] | None) -> tuple[str, ...] | None:
    return None if names is None else tuple(sorted(names))


def _with_derived(known: Known, step: Derivation) -> Known:
    """What may be referred to once a step is worked out."""
    if isinstance(step, Score | Elapsed):
        spans = {step.name} if isinstance(step, Elapsed) else set()
        return replace(
            known,
            numbers={**known.numbers, step.name: step.range(known)},
            spans=known.spans | spans,
        )
    return replace(known, labels={**known.labels, step.name: step.labels(known)})


def _hidden(columns: Collection[str], own: Collection[str]) -> Iterator[str]:
    for name in columns:
        if name in own:
            yield f"column '{name}' is one of the batch's own; give yours another name"


def _among(terms: Sequence[AnyTerm], known: Known) -> Iterator[str]:
    earlier: list[str] = []
    for term in terms:
        if term.name in earlier:
            yield f"two terms are called '{term.name}'"
        yield from term.problems(known, earlier)
        earlier.append(term.name)


def _unused_tables(weighting: "Weighting") -> Iterator[str]:
    """Tables that no term has taken over: changing them would change nothing."""
    used = [
        term.units
        for term in (*weighting.terms, *weighting.worker_terms)
        if isinstance(term, Lookup | Each)
    ]
    for name, table in weighting.tables.items():
        if table not in used:
            yield f"table '{name}' is used by no term; one uses it by units = \"{name}\""


def _off_step(weighting: "Weighting") -> Iterator[str]:
    """Roundings that are finer than what everything is counted in."""
    steps = {"worker_total_round_to": weighting.worker_total_round_to}
    if weighting.worker_total_rounding == "none":
        steps = {}
    if weighting.capacity.round_to is not None:
        steps["capacity.round_to"] = weighting.capacity.round_to
    for name, step in steps.items():
        if step % weighting.round_to:
            yield f"{name} is {step}, which is no whole number of round_to, {weighting.round_to}"


def _complexity(weighting: "Weighting", known: Known) -> Iterator[str]:
    by = weighting.complexity.by
    if by and not {*(known.labels.get(by) or ())} - {BLANK} <= {*COMPLEXITIES}:
        yield f"complexity is settled by '{by}', which is not a label of low, medium and high"
    if by and by not in weighting.derived:
        yield f"complexity is settled by '{by}', which is not derived"


def _travel(weighting: "Weighting") -> Iterator[str]:
    travel, visits = weighting.travel, weighting.visits
    if travel is None:
        return
    yield from _strange_types(
        weighting, "travel.visits_per_week", travel.visits_per_week
    )
    as_often_as = travel.visits_as_often_as
    if as_often_as and (visits is None or visits.by != ("type",)):
        yield f"travel counts visits as often as '{as_often_as}', which is no recurring term by type"


def _strange_types(
    weighting: "Weighting", about: str, types: Collection[str]
) -> Iterator[str]:
    """Types that no batch may use, for no term has a number for them."""
    known = weighting.known_types
    for name in types:
        if known is not None and name not in known:
            yield f"{about} has the key '{name}', which no type could be"
