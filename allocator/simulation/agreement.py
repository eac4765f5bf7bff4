"""Whether a scenario, its team and its policies go together: every fault, each with its key."""

from collections.abc import Iterator
from typing import Any

from allocator.domain.case import Case
from allocator.domain.team import Team
from allocator.domain.worker import Worker
from allocator.errors import Fault, suggestion
from allocator.example.figures import load_figures
from allocator.policy.policy import Policy
from allocator.simulation.scenario import Scenario
from allocator.tables.batch import Batch, check


def disagreements(scenario: Scenario, team: Team) -> Iterator[Fault]:
    """What the scenario says that does not go with its team, or with the published figures."""
    yield from _without_stage(scenario, team)
    yield from _without_urgency(scenario)
    if not any(worker.carries_cases for worker in team.workers):
        yield _fault(scenario, "base.team", "has nobody who carries cases.")
    yield from _nowhere(scenario, team)
    yield from _nobody(scenario, team)


def _nowhere(scenario: Scenario, team: Team) -> Iterator[Fault]:
    """Teams that neither are nor come to be: what happens to them would not happen."""
    people, known = scenario.workforce, {worker.team for worker in team.workers} - {""}
    known |= {merger.into for merger in scenario.merger}
    named = [
        *((f"merger.{n}.teams", team) for n, m in enumerate(scenario.merger, 1) for team in m.teams),
        *((f"workforce.leaver.{n}.team", one.team) for n, one in enumerate(people.leaver, 1)),
        *((f"workforce.joiner.{n}.team", one.team) for n, one in enumerate(people.joiner, 1)),
    ]  # fmt: skip
    for key, name in named:
        if name and name not in known:
            near = suggestion(name, sorted(known))
            yield _fault(scenario, key, f"no team is called '{name}'.{near}")


def _nobody(scenario: Scenario, team: Team) -> Iterator[Fault]:
    """Leavers who are not there, nor called as those who join are."""
    joining = tuple(f"{joiner.title} " for joiner in scenario.workforce.joiner)
    able = sorted(w.worker_id for w in team.workers if w.carries_cases)
    for n, leaver in enumerate(scenario.workforce.leaver, 1):
        for who in leaver.worker_ids:
            if who not in able and not who.startswith(joining):
                problem = f"nobody who carries cases is called '{who}'."
                key = f"workforce.leaver.{n}.worker_ids"
                yield _fault(scenario, key, problem + suggestion(who, able))


def _fault(scenario: Scenario, key: str, problem: str) -> Fault:
    return Fault(f"{scenario.name}.toml", None, key, problem)


def _without_stage(scenario: Scenario, team: Team) -> Iterator[Fault]:
    """Cases of the team that nobody has said what becomes of."""
    for kind in dict.fromkeys(case.type for case in team.cases):
        if kind not in scenario.stages:
            problem = "is missing, and the team has cases of this type."
            yield _fault(scenario, f"stages.{kind}", problem)


def _without_urgency(scenario: Scenario) -> Iterator[Fault]:
    """Types that come in, and of which neither the scenario nor the figures say how urgent they are."""
    known = {
        **load_figures().waiting.urgency.percent,
        **scenario.intake.urgency_percent,
    }
    for kind in scenario.intake.types_percent:
        if kind not in known:
            problem = "is missing, and no published figures say it for this type."
            key = f"intake.urgency_percent.{kind}"
            yield _fault(scenario, key, problem)


def unknown(scenario: Scenario, policy: Policy) -> Iterator[Fault]:
    """Types, grades and skills of a scenario that a policy does not know."""
    kinds, people = scenario.stages, scenario.workforce
    asked: dict[str, dict[str, Any]] = {
        **{
            f"workforce.joiner.{n}": {"seniority": one.seniority, "skills": one.skills}
            for n, one in enumerate(people.joiner, 1)
        },
        **{
            f"workforce.leaver.{n}": {"seniority": one.seniority}
            for n, one in enumerate(people.leaver, 1)
        },
        **{
            f"workforce.progression.{n}.{key}": {"seniority": grade}
            for n, one in enumerate(people.progression, 1)
            for key, grade in (("grade", one.grade), ("to", one.to))
        },
        **{
            f"hire.{n}": {"seniority": one.seniority, "skills": one.skills}
            for n, one in enumerate(scenario.hire, 1)
        },
        **{
            f"training.{n}": {"skills": {one.skill: one.level}}
            for n, one in enumerate(scenario.training, 1)
        },
    }
    cases = tuple(Case(case_id=kind, type=kind) for kind in kinds)
    workers = tuple(
        Worker(worker_id=key, contracted_hours=1, **facts)
        for key, facts in asked.items()
    )
    keys = {
        "cases": [f"stages.{kind}" for kind in kinds],
        "workers": [worker.worker_id for worker in workers],
    }
    probe = Batch(team=Team(workers=workers, cases=cases))
    for fault in check(probe, policy):
        key = keys[fault.file][(fault.row or 1) - 1]
        yield _fault(scenario, key, fault.problem)
