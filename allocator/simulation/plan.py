"""A scenario made ready to run: its team and policies read, checked against each other, and fit to be sent anywhere."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from allocator import shipped
from allocator.domain.case import Case
from allocator.domain.team import Team
from allocator.domain.worker import Worker
from allocator.errors import Fault, InvalidScenario, UnknownName
from allocator.example import AS_OF, generate
from allocator.example.figures import load_figures
from allocator.pipeline import newest_day
from allocator.policy.loading import load_policy
from allocator.policy.policy import Policy
from allocator.simulation.loading import FOLDER, TEAMS, is_name
from allocator.simulation.scenario import Base, Hire, Line, Scenario
from allocator.simulation.workforce_plan import Joiner
from allocator.solvers.catalogue import NAMES
from allocator.tables.batch import Batch, check, fit, read_batch

WEEK = 7


@dataclass(frozen=True)
class Practice:
    """The policy and the solver by which cases are allocated from a day of the run on."""

    from_day: int
    policy: Policy
    solver: str


@dataclass(frozen=True)
class Course:
    """One compared line, ready to run: the scenario as it meets it, and by what it allocates when."""

    name: str
    scenario: Scenario
    practices: tuple[Practice, ...]

    def practice(self, day: float) -> Practice:
        """What it goes by on a day."""
        return [each for each in self.practices if each.from_day <= day][-1]


@dataclass(frozen=True)
class Plan:
    """Everything a replication needs besides its number."""

    scenario: Scenario
    start: datetime.date
    team: Team
    courses: tuple[Course, ...]
    measured_by: Policy | None = None


def plan(scenario: Scenario) -> Plan:
    """The scenario with its team and policies.

    Raises InvalidBatch, InvalidPolicy or UnknownName for what it names, InvalidScenario where they do not go together.
    """
    policies: dict[str, Policy] = {}

    def policy(name: str) -> Policy:
        if name not in policies:
            policies[name] = load_policy(name)
        return policies[name]

    courses = tuple(_course(scenario, line, policy) for line in scenario.compare)
    by = scenario.run.measured_by
    measured_by = policy(by) if by else None
    batch = _batch(scenario.base, scenario.run.start)
    faults = [*_without_stage(scenario, batch.team), *_without_urgency(scenario)]
    for found in policies.values():
        faults += _unknown(scenario, found)
        # Raises with every fault of the batch that this policy finds.
        fit(batch, found)
    if faults:
        raise InvalidScenario(list(dict.fromkeys(faults)))
    first = courses[0].practices[0].policy
    # Reductions as written: what one policy cuts short, another may take in full.
    team = fit(batch, first).team.changed(reductions=batch.team.reductions, pins=())
    start = scenario.run.start or newest_day(batch.team)
    return Plan(scenario, start, team, courses, measured_by)


def _course(scenario: Scenario, line: Line, policy: Callable[[str], Policy]) -> Course:
    name, solver = line.policy, line.solver
    practices = [Practice(0, policy(name), _known(solver))]
    for change in sorted(line.change, key=lambda change: change.from_week):
        name, solver = change.policy or name, change.solver or solver
        day = WEEK * (change.from_week - 1)
        practices.append(Practice(day, policy(name), _known(solver)))
    return Course(line.name, scenario.spared(line), tuple(practices))


def _known(solver: str) -> str:
    if solver not in NAMES:
        raise UnknownName("solver", solver, NAMES)
    return solver


def _batch(base: Base, start: datetime.date | None) -> Batch:
    if base.team:
        shipped_team = shipped.folder(FOLDER, TEAMS) / base.team
        return read_batch(shipped_team if is_name(base.team) else base.team)
    team = generate(
        base.authority,
        workers=base.workers or 1,
        waiting=base.waiting,
        seed=base.seed,
        held=base.held,
        teams=base.teams,
        as_of=start or AS_OF,
    )
    return Batch(team=team)


def _without_stage(scenario: Scenario, team: Team) -> Iterator[Fault]:
    """Cases of the team that nobody has said what becomes of."""
    for kind in dict.fromkeys(case.type for case in team.cases):
        if kind not in scenario.stages:
            problem = "is missing, and the team has cases of this type."
            yield Fault(f"{scenario.name}.toml", None, f"stages.{kind}", problem)


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
            yield Fault(f"{scenario.name}.toml", None, key, problem)


def _unknown(scenario: Scenario, policy: Policy) -> Iterator[Fault]:
    """Types, grades and skills of a scenario that a policy does not know."""
    kinds, people = scenario.stages, scenario.workforce
    grades: dict[str, Joiner | Hire] = {
        **{f"workforce.joiner.{n}": j for n, j in enumerate(people.joiner, 1)},
        **{f"hire.{n}": hire for n, hire in enumerate(scenario.hire, 1)},
    }
    cases = tuple(Case(case_id=kind, type=kind) for kind in kinds)
    workers = tuple(
        Worker(
            worker_id=key,
            contracted_hours=one.contracted_hours,
            seniority=one.seniority,
            skills=one.skills,
        )
        for key, one in grades.items()
    )
    workers += tuple(
        Worker(worker_id=f"training.{n}", contracted_hours=1, skills={t.skill: t.level})
        for n, t in enumerate(scenario.training, 1)
    )
    keys = {
        "cases": [f"stages.{kind}" for kind in kinds],
        "workers": [worker.worker_id for worker in workers],
    }
    probe = Batch(team=Team(workers=workers, cases=cases))
    for fault in check(probe, policy):
        key = keys[fault.file][(fault.row or 1) - 1]
        yield Fault(f"{scenario.name}.toml", None, key, fault.problem)
