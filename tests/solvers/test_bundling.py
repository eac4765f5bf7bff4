"""What is put together from all bundles is the best there is, or proof that the best is known."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from allocator.problem.ledger import Choice, Choices
from allocator.problem.posed import (
    Cost,
    Curve,
    Helper,
    Pair,
    Post,
    Problem,
    Supervisor,
    Support,
)
from allocator.solvers.answer import Limits
from allocator.solvers.arrays import arrays
from allocator.solvers.bound.bundles import Bundles
from allocator.solvers.bound.options import options
from allocator.solvers.bound.order import LowerBound
from allocator.solvers.bound.relaxation import BLENDED
from allocator.solvers.bundling import LookedThrough, _alike, bundled
from allocator.solvers.placing import as_choices, from_choices
from tests.problem.problems import group, pair, post, problem
from tests.solvers.bound.tiny import answers, crowded, some
from tests.solvers.made import checked

pytestmark = pytest.mark.slow

PLENTY = 100_000


def told(posed: Problem, known: Cost, most: int = PLENTY) -> tuple[int, Bundles | None]:
    """The open goal and the bundles of better answers, once the bound has been raised a little; none before."""
    bound = LowerBound(arrays(posed), Limits())
    bound.improve(0.02, known)
    goal = bound.open_goal(known)
    return (BLENDED, None) if goal is None else (goal, bound.bundles(known, goal, most))


def put_together(
    posed: Problem, known: Choices, limits: Limits | None = None
) -> LookedThrough:
    """What is better than an answer, out of all bundles."""
    given = arrays(posed)
    first = from_choices(given, known)
    goal, found = told(posed, first.cost)
    assert found is not None
    assert found.are_all
    return bundled(given, found, first, goal, limits or Limits())


def bettered(posed: Problem, found: LookedThrough) -> Cost | None:
    """What the better answer costs, if there is one and it keeps every rule."""
    if found.better is None:
        return None
    cost = checked(posed, as_choices(arrays(posed), found.better))
    assert cost == found.better.cost
    return cost


def wanted(posed: Problem) -> Problem:
    """The same where every match is better than nothing."""
    return replace(
        posed,
        groups=tuple(
            replace(each, pairs=tuple(p._replace(cost=p.cost - 20) for p in each.pairs))
            for each in posed.groups
        ),
    )


def twins(seed: int) -> Problem:
    """A crowded little problem of four workers: the first two, and a twin of each."""
    posed = crowded(seed, most_groups=4)
    groups = []
    for each in posed.groups:
        pairs, helpers = each.pairs, each.helpers
        groups.append(
            replace(
                each,
                pairs=tuple(
                    pairs[w % 2 % len(pairs)]._replace(worker=w)
                    for w in range(4 * bool(pairs))
                ),
                helpers=tuple(
                    helpers[w % 2 % len(helpers)]._replace(worker=w)
                    for w in range(4 * bool(helpers))
                ),
            )
        )
    return problem(posed.posts[:2] * 2, groups, Supervisor("S", 4, (0, 1, 2, 3)))


@pytest.mark.parametrize("make", [crowded, twins])
def test_all_bundles_make_the_best_or_prove_it(
    make: Callable[[int], Problem],
) -> None:
    """Whatever answer is known, from the worst to the best of all that there are."""
    proven = joint = supervised = limited = waiting = 0
    improved = [0, 0, 0]
    for seed in range(5000, 5060):
        posed = make(seed)
        every = answers(posed)
        least = min((cost for cost, _ in every), default=None)
        for cost, choices in some(every):
            assert least is not None
            goal, bundles = told(posed, cost)
            if bundles is None:
                continue
            found = put_together(posed, choices)
            assert found.bound == least[goal], seed
            better = bettered(posed, found)
            if cost[: goal + 1] > least[: goal + 1]:
                assert better is not None
                assert better[: goal + 1] == least[: goal + 1], seed
            elif goal == BLENDED:
                assert better is None
            proven += cost == least
            improved[goal] += cost > least
            joint += any(c is not None and c.helper is not None for c in choices)
            supervised += bool(posed.supervisors)
            limited += any(who.case_room < 10 for who in posed.posts)
            waiting += None in choices

    assert min(proven, *improved, joint, supervised, limited, waiting) > 5


def test_few_bundles_make_an_answer_that_is_none_the_worse() -> None:
    """A part of all bundles proves nothing, but what comes of it keeps the rules and is better."""
    parts = improved = 0
    for seed in range(6000, 6060):
        posed = crowded(seed)
        given = arrays(posed)
        for cost, choices in some(answers(posed)):
            for most in (4, 8, 12):
                goal, found = told(posed, cost, most)
                if found is None or found.are_all:
                    continue
                parts += 1
                first = from_choices(given, choices)
                made = bundled(given, found, first, goal, Limits())
                better = bettered(posed, made)
                improved += better is not None and better < cost
                assert better is None or better < cost or goal < BLENDED

    assert parts > 20
    assert improved > 5


def test_twins_have_bundles_of_their_own() -> None:
    """Three who are alike share what they could have, and yet each group goes to somebody else."""
    who = post(30, uneven=Curve((0, 4), (1, 5)))
    posed = problem([who] * 3, [group(pair(0, 4), pair(1, 4), pair(2, 4))] * 3)

    found = put_together(posed, (Choice(0), Choice(0), Choice(0)))

    assert found.bound == 12
    assert found.better is not None
    holders = as_choices(arrays(posed), found.better)
    assert {choice.worker for choice in holders if choice is not None} == {0, 1, 2}


def test_a_twin_helps_a_twin() -> None:
    """One of two who are alike holds what needs a lead, the other leads, and neither is their own co-worker."""
    who = post(20, uneven=Curve((0, 5), (1, 9)))
    joint = group(
        pair(0, 5, support=Support.LEAD),
        pair(1, 5, support=Support.LEAD),
        helpers=[Helper(0, 2, True), Helper(1, 2, True)],
    )
    either = group(pair(0, 3), pair(1, 3))
    posed = problem([who, who], [joint, either])

    found = put_together(posed, (Choice(0, 1), Choice(0)))

    assert bettered(posed, found) == Cost(0, 0, 10)


def test_no_supervisor_is_asked_for_too_much() -> None:
    """Either of two could have the cheaper worker, whose supervisor has time for one."""
    either = group(pair(0, supervision=2), pair(1, cost=5))
    posed = problem([post(), post()], [either, either], Supervisor("S", 3, (0,)))

    found = put_together(posed, (Choice(1), Choice(1)))

    assert bettered(posed, found) == Cost(0, 0, 5)


@pytest.mark.parametrize(
    ("posts", "other"),
    [
        ((post(), post(9)), pair(1, 4)),
        ((post(), post(case_room=1)), pair(1, 4)),
        ((post(), post(unsafe=Curve((4,), (1,)))), pair(1, 4)),
        ((post(), post(uneven=Curve((4,), (1,)))), pair(1, 4)),
        ((post(), post()), pair(1, 3)),
        ((post(), post()), pair(1, 4, cost=1)),
        ((post(), post()), pair(1, 4, support=Support.COMPANION)),
        ((post(), post()), pair(2, 4)),
    ],
)
def test_who_differs_in_anything_is_no_twin(
    posts: tuple[Post, ...], other: Pair
) -> None:
    """Room, limits, costs and what one may hold: only those alike in all of it share bundles."""
    groups = [
        group(pair(0, 4), other, helpers=[Helper(2, 1, True)]),
        group(pair(0, 9), pair(1, 9), helpers=[Helper(2, 1, True)]),
    ]

    apart = arrays(problem([*posts, post()], groups))
    same = arrays(problem([post()] * 3, [groups[1]]))

    assert [0] in _alike(apart, options(apart))
    assert _alike(same, options(same)) == [[0, 1], [2]]


def test_who_has_another_supervisor_is_no_twin() -> None:
    """Nor is who takes more supervision."""
    either = group(pair(0, supervision=1), pair(1, supervision=1))
    more = group(pair(0, supervision=1), pair(1, supervision=2))
    for posed, alike in (
        (problem([post()] * 2, [either], Supervisor("S", 5, (0, 1))), [[0, 1]]),
        (problem([post()] * 2, [either], Supervisor("S", 5, (0,))), [[0], [1]]),
        (problem([post()] * 2, [more], Supervisor("S", 5, (0, 1))), [[0], [1]]),
    ):
        given = arrays(posed)
        assert _alike(given, options(given)) == alike


@pytest.mark.parametrize("work", [0.0, 1e-9, 1e-6, 1e-4])
def test_whenever_it_ends_the_bound_is_one(work: float) -> None:
    """Cut short before or after it has an answer, it proves no more than is true, though the best is below nothing."""
    below = unfinished = 0
    for seed in range(5000, 5040):
        posed = wanted(crowded(seed))
        every = answers(posed)
        for cost, choices in some(every):
            goal, bundles = told(posed, cost)
            if bundles is None:
                continue
            least = min(answer[0] for answer in every)
            found = put_together(posed, choices, Limits(work=work))
            assert found.bound <= least[goal]
            assert goal < BLENDED or (bettered(posed, found) or cost) <= cost
            below += goal == BLENDED and least.blended < 0
            unfinished += found.bound < least[goal]

    assert below > 5
    assert unfinished > 5 or work > 1e-5


def test_the_same_bundles_make_the_same_answer() -> None:
    """One thread and one seed: the same groups go to the same people."""
    who = post(30, uneven=Curve((0, 4), (1, 5)))
    posed = problem([who] * 3, [group(pair(0, 4), pair(1, 4), pair(2, 4))] * 3)

    first, second = (put_together(posed, (Choice(0),) * 3) for _ in range(2))

    assert first.better is not None
    assert second.better is not None
    assert first.better.pair.tolist() == second.better.pair.tolist()
    assert first.work == second.work
