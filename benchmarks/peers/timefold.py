"""Timefold, a local search written in Java, through its Python package; it needs a Java of 17 or later.

Its score has one hard level for the rules and three soft ones for our goals in strict order. It proves nothing.
"""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from time import monotonic
from typing import Annotated

from timefold.solver import SolverFactory
from timefold.solver.config import (
    Duration,
    ScoreDirectorFactoryConfig,
    SolverConfig,
    TerminationConfig,
)
from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import (
    BendableScore,
    Constraint,
    ConstraintCollectors,
    ConstraintFactory,
    constraint_provider,
)

from allocator.errors import NoAnswerInTime
from allocator.problem.ledger import Choice, Ledger
from allocator.problem.posed import Curve, Group, Post, Problem
from allocator.solvers.answer import Limits, Solution, trivial_bound

_BROKEN = BendableScore.of((1,), (0, 0, 0))
_WAITS = BendableScore.of((0,), (1, 0, 0))
_UNSAFE = BendableScore.of((0,), (0, 1, 0))
_BLENDED = BendableScore.of((0,), (0, 0, 1))


@dataclass(eq=False)
class Person:
    """A worker; a cost of load is a table, so that the search only looks it up."""

    number: int
    room: int
    case_room: int
    supervisor: int
    supervision_room: int
    unsafe: list[int]
    uneven: list[int]


@planning_entity
@dataclass(eq=False)
class Waiting:
    """A group to be given a holder, and a co-worker where the holder needs one.

    What it asks of each person is in lists by their numbers: they cross to Java sooner than a record for each pair.
    """

    number: Annotated[int, PlanningId]
    urgency: int
    required: bool
    cases: int
    demands: list[int]
    costs: list[int]
    supervision: list[int]
    support: list[int]
    helping: list[int]
    leads: list[int]
    holders: Annotated[list[Person], ValueRangeProvider(id="holders")]
    helpers: Annotated[list[Person], ValueRangeProvider(id="helpers")]
    holder: Annotated[
        Person | None,
        PlanningVariable(allows_unassigned=True, value_range_provider_refs=["holders"]),
    ] = field(default=None)
    helper: Annotated[
        Person | None,
        PlanningVariable(allows_unassigned=True, value_range_provider_refs=["helpers"]),
    ] = field(default=None)


@planning_solution
@dataclass(eq=False)
class Plan:
    """Everyone and everything."""

    people: Annotated[list[Person], ProblemFactCollectionProperty]
    groups: Annotated[list[Waiting], PlanningEntityCollectionProperty]
    score: Annotated[
        BendableScore | None,
        PlanningScore(bendable_hard_levels_size=1, bendable_soft_levels_size=3),
    ] = field(default=None)


@constraint_provider
def rules_and_goals(factory: ConstraintFactory) -> list[Constraint]:
    """Our rules as hard constraints, our goals as soft ones."""
    everything = factory.for_each_including_unassigned(Waiting)
    held = everything.filter(lambda g: g.holder is not None)
    helped = everything.filter(lambda g: g.helper is not None)
    loads = (
        held.map(lambda g: g.holder, lambda g: g.demands[g.holder.number])
        .concat(helped.map(lambda g: g.helper, lambda g: g.helping[g.helper.number]))
        .group_by(
            lambda person, demand: person,
            ConstraintCollectors.sum(lambda person, demand: demand),
        )
    )
    cases = held.group_by(
        lambda g: g.holder, ConstraintCollectors.sum(lambda g: g.cases)
    )
    asked = held.filter(lambda g: g.holder.supervisor >= 0).group_by(
        lambda g: g.holder.supervisor,
        ConstraintCollectors.sum(lambda g: g.supervision[g.holder.number]),
        ConstraintCollectors.max(lambda g: g.holder.supervision_room),
    )
    return [
        everything.filter(lambda g: g.holder is None and not g.required)
        .penalize(_WAITS, lambda g: g.urgency)
        .as_constraint("placed"),
        everything.filter(lambda g: g.holder is None and g.required)
        .penalize(_BROKEN, lambda g: 1000)
        .as_constraint("pins hold"),
        loads.filter(lambda person, load: load > person.room)
        .penalize(_BROKEN, lambda person, load: load - person.room)
        .as_constraint("within ceiling"),
        loads.penalize(_UNSAFE, lambda person, load: person.unsafe[min(load, person.room)])
        .as_constraint("safe"),
        loads.penalize(_BLENDED, lambda person, load: person.uneven[min(load, person.room)])
        .as_constraint("balanced"),
        held.impact(_BLENDED, lambda g: -g.costs[g.holder.number])
        .as_constraint("suited"),
        cases.filter(lambda person, count: count > person.case_room)
        .penalize(_BROKEN, lambda person, count: count - person.case_room)
        .as_constraint("within case limits"),
        asked.filter(lambda supervisor, minutes, room: minutes > room)
        .penalize(_BROKEN, lambda supervisor, minutes, room: minutes - room)
        .as_constraint("supervision within reach"),
        held.filter(lambda g: g.support[g.holder.number] > 0 and g.helper is None)
        .penalize(_BROKEN)
        .as_constraint("joint work has a co-worker"),
        helped.filter(lambda g: g.holder is None or g.support[g.holder.number] == 0)
        .penalize(_BROKEN)
        .as_constraint("only joint work has a co-worker"),
        helped.filter(lambda g: g.holder is not None and g.holder.number == g.helper.number)
        .penalize(_BROKEN)
        .as_constraint("the co-worker is someone else"),
        helped.filter(
            lambda g: g.holder is not None
            and g.support[g.holder.number] == 2
            and g.leads[g.helper.number] == 0
        )
        .penalize(_BROKEN)
        .as_constraint("the co-worker leads"),
    ]  # fmt: skip


