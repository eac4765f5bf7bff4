"""The numbers of a random team: sizes of groups, what they ask of each worker, what a match costs, who is allowed."""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.families.people import shipped_policy

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

LARGEST_CASE, SMALLEST_CASE = 60, 15


def cases_of(households: float, groups: int, chance: Generator) -> Numbers:
    """How many cases each group has: one, or two to four in a household."""
    several = chance.random(groups) < households
    return np.where(several, chance.integers(2, 5, groups), 1)


def sizes_of(cases: Numbers, chance: Generator) -> Numbers:
    """What a group would ask of an ordinary worker; siblings after the first ask half as much."""
    one = chance.integers(SMALLEST_CASE, LARGEST_CASE + 1, len(cases))
    return np.rint(one * (1 + (cases - 1) / 2)).astype(int)


def demands_of(sizes: Numbers, new: Flags, chance: Generator) -> Numbers:
    """What each group asks of each worker: more of the newly qualified, less of the practised, and some travel."""
    pace = np.where(new, 1.25, chance.uniform(0.85, 1.1, len(new)))
    travel = chance.integers(0, 4, (len(sizes), len(new)))
    asked: Numbers = np.rint(np.outer(sizes, pace)).astype(int) + travel
    return asked


def costs_of(sizes: Numbers, workers: int, chance: Generator) -> Numbers:
    """What each match costs, with the weights of the shipped policy: skills, a known worker, place and language."""
    worth, groups = shipped_policy().priorities.trade_offs, len(sizes)
    everywhere = (groups, workers)
    points = float(worth.skill_level) * chance.integers(0, 4, everywhere)
    known = np.zeros(everywhere)
    returning = np.flatnonzero(chance.random(groups) < 0.2)
    known[returning] = float(worth.known_worker)
    known[returning, chance.integers(0, workers, len(returning))] = 0
    points += known
    points += float(worth.locality) * (chance.random(everywhere) < 0.5)
    speaks = chance.random(workers) < 0.15
    foreign = chance.random(groups) < 0.1
    points += float(worth.language) * np.outer(foreign, ~speaks)
    points -= float(worth.development) * (chance.random(everywhere) < 0.03)
    return np.rint(sizes[:, None] * points).astype(int)


def allowed_of(
    eligible: float, workers: int, groups: int, chance: Generator
) -> list[Numbers]:
    """Who may hold each group: at least three people, or everybody in a smaller team."""
    least = min(3, workers)
    if eligible >= 1:
        return [np.arange(workers)] * groups
    found = []
    for _ in range(groups):
        count = max(least, int(chance.binomial(workers, eligible)))
        found.append(np.sort(chance.choice(workers, count, replace=False)))
    return found
