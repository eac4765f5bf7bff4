"""Everything the runs of a scenario answer, put together."""

import hashlib
import importlib.metadata
from collections.abc import Mapping, Sequence
from pathlib import Path

from allocator.domain.account import PolicyName
from allocator.domain.simulated import (
    LineTold,
    PolicyFrom,
    ScenarioName,
    Simulated,
)
from allocator.policy.policy import Policy
from allocator.report.simulated_lead import lead
from allocator.simulation.answers import lines, pairs
from allocator.simulation.answers.digest import RunDigest
from allocator.simulation.answers.intervals import USUAL
from allocator.simulation.answers.looks import Look
from allocator.simulation.answers.measures import BROKEN
from allocator.simulation.horizon import not_reached
from allocator.simulation.plan import WEEK, Course, Plan
from allocator.simulation.scenario import Breach, Line, Scenario


def account(
    plan: Plan,
    runs: Mapping[str, Sequence[RunDigest]],
    look: Look | None = None,
) -> Simulated:
    """The answers, from the digests of the runs of each compared line, in the scenario's order.

    With looks planned beforehand, the intervals are those of the last one taken.
    """
    level = look.level if look else USUAL
    scenario = plan.scenario
    told = [
        _line(line, course, runs[line.name], level)
        for line, course in zip(scenario.compare, plan.courses, strict=True)
    ]
    first, *others = (runs[line.name] for line in told)
    found = Simulated(
        answer="",
        scenario=scenario_name(scenario),
        answered_by=scenario.answered_by or _usual(scenario),
        breach=breach_told(scenario.breach) if scenario.breach else (),
        burnout=_burnout_told(scenario),
        not_reached=not_reached(scenario.changed(hire=())),
        measured_by=_named(plan.measured_by) if plan.measured_by else None,
        start=plan.start,
        weeks=max(run.weeks for line in told for run in runs[line.name]),
        runs=min(line.runs for line in told),
        runs_asked=look.runs if look else scenario.run.replications,
        seed=scenario.run.seed,
        version=importlib.metadata.version("case-allocator"),
        confidence_percent=100 * USUAL,
        precision=None,
        lines=tuple(told),
        differences=tuple(pairs.difference(first, other, level) for other in others),
    )
    return found.changed(answer=lead(found))


def half_width(told: Simulated) -> float:
    """How far off the number that answers the question may be, for any line or difference."""
    name = told.answered_by
    answering = [line.measures[name] for line in told.lines]
    answering += [one.measures[name] for one in told.differences]
    return max(
        (
            max(interval.value - interval.low, interval.high - interval.value)
            if interval.value is not None
            and interval.low is not None
            and interval.high is not None
            else float("inf")
            for interval in answering
        ),
        default=float("inf"),
    )


def practised(course: Course) -> tuple[PolicyFrom, ...]:
    """The policies and solvers a line allocates with, each from its week on."""
    return tuple(
        PolicyFrom(
            from_week=each.from_day // WEEK + 1,
            policy=_named(each.policy),
            solver=each.solver,
        )
        for each in course.practices
    )


def breach_told(breach: Breach) -> tuple[str, ...]:
    """Each rule by which the team counts as broken, as a sentence."""
    told = []
    if (most := breach.workers_percent) is not None:
        who = f"more than {most:g}% of workers are" if most else "any worker is"
        told.append(f"{who} above 110% of capacity for four weeks running")
    if (days := breach.urgent_wait_days) is not None:
        told.append(
            f"a case that came as urgent waits more than {days} {'day' if days == 1 else 'days'}"
        )
    if (number := breach.waiting_cases) is not None:
        told.append(
            f"more than {number} cases wait at the end of a week"
            if number != 1
            else "more than 1 case waits at the end of a week"
        )
    return tuple(told)


def _named(policy: Policy) -> PolicyName:
    return PolicyName(name=policy.name, digest=policy.digest)


def _line(
    line: Line,
    course: Course,
    runs: Sequence[RunDigest],
    level: float,
) -> LineTold:
    return LineTold(
        name=line.name,
        policies=practised(course),
        without=line.without,
        runs=len(runs),
        measures=lines.means(runs, level),
        waits=lines.waits(runs),
        breaking=lines.breaking(runs, level),
        weeks=lines.fans(runs),
    )


def scenario_name(scenario: Scenario) -> ScenarioName:
    """Which scenario it is, and the digest of all it says."""
    digest = hashlib.sha256(_anywhere(scenario).model_dump_json().encode())
    return ScenarioName(
        name=scenario.name,
        title=scenario.title,
        question=scenario.question,
        source=scenario.source,
        digest=digest.hexdigest(),
    )


def _anywhere(scenario: Scenario) -> Scenario:
    """The scenario as it reads wherever its files lie: paths by their last part, and without the file's own name."""

    def bare(path: str) -> str:
        return Path(path).name

    lines = tuple(
        line.changed(
            policy=bare(line.policy),
            change=tuple(
                each.changed(policy=bare(each.policy)) for each in line.change
            ),
        )
        for line in scenario.compare
    )
    return scenario.changed(
        name="",
        base=scenario.base.changed(team=bare(scenario.base.team)),
        run=scenario.run.changed(measured_by=bare(scenario.run.measured_by)),
        compare=lines,
    )


def _usual(scenario: Scenario) -> str:
    """What answers a question where the scenario does not say: whether the team breaks, if it says when."""
    return BROKEN if scenario.breach else "mean_percent"


def _burnout_told(scenario: Scenario) -> str:
    """Who is flagged, as part of a sentence; nothing where the scenario flags nobody."""
    if scenario.burnout is None:
        return ""
    rule = scenario.burnout
    running = f" for {rule.weeks} weeks running" if rule.weeks > 1 else ""
    return f"above {rule.over_percent:g}% of capacity{running}"