def solve(problem: Problem, limits: Limits) -> Solution:
    """What it finds in the time; starting Java and handing the problem over comes on top, which is to its favour.

    Raises NoAnswerInTime where what it found breaks a rule.
    """
    started = monotonic()
    if not shutil.which("java"):
        raise ModuleNotFoundError("there is no Java")
    config = SolverConfig(
        solution_class=Plan,
        entity_class_list=[Waiting],
        score_director_factory_config=ScoreDirectorFactoryConfig(
            constraint_provider_function=rules_and_goals
        ),
        random_seed=limits.seed,
        termination_config=TerminationConfig(
            spent_limit=Duration(milliseconds=int(1000 * limits.seconds))
        ),
    )
    found = SolverFactory.create(config).build_solver().solve(_plan(problem))
    if found.score is None or found.score.hard_scores[0] < 0:
        raise NoAnswerInTime(monotonic() - started)
    choices = tuple(
        None
        if g.holder is None
        else Choice(g.holder.number, None if g.helper is None else g.helper.number)
        for g in found.groups
    )
    cost = Ledger(problem, choices).cost()
    return Solution(choices, cost, trivial_bound(problem), monotonic() - started)


def release() -> str:
    """The release of the package."""
    return f"Timefold {version('timefold')}"


def _plan(problem: Problem) -> Plan:
    supervisor = {w: n for n, s in enumerate(problem.supervisors) for w in s.workers}
    rooms = [s.room for s in problem.supervisors]
    people = [
        _person(n, post, supervisor.get(n, -1), rooms)
        for n, post in enumerate(problem.posts)
    ]
    # What is shared crosses to Java once.
    everyone, nothing = list(people), [0] * len(people)

    def waiting(number: int, group: Group) -> Waiting:
        def by_person(facts: Iterable[tuple[int, int]]) -> list[int]:
            found = [*nothing]
            for worker, fact in facts:
                found[worker] = fact
            return found if any(found) else nothing

        def among(workers: Sequence[int]) -> list[Person]:
            some = len(workers) < len(people)
            return [people[w] for w in workers] if some else everyone

        return Waiting(
            number,
            group.urgency,
            group.required,
            len(group.case_ids),
            by_person((pair.worker, pair.demand) for pair in group.pairs),
            by_person((pair.worker, pair.cost) for pair in group.pairs),
            by_person((pair.worker, pair.supervision) for pair in group.pairs),
            by_person((pair.worker, int(pair.support)) for pair in group.pairs),
            by_person((helper.worker, helper.demand) for helper in group.helpers),
            by_person((helper.worker, int(helper.leads)) for helper in group.helpers),
            among([pair.worker for pair in group.pairs]),
            among([helper.worker for helper in group.helpers]),
        )

    return Plan(people, [waiting(n, group) for n, group in enumerate(problem.groups)])


def _person(number: int, post: Post, supervisor: int, rooms: list[int]) -> Person:
    return Person(
        number,
        post.room,
        min(post.case_room, post.new_case_room),
        supervisor,
        rooms[supervisor] if supervisor >= 0 else 0,
        _table(post.unsafe, post.room),
        _table(post.uneven, post.room),
    )


def _table(curve: Curve, room: int) -> list[int]:
    return [curve(load) for load in range(room + 1)]
