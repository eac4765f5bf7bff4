"""Runs a staffing search: every staffing in the same families and absences, from the first replication on."""

from collections.abc import Callable, Sequence
from typing import Literal

from allocator.domain.staffing import NextStep, Staffing
from allocator.errors import AllocatorError, UnknownName
from allocator.simulation.answers.digest import digests
from allocator.simulation.answers.measures import UNBROKEN
from allocator.simulation.crews import Crew
from allocator.simulation.plan import Course, Plan
from allocator.simulation.running import run
from allocator.simulation.staffing.account import account
from allocator.simulation.staffing.margins import next_steps
from allocator.simulation.staffing.posts import kinds, staffed
from allocator.simulation.staffing.search import best, search
from allocator.simulation.staffing.trial import Numbers, Outcome, Trial, trial
from allocator.solvers.answer import Stop

# Runs that tell what one more is worth; enough for a difference that matters, as both sides meet the same luck.
_RUNS_OF_A_STEP = 50

Tell = Callable[[str], None]


class Runs:
    """Remembers every staffing's outcomes, so that no run is made twice."""

    def __init__(self, plan: Plan, course: Course, crew: Crew, stop: Stop) -> None:
        self._plan, self._course, self._crew, self._stop = plan, course, crew, stop
        self._outcomes: dict[Numbers, list[Outcome]] = {}

    def __call__(self, numbers: Numbers, runs: int) -> Sequence[Outcome]:
        """The outcomes of the first so many replications with a staffing."""
        known = self._outcomes.setdefault(numbers, [])
        if len(known) < runs:
            plan = staffed(self._plan, self._course, numbers)
            more = range(len(known) + 1, runs + 1)
            history = run(plan, more, self._crew, stop=self._stop)
            known += [
                Outcome(digest.broken_week is not None, digest.whole[UNBROKEN] or 0.0)
                for digest in digests(history, plan.scenario.breach)
            ]
        return known[:runs]


def find(
    plan: Plan,
    line: str,
    below_percent: float,
    crew: Crew,
    *,
    stop: Stop | None = None,
    tell: Tell = lambda said: None,
) -> Staffing:
    """The cheapest staffing of the scenario's table that keeps the share of runs that break below a limit.

    The scenario's replications are the most that one staffing is given. Raises AllocatorError where the scenario does
    not say when the team is broken or whom it could hire, UnknownName where no line has the name, and Stopped where a
    stop is asked for.
    """
    scenario = plan.scenario
    if scenario.breach is None:
        raise AllocatorError(
            f"{scenario.name}: the scenario does not say when the team is broken. Add [breach]."
        )
    payable = kinds(scenario)
    if not payable:
        raise AllocatorError(
            f"{scenario.name}: the scenario has no table of hires. Add [[hire]] or [[training]]."
        )
    course = _course(plan, line)
    runs, most = Runs(plan, course, crew, stop or Stop()), scenario.run.replications

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


def _course(plan: Plan, name: str) -> Course:
    """The line of a name; without one the first, which is what the scenario asks about."""
    if not name:
        return plan.courses[0]
    named = {course.name: course for course in plan.courses}
    if name not in named:
        raise UnknownName("line of the scenario", name, [*named])
    return named[name]


def _told(numbers: Numbers, names: Sequence[str]) -> str:
    more = [
        f"{several} × {name}"
        for several, name in zip(numbers, names, strict=True)
        if several
    ]
    return f"Trying the team with {', '.join(more) or 'nobody more'}"
