"""Instances made to be awkward: ties everywhere, one specialist, no slack at all, sums that never come out even."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.random import Generator

from allocator.problem.posed import Group, Pair, Problem, Support
from benchmarks.families.people import FULL_WEEK, someone

_PRIMES = (11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59)
_PRIME_WEEK = 337


def identical(workers: int, groups: int, chance: Generator) -> Problem:
    """Every worker and every case the same: nothing but ties."""
    return _plain(workers, [30] * groups)


def specialist(workers: int, groups: int, chance: Generator) -> Problem:
    """A third of the cases can go to one worker only, who has time for some of them; anyone may take the rest."""
    demands = chance.integers(20, 61, groups).tolist()
    allowed = [[0] if g % 3 == 0 else list(range(workers)) for g in range(groups)]
    return _plain(workers, demands, allowed)


def two_sizes(workers: int, groups: int, chance: Generator) -> Problem:
    """Cases are tiny or nearly half of what is left of a week, and little is left."""
    demands = chance.choice([14, 61], groups).tolist()
    return _plain(workers, demands, held=_leaving(demands, workers, 1.05))


def primes(workers: int, groups: int, chance: Generator) -> Problem:
    """All sizes and the week itself are prime, so that no two ways of filling someone come to the same."""
    demands = chance.choice(_PRIMES, groups).tolist()
    held = _leaving(demands, workers, 1.1, _PRIME_WEEK)
    return _plain(workers, demands, held=held, capacity=_PRIME_WEEK)


def exactly_full(workers: int, groups: int, chance: Generator) -> Problem:
    """Everything fits, but only with everyone filled to the very ceiling: each one's room was cut into the cases."""
    room = someone(0).room
    demands: list[int] = []
    for part in np.array_split(np.arange(groups), workers):
        cuts = np.sort(chance.choice(np.arange(1, room), len(part) - 1, replace=False))
        demands += np.diff([0, *cuts, room]).tolist()
    return _plain(workers, chance.permutation(demands).tolist())


def giants(workers: int, groups: int, chance: Generator) -> Problem:
    """A few cases take most of anybody's room; the many small ones are a little more urgent and get in their way."""
    room = someone(0).room
    large = [g % 8 == 0 for g in range(groups)]
    demands = [
        int(chance.integers(room * 3 // 4, room))
        if big
        else int(chance.integers(15, 40))
        for big in large
    ]
    return _plain(workers, demands, urgencies=[9 if big else 10 for big in large])


def ring(workers: int, groups: int, chance: Generator) -> Problem:
    """Each case can go to two neighbours of a long ring, so that evening out moves cases all the way round."""
    demands = chance.integers(15, 61, groups).tolist()
    first = chance.integers(0, workers, groups).tolist()
    allowed = [sorted({at, (at + 1) % workers}) for at in first]
    return _plain(workers, demands, allowed)


Maker = Callable[[int, int, Generator], Problem]
ADVERSARIAL: dict[str, Maker] = {
    "identical": identical,
    "specialist": specialist,
    "two sizes": two_sizes,
    "primes": primes,
    "exactly full": exactly_full,
    "giants": giants,
    "ring": ring,
}


def _plain(
    workers: int,
    demands: Sequence[int],
    allowed: Sequence[Sequence[int]] = (),
    urgencies: Sequence[int] = (),
    held: int = 0,
    capacity: int = FULL_WEEK,
) -> Problem:
    """People alike, cases that ask the same of everyone, matches that cost nothing."""
    return Problem(
        tuple(someone(n, capacity, held) for n in range(workers)),
        tuple(
            Group(
                (f"C{g}",),
                urgencies[g] if urgencies else 3,
                required=False,
                pairs=tuple(
                    Pair(w, demand, 0, 0, Support.NONE)
                    for w in (allowed[g] if allowed else range(workers))
                ),
            )
            for g, demand in enumerate(demands)
        ),
    )


def _leaving(
    demands: Sequence[int], workers: int, slack: float, capacity: int = FULL_WEEK
) -> int:
    """What everyone must hold already so that the room left is the waiting work times the slack."""
    room = someone(0, capacity).room
    return max(0, room - round(slack * sum(demands) / workers))
