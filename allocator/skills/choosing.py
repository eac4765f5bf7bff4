"""Chooses courses: the most points within money, days and cover; of equals the least money, then the fewest days."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ortools.sat.python import cp_model

from allocator.domain.development import Course
from allocator.errors import NoAnswerInTime
from allocator.skills.away import Weeks
from allocator.skills.worth import Chance, Worth
from allocator.solvers.answer import Limits

# Courses are counted in tenths of a day.
TENTHS = 10

Linear = cp_model.LinearExpr


class Budget(NamedTuple):
    """What there is for learning; None where there is no limit."""

    money: int | None = None
    days: float | None = None


class Chosen(NamedTuple):
    """The chances taken, what they are worth together, and a bound that no choice within the budget exceeds."""

    taken: tuple[Chance, ...]
    points: int
    bound: int


class _Choices:
    """A variable for every chance and every course, asked for by meaning."""

    def __init__(self, chances: Sequence[Chance]) -> None:
        self.program = cp_model.CpModel()
        self.chances = chances
        self.courses = {one.course.course_id: one.course for one in chances}
        self._takes = [self.program.new_bool_var("") for _ in chances]
        self._held = {name: self.program.new_bool_var("") for name in self.courses}

    def takes(self, index: int) -> cp_model.IntVar:
        """Whether a chance is taken."""
        return self._takes[index]

    def held(self, course_id: str) -> cp_model.IntVar:
        """Whether a course is held for anybody."""
        return self._held[course_id]

    def where(self, keep: Iterable[bool]) -> Linear:
        """How many of some chances are taken."""
        chosen = zip(self._takes, keep, strict=True)
        return Linear.sum([take for take, kept in chosen if kept])

    @property
    def money(self) -> Linear:
        """What is paid: for a course once, for individual learning by the person."""
        return Linear.sum(
            [
                course.cost
                * (
                    self.held(name)
                    if course.kind == "course"
                    else self.where(one.course is course for one in self.chances)
                )
                for name, course in self.courses.items()
            ]
        )

    @property
    def tenths(self) -> Linear:
        """Tenths of days that people are away."""
        return Linear.sum(
            [
                take * tenths(chance.course)
                for take, chance in zip(self._takes, self.chances, strict=True)
            ]
        )


def choose(
    worth: Worth,
    chances: Sequence[Chance],
    budget: Budget,
    weeks: Weeks,
    limits: Limits,
) -> Chosen:
    """The chances worth most together; of those equally good, the cheapest, and then the ones of fewest days."""
    if not chances:
        return Chosen((), 0, 0)
    choices = _Choices(chances)
    _courses(choices)
    _budget(choices, budget)
    _people(choices, worth)
    _teams(choices, weeks)
    points = _points(choices, worth)
    program = choices.program
    program.maximize(points)
    solver = _solve(program, limits)
    best, bound = round(solver.objective_value), round(solver.best_objective_bound)
    for spent in (choices.money, choices.tenths):
        program.add(points >= best)
        _hint(choices, solver)
        program.minimize(spent)
        solver = _solve(program, limits)
        program.add(spent <= round(solver.objective_value))
    taken = tuple(
        chance
        for index, chance in enumerate(chances)
        if solver.boolean_value(choices.takes(index))
    )
    return Chosen(taken, best, bound)


def tenths(course: Course) -> int:
    """The days of a course in tenths, which is as finely as they are counted."""
    return round(course.days * TENTHS)


def _courses(choices: _Choices) -> None:
    """Nobody attends a course that is not held, and no more people than it has places."""
    for name, course in choices.courses.items():
        mine = [one.course.course_id == name for one in choices.chances]
        for index, is_mine in enumerate(mine):
            if is_mine:
                choices.program.add(choices.takes(index) <= choices.held(name))
        if course.kind == "course" and course.places is not None:
            choices.program.add(choices.where(mine) <= course.places)


def _budget(choices: _Choices, budget: Budget) -> None:
    """No more money and no more days than there are."""
    if budget.money is not None:
        choices.program.add(choices.money <= budget.money)
    if budget.days is not None:
        choices.program.add(choices.tenths <= int(budget.days * TENTHS))


def _people(choices: _Choices, worth: Worth) -> None:
    """Nobody takes two courses in one competency, has more goals than one plan holds, or is away too long."""
    by_person: dict[str, list[int]] = defaultdict(list)
    by_gap: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, chance in enumerate(choices.chances):
        by_person[chance.worker.worker_id].append(index)
        by_gap[chance.worker.worker_id, chance.course.competency].append(index)
    for gap in by_gap.values():
        choices.program.add_at_most_one(choices.takes(index) for index in gap)
    most = worth.picture.framework.development.goals_each
    for mine in by_person.values():
        choices.program.add(
            Linear.sum([choices.takes(index) for index in mine]) <= most
        )
        away = Linear.sum(
            [
                choices.takes(index) * tenths(choices.chances[index].course)
                for index in mine
            ]
        )
        choices.program.add(away <= worth.points.days_each * TENTHS)


def _teams(choices: _Choices, weeks: Weeks) -> None:
    """In no week are more people of a team away than may be, or all who have a skill that its work looks for."""
    for people, most in weeks.limits(choices.chances):
        choices.program.add(
            Linear.sum([choices.takes(index) for index in people]) <= most
        )


def _points(choices: _Choices, worth: Worth) -> Linear:
    """What is chosen is worth: gaps closed, cover as far as it is wanted, unlocked cases as far as there are any."""
    program = choices.program
    gaps = [
        choices.takes(index) * chance.gap
        for index, chance in enumerate(choices.chances)
    ]
    return Linear.sum(
        [*gaps, *_cover(choices, worth), *_unlocked(choices, worth, program)]
    )


def _cover(choices: _Choices, worth: Worth) -> Iterator[Linear]:
    places = dict.fromkeys(one.covers for one in choices.chances if one.covers)
    for place in places:
        steps = list(worth.of_cover(place))
        gained = [choices.program.new_bool_var("") for _ in steps]
        trained = choices.where(one.covers == place for one in choices.chances)
        choices.program.add(Linear.sum(gained) <= trained)
        for earlier, later in pairwise(gained):
            choices.program.add_implication(later, earlier)
        yield Linear.weighted_sum(gained, steps)


def _unlocked(
    choices: _Choices, worth: Worth, program: cp_model.CpModel
) -> Iterator[Linear]:
    for competency, blocking in worth.blocking.items():
        weights = [
            (choices.takes(index), chance.unlocks)
            for index, chance in enumerate(choices.chances)
            if chance.unlocks and chance.course.competency == competency
        ]
        if weights:
            # However many are trained, no more can be placed than if everybody had the skill.
            placed = program.new_int_var(0, blocking.weight, "")
            counted = Linear.sum([take * weight for take, weight in weights])
            program.add(placed <= counted)
            yield placed * worth.points.unlocked


def _hint(choices: _Choices, solver: cp_model.CpSolver) -> None:
    choices.program.clear_hints()  # type: ignore[no-untyped-call]  # OR-Tools leaves it without annotations
    for index in range(len(choices.chances)):
        take = choices.takes(index)
        choices.program.add_hint(take, solver.boolean_value(take))


def _solve(program: cp_model.CpModel, limits: Limits) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_search_workers = 1
    solver.parameters.random_seed = limits.seed
    solver.parameters.max_deterministic_time = limits.work
    solver.parameters.max_time_in_seconds = limits.seconds
    solver.parameters.linearization_level = 2
    with limits.stop.heard_by(solver.stop_search):
        status = solver.solve(program)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise NoAnswerInTime(limits.seconds)
    return solver
