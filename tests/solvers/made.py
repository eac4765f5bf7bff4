"""Problems too large for proof at a glance, and a check of answers that shares nothing with the search."""

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from allocator.problem.ledger import Choices, Ledger
from allocator.problem.posed import Cost, Curve, Group, Helper, Pair, Problem, Support
from tests.problem.problems import post, problem, problems


def checked(given: Problem, choices: Choices) -> Cost:
    """What choices cost if each fits when its turn comes; what fits together fits in any order."""
    ledger = Ledger(given)
    for index, (group, choice) in enumerate(zip(given.groups, choices, strict=True)):
        if choice is None:
            assert not group.required
            continue
        assert choice in list(ledger.options(index))
        ledger.place(index, choice)
    return ledger.cost()


def team(workers: int, groups: int, seed: int = 0, room: int = 60) -> Problem:
    """Everybody may hold everything, at costs that differ; load costs more the more there is."""
    chance = np.random.default_rng(seed)
    curve = Curve(tuple(range(0, room, 5)), tuple(range(0, 2 * room, 10)))
    over = Curve((room * 3 // 4,), (1,))
    return problem(
        [post(room, uneven=curve, unsafe=over) for _ in range(workers)],
        [
            Group(
                ("",),
                int(chance.integers(1, 28)),
                False,
                tuple(
                    Pair(w, int(demand), int(cost), 0, Support.NONE)
                    for w, (demand, cost) in enumerate(
                        zip(
                            chance.integers(5, 20, workers),
                            chance.integers(0, 300, workers),
                            strict=True,
                        )
                    )
                ),
            )
            for _ in range(groups)
        ],
    )


def joint_team(workers: int, groups: int, seed: int = 0, room: int = 60) -> Problem:
    """Such a team in which every fourth group needs a co-worker, who may be anybody."""
    alone = team(workers, groups, seed, room)
    anybody = tuple(Helper(w, 2, True) for w in range(workers))
    joint = [
        replace(
            each,
            pairs=tuple(p._replace(support=Support.COMPANION) for p in each.pairs),
            helpers=anybody,
        )
        if n % 4 == 0
        else each
        for n, each in enumerate(alone.groups)
    ]
    return problem(alone.posts, joint)


def side_by_side(*teams: Problem) -> Problem:
    """Several teams that share nobody, as one problem."""
    posts = [post for team in teams for post in team.posts]
    groups: list[Group] = []
    first = 0
    for team in teams:
        groups += [
            replace(
                group,
                pairs=tuple(
                    pair._replace(worker=pair.worker + first) for pair in group.pairs
                ),
            )
            for group in team.groups
        ]
        first += len(team.posts)
    return problem(posts, groups)


@st.composite
def pinned_problems(draw: st.DrawFn) -> Problem:
    """Tiny problems in which every limit has something to say, and some groups may not wait."""
    found = draw(problems())
    return replace(
        found,
        groups=tuple(
            replace(group, required=draw(st.integers(0, 3)) == 0)
            for group in found.groups
        ),
    )
