"""What a scenario says will happen only after the weeks that are simulated, so that its answer knows nothing of it."""

from collections.abc import Iterator

from allocator.simulation.intake_plan import Shock
from allocator.simulation.scenario import Merger, Scenario
from allocator.simulation.workforce_plan import Joiner, Leaver


def not_reached(scenario: Scenario) -> tuple[str, ...]:
    """Each such event with its week, as part of a sentence."""
    return tuple(
        f"{what} (week {week:,})"
        for what, week in _events(scenario)
        if week > scenario.run.weeks
    )


def _events(scenario: Scenario) -> Iterator[tuple[str, int]]:
    people = scenario.workforce
    yield from ((f"“{one.title}”", one.from_week) for one in scenario.intake.change)
    events: tuple[Shock | Merger | Leaver | Joiner, ...] = (
        *scenario.shock,
        *scenario.merger,
        *people.leaver,
        *people.joiner,
    )
    yield from ((f"“{one.title}”", one.week) for one in events)
    for line in scenario.compare:
        for change in line.change:
            yield f"the change of “{line.name}”", change.from_week
    yield from ((f"hiring “{hire.name}”", hire.from_week) for hire in scenario.hire)
