"""Random teams of a stated shape, straight in integers: who may hold what, how full people are, what a match costs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
from numpy.random import Generator

from allocator.problem.posed import (
    UNLIMITED,
    Group,
    Helper,
    Pair,
    Post,
    Problem,
    Supervisor,
    Support,
)
from benchmarks.families.draws import (
    LARGEST_CASE,
    SMALLEST_CASE,
    Flags,
    Numbers,
    allowed_of,
    cases_of,
    costs_of,
    demands_of,
    sizes_of,
)
from benchmarks.families.people import FULL_WEEK, shipped_policy, someone

# What a typical case leaves behind: used only to say how many cases make up what someone holds.
_HELD_CASE = 25
# Of waiting cases: urgent, high, medium, low.
_URGENCIES = (0.1, 0.3, 0.4, 0.2)


@dataclass(frozen=True)
class Shape:
    """What a random team is like; a share is of all workers or all groups.

    ``fill`` is how much of everyone's room, taken together, the waiting work would take; 0 means nobody holds anything.
    """

    eligible: float = 1.0
    fill: float = 0.0
    households: float = 0.0
    limited: float = 0.0
    joint: float = 0.0
    newly_qualified: float = 0.0
    supervised: bool = False


SHAPES = {
    "dense": Shape(),
    "sparse": Shape(eligible=0.1),
    "tight": Shape(fill=0.95),
    "overfull": Shape(eligible=0.5, fill=1.4),
    "households": Shape(eligible=0.5, fill=0.6, households=0.4, limited=0.5),
    "joint": Shape(
        eligible=0.5, fill=0.6, joint=0.25, newly_qualified=0.2, supervised=True
    ),
}


def shaped(
    shape: Shape, workers: int, groups: int, chance: Generator, place: int = 0
) -> Problem:
    """One random team of a shape and so much waiting work; the place sets several teams of one size apart."""
    first = place * workers
    cases = cases_of(shape.households, groups, chance)
    sizes = sizes_of(cases, chance)
    posts = _posts(shape, range(first, first + workers), int(sizes.sum()), chance)
    new = chance.random(workers) < shape.newly_qualified
    demands = demands_of(sizes, new, chance)
    costs = costs_of(sizes, workers, chance)
    allowed = allowed_of(shape.eligible, workers, groups, chance)
    joint = chance.random(groups) < shape.joint
    weights = list(shipped_policy().priorities.unplaced.model_dump().values())
    urgencies = chance.choice(weights, groups, p=_URGENCIES) * cases
    supervision = demands * np.where(new, 2, 1) * shape.supervised
    made = []
    for g, people in enumerate(allowed):
        helpers = _helpers(people, demands[g], new, first) if joint[g] else ()
        columns = (
            people + first, demands[g][people], costs[g][people], supervision[g][people],
        )  # fmt: skip
        plain = map(Pair._make, zip(*_lists(columns), repeat(Support.NONE)))
        pairs = _with_support(plain, helpers, new, first) if joint[g] else tuple(plain)
        ids = tuple(f"{place}.C{g}.{n}" for n in range(cases[g]))
        made.append(Group(ids, int(urgencies[g]), False, pairs, helpers))
    supervised = _supervisors(workers, groups) if shape.supervised else ()
    return Problem(posts, tuple(made), supervised)


def _posts(
    shape: Shape, numbers: range, work: int, chance: Generator
) -> tuple[Post, ...]:
    """Full weeks where nobody holds anything; else people of different hours, as full as the shape asks."""
    if not shape.fill:
        return tuple(someone(n) for n in numbers)
    people = len(numbers)
    hours = chance.choice([1.0, 0.8, 0.6], people, p=[0.7, 0.2, 0.1])
    capacity = np.rint(FULL_WEEK * hours).astype(int)
    ceiling = capacity * shipped_policy().priorities.ceiling_percent // 100
    room = chance.uniform(0.2, 1.8, people) * ceiling
    room = np.minimum(ceiling, room * work / shape.fill / room.sum())
    held = (ceiling - room).astype(int)
    recent = (held * chance.uniform(0, 0.3, people)).astype(int)
    limited = chance.random(people) < shape.limited
    limits = chance.integers(1, 6, people)
    facts = (
        capacity, held, recent, held // _HELD_CASE, recent // _HELD_CASE,
        np.where(limited, limits + 2, UNLIMITED), np.where(limited, limits, UNLIMITED),
    )  # fmt: skip
    return tuple(someone(*row) for row in zip(numbers, *_lists(facts), strict=True))


def _helpers(
    people: Numbers, demands: Numbers, new: Flags, first: int
) -> tuple[Helper, ...]:
    """Anyone who may hold the group may co-work it, at the share of it that the shipped policy names."""
    share = float(shipped_policy().weighting.co_working_percent) / 100
    asked = np.maximum(1, np.rint(share * demands[people])).astype(int)
    return tuple(
        map(
            Helper._make,
            zip(*_lists((people + first, asked, ~new[people])), strict=True),
        )
    )


def _with_support(
    pairs: Iterable[Pair], helpers: Sequence[Helper], new: Flags, first: int
) -> tuple[Pair, ...]:
    """Joint work has a companion, a newly qualified holder one who leads; where there is none, the pair falls away."""
    found = []
    for pair in pairs:
        support = Support.LEAD if new[pair.worker - first] else Support.COMPANION
        if any(
            helper.worker != pair.worker
            and (helper.leads or support is Support.COMPANION)
            for helper in helpers
        ):
            found.append(pair._replace(support=support))
    return tuple(found)


def _lists(columns: Iterable[Any]) -> list[list[Any]]:
    """Arrays as lists of Python's own numbers."""
    return [column.tolist() for column in columns]


def _supervisors(workers: int, groups: int) -> tuple[Supervisor, ...]:
    """One supervisor for about eight people, with time for somewhat more than their share of the work."""
    starts = range(0, workers, 8)
    room = round(1.5 * (LARGEST_CASE + SMALLEST_CASE) / 2 * groups / len(starts))
    return tuple(
        Supervisor(f"S{n}", room, tuple(range(start, min(workers, start + 8))))
        for n, start in enumerate(starts)
    )
