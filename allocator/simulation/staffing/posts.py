"""A staffing as a plan that can be run: people hired into the scenario, workers trained in the team it starts with."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from allocator.domain.staffing import Kind
from allocator.domain.team import Team
from allocator.simulation.plan import Course, Plan
from allocator.simulation.scenario import Hire, Scenario, Training
from allocator.simulation.staffing.trial import Numbers
from allocator.simulation.workforce_plan import Joiner


def kinds(scenario: Scenario) -> tuple[Kind, ...]:
    """Everything a scenario says could be paid for, hires first."""
    hires = (
        Kind(name=hire.name, kind="hire", cost=hire.cost_a_year, at_most=hire.at_most)
        for hire in scenario.hire
    )
    places = (
        Kind(name=one.name, kind="training", cost=one.cost, at_most=one.at_most)
        for one in scenario.training
    )
    return (*hires, *places)


def staffed(plan: Plan, course: Course, numbers: Numbers) -> Plan:
    """The plan of one line alone, with so many of each kind more; a run ends when the team breaks, as all is known."""
    scenario = course.scenario
    hired, trained = numbers[: len(scenario.hire)], numbers[len(scenario.hire) :]
    people = scenario.workforce
    more = tuple(_joiners(scenario.hire, hired))
    workforce = people.changed(joiner=(*people.joiner, *more))
    team = plan.team
    for training, number in zip(scenario.training, trained, strict=True):
        team = _trained(team, training, number)
    with_people = replace(course, scenario=scenario.changed(workforce=workforce))
    return replace(plan, team=team, courses=(with_people,), until_broken=True)


def _joiners(hires: Sequence[Hire], numbers: Numbers) -> Iterator[Joiner]:
    for hire, number in zip(hires, numbers, strict=True):
        if number:
            yield Joiner(
                title=f"Hired: {hire.name}",
                week=hire.from_week,
                number=number,
                seniority=hire.seniority,
                contracted_hours=hire.contracted_hours,
                skills=hire.skills,
            )


def _trained(team: Team, training: Training, number: int) -> Team:
    """Those nearest to the level first, so that a place lifts somebody who can use it; never the same person twice."""
    able = [
        worker
        for worker in team.workers
        if worker.carries_cases
        and worker.skills.get(training.skill, 0) < training.level
    ]
    able.sort(key=lambda worker: -worker.skills.get(training.skill, 0))
    chosen = {worker.worker_id for worker in able[:number]}
    return team.changed(
        # What was said of the skill before the training would overrule it.
        ratings=tuple(
            rating
            for rating in team.ratings
            if rating.worker_id not in chosen or rating.skill != training.skill
        ),
        workers=tuple(
            worker.changed(skills={**worker.skills, training.skill: training.level})
            if worker.worker_id in chosen
            else worker
            for worker in team.workers
        ),
    )
