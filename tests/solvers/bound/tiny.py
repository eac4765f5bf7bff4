"""Problems small enough to try every answer, crowded enough that every rule bites."""

from dataclasses import replace

import numpy as np
from numpy.random import Generator

from allocator.problem.ledger import Choices, Ledger
from allocator.problem.posed import (
    UNLIMITED,
    Cost,
    Curve,
    Group,
    Helper,
    Pair,
    Post,
    Problem,
    Supervisor,
    Support,
)
from tests.problem.problems import group, post, problem


def crowded(seed: int, most_groups: int = 5) -> Problem:
    """Two to four workers with little room, limits, joint work and supervision, each in some of the problems."""
    chance = np.random.default_rng(seed)
    people, joint = int(chance.integers(2, 5)), bool(chance.random() < 0.5)
    limited, supervised = chance.random() < 0.4, bool(chance.random() < 0.4)
    posts = [_post(chance, bool(limited)) for _ in range(people)]
    groups = [
        _group(chance, people, joint, supervised)
        for _ in range(int(chance.integers(2, most_groups + 1)))
    ]
    supervisors = [
        Supervisor(
            f"S{n}", int(chance.integers(0, 8)), tuple(range(n % people, people, 2))
        )
        for n in range(2 * supervised)
    ]
    return problem(posts, groups, *supervisors)


def answers(given: Problem) -> list[tuple[Cost, Choices]]:
    """Every answer that keeps the rules, with its cost."""
    ledger, found = Ledger(given), []

    def decide(index: int) -> None:
        if index == len(given.groups):
            found.append((ledger.cost(), tuple(ledger.choices)))
            return
        if not given.groups[index].required:
            decide(index + 1)
        for option in list(ledger.options(index)):
            ledger.place(index, option)
            decide(index + 1)
            ledger.take_back(index)

    decide(0)
    return found


def best(given: Problem) -> tuple[Cost, Choices] | None:
    """The least cost and an answer that has it; None where no answer keeps the rules."""
    return min(answers(given), key=lambda answer: answer[0], default=None)


def some(
    every: list[tuple[Cost, Choices]], many: int = 4
) -> list[tuple[Cost, Choices]]:
    """The best of all answers and others up to the worst: of those alike in the first two goals, in the first, all."""
    ranked = sorted(every, key=lambda answer: answer[0])
    found = []
    for goals in (2, 1, 0):
        alike = [a for a in ranked if a[0][:goals] == ranked[0][0][:goals]]
        found += alike[:: max(1, len(alike) // many)]
    return found


def scaled(given: Problem, factor: int) -> Problem:
    """The same problem with so many times the load and the room, and curves that cost the same for it."""
    return Problem(
        tuple(
            replace(
                who,
                room=who.room * factor,
                unsafe=_stretched(who.unsafe, factor),
                uneven=_stretched(who.uneven, factor),
            )
            for who in given.posts
        ),
        tuple(
            replace(
                waiting,
                pairs=tuple(
                    p._replace(demand=p.demand * factor) for p in waiting.pairs
                ),
                helpers=tuple(
                    h._replace(demand=h.demand * factor) for h in waiting.helpers
                ),
            )
            for waiting in given.groups
        ),
        given.supervisors,
    )


def _stretched(curve: Curve, factor: int) -> Curve:
    return Curve(tuple(start * factor for start in curve.starts), curve.slopes)


def _curve(chance: Generator) -> Curve:
    starts = np.unique(chance.integers(0, 12, int(chance.integers(0, 4)))).tolist()
    slopes = np.sort(chance.choice(30, len(starts), replace=False)).tolist()
    return Curve(tuple(starts), tuple(slopes))


def _post(chance: Generator, limited: bool) -> Post:
    limits = [1, 2, 3, UNLIMITED] if limited else [UNLIMITED]
    return post(
        int(chance.integers(2, 14)),
        case_room=int(chance.choice(limits)),
        new_case_room=int(chance.choice(limits)),
        unsafe=_curve(chance),
        uneven=_curve(chance),
    )


def _group(chance: Generator, people: int, joint: bool, supervised: bool) -> Group:
    helpers = [
        Helper(worker, int(chance.integers(0, 4)), bool(chance.integers(2)))
        for worker in range(people)
        if joint and chance.random() < 0.7
    ]
    pairs = []
    for worker in range(people):
        support = Support(int(chance.integers(0, 3)) * joint)
        supported = support is Support.NONE or any(
            helper.worker != worker and (helper.leads or support is Support.COMPANION)
            for helper in helpers
        )
        demand, cost, supervision = (
            int(chance.integers(*ends)) for ends in ((0, 7), (-5, 20), (0, 4))
        )
        if supported and chance.random() < 0.8:
            pairs.append(Pair(worker, demand, cost, supervision * supervised, support))
    return group(
        *pairs,
        helpers=helpers,
        urgency=int(chance.choice([1, 3, 9, 27])),
        required=bool(pairs) and bool(chance.random() < 0.15),
        cases=int(chance.integers(1, 3)),
    )
