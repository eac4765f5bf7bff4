"""Who mentors whom: every goal somebody above it if there is anyone, nobody more people than they have time for."""

from collections import defaultdict
from collections.abc import Sequence

from ortools.sat.python import cp_model

from allocator.domain.development import Goal
from allocator.domain.worker import Worker
from allocator.skills.picture import Picture
from allocator.solvers.answer import Limits

# To mentor is worth more than to mentor within the team, and that more than who it is.
_MENTORED, _SAME_TEAM = 100, 20
_MOST_OFFERED = 12


def mentors(
    picture: Picture, goals: Sequence[Goal], limits: Limits | None = None
) -> tuple[str, ...]:
    """A mentor for each goal, as many as can be had, from the same team where possible; blank where there is none."""
    offers = [_able(picture, goal) for goal in goals]
    program = cp_model.CpModel()
    taken: dict[tuple[int, str], cp_model.IntVar] = {}
    beside: dict[tuple[str, str], cp_model.IntVar] = {}
    worth = []
    for index, (goal, able) in enumerate(zip(goals, offers, strict=True)):
        learner = picture.team.worker[goal.worker_id]
        for mentor in able:
            pair = goal.worker_id, mentor.worker_id
            if pair not in beside:
                beside[pair] = program.new_bool_var("")
            take = taken[index, mentor.worker_id] = program.new_bool_var("")
            program.add_implication(take, beside[pair])
            near = bool(learner.team) and mentor.team == learner.team
            level = picture.held(mentor, goal.competency)
            worth.append(take * (_MENTORED + _SAME_TEAM * near + level))
        program.add_at_most_one(taken[index, one.worker_id] for one in able)
    people: dict[str, list[cp_model.IntVar]] = defaultdict(list)
    for (_, mentor_id), together in beside.items():
        people[mentor_id].append(together)
        # One mentor for several goals is one person to meet.
        worth.append(-together)
    most = picture.framework.development.mentoring.most_people
    for mentored in people.values():
        program.add(sum(mentored) <= most)
    program.maximize(sum(worth))
    solver = _solved(program, limits or Limits())
    return tuple(
        next(
            (
                one.worker_id
                for one in able
                if solver.boolean_value(taken[index, one.worker_id])
            ),
            "",
        )
        for index, able in enumerate(offers)
    )


def _able(picture: Picture, goal: Goal) -> list[Worker]:
    """Those far enough above the learner: their own team first, then the highest level."""
    rules = picture.framework.development.mentoring
    learner = picture.team.worker[goal.worker_id]
    least = max(rules.least_level, goal.from_level + rules.levels_above)
    found = [
        worker
        for worker in picture.people
        if worker.worker_id != goal.worker_id
        and picture.held(worker, goal.competency) >= least
    ]
    found.sort(
        key=lambda worker: (
            worker.team != learner.team,
            -picture.held(worker, goal.competency),
        )
    )
    return found[:_MOST_OFFERED]


def _solved(program: cp_model.CpModel, limits: Limits) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_search_workers = 1
    solver.parameters.random_seed = limits.seed
    solver.parameters.max_deterministic_time = limits.work
    # Nearly a flow: its linear relaxation proves in a twentieth of a second what branching does not in half a minute.
    solver.parameters.linearization_level = 2
    with limits.stop.heard_by(solver.stop_search):
        # Nobody mentored is an answer, so there always is one.
        solver.solve(program)
    return solver
