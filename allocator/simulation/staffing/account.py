"""Everything a staffing search finds, put together."""

import importlib.metadata
from collections.abc import Sequence

from allocator.domain.staffing import Kind, NextStep, Staffing, Tried
from allocator.report.staffing_words import lead
from allocator.simulation.answers.account import (
    breach_told,
    practised,
    scenario_name,
)
from allocator.simulation.answers.intervals import USUAL
from allocator.simulation.answers.lines import interval
from allocator.simulation.answers.measures import BROKEN
from allocator.simulation.horizon import not_reached
from allocator.simulation.plan import Course, Plan
from allocator.simulation.staffing.search import Search, best, cost
from allocator.simulation.staffing.trial import Trial


def account(
    plan: Plan,
    course: Course,
    kinds: Sequence[Kind],
    found: Search,
    next_steps: Sequence[NextStep],
    below_percent: float,
) -> Staffing:
    """The answer of a search, with everything that was tried on the way."""
    scenario = plan.scenario
    tried = [_tried(trial, kinds) for trial in found.trials]
    chosen = best(found, kinds)
    recommended = tried[found.trials.index(chosen)] if chosen else None
    undecided = tuple(
        sorted(
            (
                one
                for one in tried
                if one.verdict == "undecided"
                and (recommended is None or one.cost < recommended.cost)
            ),
            key=lambda one: one.cost,
        )
    )
    told = Staffing(
        answer="",
        scenario=scenario_name(scenario),
        line=course.name,
        policies=practised(course),
        breach=breach_told(scenario.breach) if scenario.breach else (),
        not_reached=not_reached(scenario),
        breach_below_percent=below_percent,
        confidence_percent=100 * USUAL,
        weeks=scenario.run.weeks,
        runs_at_most=scenario.run.replications,
        seed=scenario.run.seed,
        version=importlib.metadata.version("case-allocator"),
        complete=found.is_complete,
        kinds=tuple(kinds),
        now=tried[0],
        recommended=recommended,
        cheaper_undecided=undecided,
        next_steps=tuple(next_steps),
        tried=tuple(tried),
    )
    return told.changed(answer=lead(told))


def _tried(trial: Trial, kinds: Sequence[Kind]) -> Tried:
    return Tried(
        numbers={
            kind.name: number
            for kind, number in zip(kinds, trial.numbers, strict=True)
            if number
        },
        cost=cost(trial.numbers, kinds),
        runs=len(trial.outcomes),
        broken=trial.broken,
        broken_percent=interval(BROKEN, trial.share),
        verdict=trial.verdict,
    )
