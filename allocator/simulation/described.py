"""A scenario told to people: everything it says, in words."""

from collections.abc import Iterator

from allocator.report.columns import wrapped
from allocator.report.wording import count, day, listed, plain, sentence, words
from allocator.simulation.described_intake import intake, journey
from allocator.simulation.described_people import people
from allocator.simulation.scenario import Breach, Line, Run, Scenario

_STEP = 2
_WIDTH = 80


def described(scenario: Scenario) -> str:
    """Everything a scenario says, in 80 columns."""
    lines = [*_heading(scenario)]
    for title, said in _sections(scenario):
        lines += ["", title.upper()]
        for one in said:
            lines += _indented(sentence(one))
    settled, stages = journey(scenario)
    lines += ["", "HOW CASES MOVE ON", *_indented(settled), "", *stages]
    return "\n".join(lines) + "\n"


def _heading(scenario: Scenario) -> Iterator[str]:
    yield from wrapped(f"{plain(scenario.title)} ({plain(scenario.name)})")
    yield from wrapped(plain(scenario.question))
    yield from wrapped(f"Source: {plain(scenario.source)}")


def _sections(scenario: Scenario) -> Iterator[tuple[str, list[str]]]:
    yield "Team", [_team(scenario)]
    yield "Run", [*_run(scenario.run)]
    yield "What is compared", [_line(line) for line in scenario.compare]
    yield "What comes in", [*intake(scenario)]
    yield "People", [*people(scenario.workforce)] or ["Nobody comes or goes."]
    happens = [*_events(scenario)]
    if happens:
        yield "What happens besides", happens
    rules = [*_rules(scenario)]
    if rules:
        yield "What counts", rules
    choices = [*_choices(scenario)]
    if choices:
        yield "What could be bought", choices


def _team(scenario: Scenario) -> str:
    base = scenario.base
    if base.team:
        return (
            f"The team of {plain(base.team.replace(chr(92), '/').rsplit('/', 1)[-1])}."
        )
    held = "" if base.held is None else f" holding {count(base.held, 'case')}"
    teams = f" in {count(base.teams, 'team')}" if base.teams > 1 else ""
    return (
        f"{count(base.workers or 0, 'case holder')}{teams}{held}, and {count(base.waiting, 'case')} that wait, "
        f"drawn from the published profile of {plain(base.authority)}; seed {base.seed}."
    )


def _run(run: Run) -> Iterator[str]:
    since = f" from {day(run.start)}" if run.start else ""
    yield f"{count(run.weeks, 'week')}{since}, {count(run.replications, 'replication')}; seed {run.seed}."
    every = run.allocate_every_days
    how = "at once" if every == 0 else f"every {count(every, 'day')}"
    yield f"Cases are allocated {how}, each time with work {run.work:g}."
    if run.measured_by:
        yield f"Every line is measured by {plain(run.measured_by)}."


def _line(line: Line) -> str:
    said = f"{plain(line.name)}: policy {plain(line.policy)}, solver {line.solver}"
    if line.without:
        said += f"; without {listed([plain(title) for title in line.without])}"
    for change in line.change:
        to = [
            f"{key} {plain(value)}"
            for key, value in (("policy", change.policy), ("solver", change.solver))
            if value
        ]
        said += f"; from week {change.from_week} {listed(to)}"
    return f"{said}."


def _events(scenario: Scenario) -> Iterator[str]:
    for change in scenario.intake.change:
        until = f"to {change.to_week}" if change.to_week else "on"
        yield f"{plain(change.title)}: from week {change.from_week} {until}, {change.percent:g}% of the usual."
    for shock in scenario.shock:
        yield (
            f"{plain(shock.title)}: in week {shock.week}, {count(shock.households, 'household')} at once, "
            f"{plain(shock.type)}, {shock.urgency}."
        )
    for merger in scenario.merger:
        teams = listed([plain(team) for team in merger.teams])
        yield f"{plain(merger.title)}: in week {merger.week}, {teams} become {plain(merger.into)}."


def _rules(scenario: Scenario) -> Iterator[str]:
    rule = scenario.escalation
    for urgency, days in (
        ("low", rule.low_days),
        ("medium", rule.medium_days),
        ("high", rule.high_days),
    ):
        if days is not None:
            yield f"A case of {urgency} urgency that has waited {count(days, 'day')} becomes one step more urgent."
    if scenario.burnout:
        weeks = count(scenario.burnout.weeks, "week")
        yield f"A worker above {scenario.burnout.over_percent:g}% for {weeks} running is flagged."
    if scenario.breach:
        yield f"The team has broken when {' or '.join(_breach(scenario.breach))}."
    if scenario.answered_by:
        yield f"The question is answered by {scenario.answered_by}."


def _breach(breach: Breach) -> Iterator[str]:
    if breach.workers_percent is not None:
        yield f"more than {breach.workers_percent:g}% of its workers are above 110% for four weeks running"
    if breach.urgent_wait_days is not None:
        yield f"an urgent case waits longer than {count(breach.urgent_wait_days, 'day')}"
    if breach.waiting_cases is not None:
        yield f"more than {count(breach.waiting_cases, 'case')} wait at the end of a week"


def _choices(scenario: Scenario) -> Iterator[str]:
    for hire in scenario.hire:
        skills = "".join(
            f", {plain(words(skill)).lower()} at level {level}"
            for skill, level in hire.skills.items()
        )
        yield (
            f"{plain(hire.name)} ({words(hire.seniority).lower()}{skills}): {hire.cost_a_year:,.0f} a year, "
            f"{hire.contracted_hours:g} hours, from week {hire.from_week}, at most {hire.at_most}."
        )
    for place in scenario.training:
        yield (
            f"{plain(place.name)}: {place.cost:,.0f}, lifts {words(place.skill).lower()} to level {place.level}, "
            f"at most {place.at_most}."
        )


def _indented(said: str) -> list[str]:
    return [" " * _STEP + line for line in wrapped(said, _WIDTH - _STEP, _STEP)]
