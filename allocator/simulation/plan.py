"""A scenario made ready to run: its team and policies read, checked against each other, and fit to be sent anywhere."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from allocator import shipped
from allocator.domain.team import Team
from allocator.errors import InvalidScenario, UnknownName
from allocator.example import AS_OF, generate
from allocator.pipeline import newest_day
from allocator.policy.loading import load_policy
from allocator.policy.policy import Policy
from allocator.simulation.agreement import disagreements, unknown
from allocator.simulation.loading import FOLDER, TEAMS, is_name
from allocator.simulation.scenario import Base, Line, Scenario
from allocator.solvers.catalogue import NAMES
from allocator.tables.batch import Batch, fit, read_batch

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
    until_broken: bool = False
    """Whether a run ends as soon as the team breaks, where nobody asks what comes after."""


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
    faults = [*disagreements(scenario, batch.team)]
    for found in policies.values():
        faults += unknown(scenario, found)
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
