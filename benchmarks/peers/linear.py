"""The problem as a plain integer program, written the way a competent modeller would hand it to any solver.

One variable says whether a worker takes a group, one whether it waits, one for each possible co-worker, and one holds
each worker's load. Convex costs come as stretches of load that each have their price, of which the cheaper fill first.
(Tried: a cost above every line of the curve instead. CP-SAT ended at more than twice the cost on 60 workers and 150
cases.)
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from allocator.problem.ledger import Choice, Choices
from allocator.problem.posed import UNLIMITED, Curve, Problem, Support

Terms = list[tuple[int, int]]  # of a variable and its factor


class Variable(NamedTuple):
    """From least to most, in whole steps or not."""

    least: int
    most: int
    whole: bool = True


class Row(NamedTuple):
    """A sum that lies between two ends; None where it is open."""

    terms: Terms
    least: int | None
    most: int | None


@dataclass
class Linear:
    """A program: variables, rows, and what each of the three goals sums."""

    variables: list[Variable] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    goals: tuple[Terms, Terms, Terms] = field(default_factory=lambda: ([], [], []))
    takes: list[dict[int, int]] = field(default_factory=list)
    helps: list[dict[int, int]] = field(default_factory=list)

    def new(self, least: int, most: int, whole: bool = True) -> int:
        """The number of a new variable."""
        self.variables.append(Variable(least, most, whole))
        return len(self.variables) - 1

    def choices(self, values: Sequence[float]) -> Choices:
        """The answer that values of the variables stand for."""

        def chosen(options: dict[int, int]) -> int | None:
            return next((w for w, at in options.items() if values[at] > 0.5), None)

        found: list[Choice | None] = []
        for taken, helped in zip(self.takes, self.helps, strict=True):
            worker = chosen(taken)
            found.append(None if worker is None else Choice(worker, chosen(helped)))
        return tuple(found)


def linear(problem: Problem) -> Linear:
    """The whole problem."""
    program = Linear()
    for group in problem.groups:
        waits = program.new(0, 0 if group.required else 1)
        taken = {pair.worker: program.new(0, 1) for pair in group.pairs}
        helped = {helper.worker: program.new(0, 1) for helper in group.helpers}
        program.takes.append(taken)
        program.helps.append(helped)
        program.goals[0].append((waits, group.urgency))
        program.goals[2].extend((taken[p.worker], p.cost) for p in group.pairs)
        ones = [(at, 1) for at in (waits, *taken.values())]
        program.rows.append(Row(ones, 1, 1))
    _support(program, problem)
    _limits(program, problem)
    return program


def _support(program: Linear, problem: Problem) -> None:
    """Joint work has one co-worker, able to lead where the holder needs it, and never the holder."""
    for group, taken, helped in zip(
        problem.groups, program.takes, program.helps, strict=True
    ):
        needy = [pair for pair in group.pairs if pair.support]
        if not (needy or helped):
            continue
        helping = [(at, 1) for at in helped.values()]
        needing = [(taken[pair.worker], -1) for pair in needy]
        program.rows.append(Row(helping + needing, 0, 0))
        leading = [(helped[h.worker], 1) for h in group.helpers if h.leads]
        led = [(taken[p.worker], -1) for p in needy if p.support is Support.LEAD]
        program.rows.append(Row(leading + led, 0, None))
        for worker in helped.keys() & taken.keys():
            both = [(helped[worker], 1), (taken[worker], 1)]
            program.rows.append(Row(both, None, 1))


def _limits(program: Linear, problem: Problem) -> None:
    """Loads, their costs, and what nobody may exceed."""
    loads: list[Terms] = [[] for _ in problem.posts]
    cases: list[Terms] = [[] for _ in problem.posts]
    asked: list[Terms] = [[] for _ in problem.posts]
    for group, taken, helped in zip(
        problem.groups, program.takes, program.helps, strict=True
    ):
        for pair in group.pairs:
            at = taken[pair.worker]
            loads[pair.worker].append((at, pair.demand))
            cases[pair.worker].append((at, len(group.case_ids)))
            if pair.supervision:
                asked[pair.worker].append((at, pair.supervision))
        for helper in group.helpers:
            loads[helper.worker].append((helped[helper.worker], helper.demand))
    for worker, post in enumerate(problem.posts):
        reach = min(post.room, sum(demand for _, demand in loads[worker]))
        load = program.new(0, reach)
        program.rows.append(Row([(load, -1), *loads[worker]], 0, 0))
        program.goals[1].extend(_stretches(program, load, post.unsafe, reach))
        program.goals[2].extend(_stretches(program, load, post.uneven, reach))
        limit = min(post.case_room, post.new_case_room)
        if limit < UNLIMITED:
            program.rows.append(Row(cases[worker], None, limit))
    for supervisor in problem.supervisors:
        terms = [term for worker in supervisor.workers for term in asked[worker]]
        program.rows.append(Row(terms, None, supervisor.room))


def _stretches(program: Linear, load: int, curve: Curve, reach: int) -> Terms:
    """The load cut where the curve bends; each piece costs its own slope, and cheaper pieces fill first."""
    starts = sorted({0, *(start for start in curve.starts if start < reach)})
    ends = [*starts[1:], reach]
    pieces = [
        program.new(0, end - start, whole=False)
        for start, end in zip(starts, ends, strict=True)
    ]
    program.rows.append(Row([(load, -1), *((piece, 1) for piece in pieces)], 0, 0))
    return [
        (piece, curve(start + 1) - curve(start))
        for piece, start in zip(pieces, starts, strict=True)
    ]
