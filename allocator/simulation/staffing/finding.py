"""Runs a staffing search: every staffing in the same families and absences, from the first replication on."""

from collections.abc import Callable, Sequence
from typing import Literal

from allocator.domain.staffing import NextStep, Staffing
from allocator.errors import AllocatorError, UnknownName
from allocator.simulation.plan import Course, Plan
from allocator.simulation.staffing.account import account
from allocator.simulation.staffing.margins import next_steps
from allocator.simulation.staffing.posts import kinds
from allocator.simulation.staffing.search import best, search
from allocator.simulation.staffing.trial import Numbers, Run, Trial, trial

# Runs that tell what one more is worth; enough for a difference that matters, as both sides meet the same luck.
_RUNS_OF_A_STEP = 50

Tell = Callable[[str], None]


def line_to_staff(plan: Plan, name: str) -> Course:
    """The line of a name, without one the first, which is what the scenario asks about.

    Raises AllocatorError where the scenario does not say when the team is broken or whom it could hire, and
    UnknownName where no line has the name.
    """
    scenario = plan.scenario
    if scenario.breach is None:
        raise AllocatorError(
            f"{scenario.name}: the scenario does not say when the team is broken. Add [breach]."
        )
    if not kinds(scenario):
        raise AllocatorError(
            f"{scenario.name}: the scenario has no table of hires. Add [[hire]] or [[training]]."
        )
    named = {course.name: course for course in plan.courses}
    if name and name not in named:
        raise UnknownName("line of the scenario", name, [*named])
    return named[name] if name else plan.courses[0]


def find(
    plan: Plan,
    course: Course,
    below_percent: float,
    runs: Run,
    *,
    tell: Tell = lambda said: None,
) -> Staffing:
    """The cheapest staffing of the scenario's table that keeps the share of runs that break below a limit.

    The scenario's replications are the most that one staffing is given.
    """
    payable, most = kinds(plan.scenario), plan.scenario.run.replications

    def attempt(numbers: Numbers) -> Trial:
        tell(_told(numbers, [kind.name for kind in payable]))
        return trial(numbers, runs, below_percent, most)

    found = search(payable, attempt)
    steps: list[NextStep] = []
    chosen = best(found, payable)
    nobody = found.trials[0].numbers
    places: list[tuple[Literal["now", "recommended"], Numbers]] = [("now", nobody)]
    if chosen is not None and chosen.numbers != nobody:
        places.append(("recommended", chosen.numbers))
    for where, numbers in places:
        tell("What one more is worth")
        steps += next_steps(where, numbers, payable, runs, min(most, _RUNS_OF_A_STEP))
    return account(plan, course, payable, found, steps, below_percent)


def _told(numbers: Numbers, names: Sequence[str]) -> str:
    more = [
        f"{several} × {name}"
        for several, name in zip(numbers, names, strict=True)
        if several
    ]
    return f"Trying the team with {', '.join(more) or 'nobody more'}"
