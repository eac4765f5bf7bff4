"""What a worker has in any better answer is among their bundles, which are few once the bound is close."""

from collections.abc import Iterator
from itertools import combinations, pairwise
from operator import contains
from typing import NamedTuple

import pytest

from allocator.problem.ledger import Choices
from allocator.problem.posed import Cost, Problem
from allocator.solvers.answer import Limits
from allocator.solvers.arrays import Arrays, arrays
from allocator.solvers.bound import bundles
from allocator.solvers.bound.ascent import Ascent
from allocator.solvers.bound.bundles import Bundles
from allocator.solvers.bound.order import LowerBound
from allocator.solvers.bound.relaxation import BLENDED, UNPLACED
from allocator.solvers.placing import from_choices
from tests.problem.problems import group, pair, post, problem
from tests.solvers.bound.tiny import answers, crowded, some

pytestmark = pytest.mark.slow

PLENTY = 100_000

Sets = list[set[frozenset[int]]]


def known(posed: Problem, best: Cost, work: float = 0.02) -> LowerBound:
    """The bound raised for a while, with the cost of an answer known."""
    bound = LowerBound(arrays(posed), Limits())
    bound.improve(work, best)
    return bound


def sets(found: Bundles) -> Sets:
    """By worker, what each of their bundles is made of: pairs, and after all pairs those who help."""
    ends, source = found.first.tolist(), found.options.source[found.chosen]
    every = [frozenset(source[first:last].tolist()) for first, last in pairwise(ends)]
    return [set(every[first:last]) for first, last in pairwise(found.at.tolist())]


def held(given: Arrays, choices: Choices) -> list[frozenset[int]]:
    """By worker, what an answer gives them, alike."""
    found: list[set[int]] = [set() for _ in range(given.workers)]
    answer = from_choices(given, choices)
    for p in answer.pair[answer.pair >= 0].tolist():
        found[given.pair_worker[p]].add(p)
    for h in answer.helper[answer.helper >= 0].tolist():
        found[given.helper_worker[h]].add(given.pairs + h)
    return [frozenset(taken) for taken in found]


class Situation(NamedTuple):
    """A little problem, the cost of an answer that might be the best known, the goal that is open, and the bound."""

    posed: Problem
    cost: Cost
    goal: int
    bound: LowerBound

    def bundles(self, most: int = PLENTY) -> Bundles | None:
        """The sets of better answers."""
        return self.bound.bundles(self.cost, self.goal, most)


def situations(work: float = 0.02) -> Iterator[Situation]:
    """Little problems whose bundles can be told, each with several answers that might be the best known."""
    for seed in range(4000, 4100):
        posed = crowded(seed)
        for cost, _ in some(answers(posed)):
            bound = known(posed, cost, work)
            goal = bound.open_goal(cost)
            if goal is not None:
                yield Situation(posed, cost, goal, bound)


@pytest.mark.parametrize("work", [0.0001, 0.02])
def test_every_better_answer_is_made_of_bundles(work: float) -> None:
    """Of all answers that there are, and however good the bound: what each worker has, and who waits."""
    tried, waiting, joint = [0, 0, 0], 0, 0
    for situation in situations(work):
        posed, cost, goal, _ = situation
        given, found = arrays(posed), situation.bundles()
        assert found is not None
        assert found.are_all
        had = sets(found)
        for other, choices in answers(posed):
            if other[:goal] > cost[:goal] or other[goal] >= cost[goal]:
                continue
            tried[goal] += 1
            assert all(map(contains, had, held(given, choices)))
            for g, choice in enumerate(choices):
                waiting += choice is None
                joint += choice is not None and choice.helper is not None
                assert choice is not None or found.waits[g]

    assert min(tried) > 50
    assert waiting > 20
    assert joint > 20


def test_bundles_are_all_sets_within_the_gap_and_no_others() -> None:
    """Tried one by one: a set that fits is a bundle if it costs no more than the cheapest and the whole gap."""
    left_out = 0
    for situation in situations():
        posed, cost, goal, bound = situation
        found = situation.bundles()
        assert found is not None
        ascent = raised(bound, goal)
        slack = (cost[goal] - 1) * ascent.relaxation.unit - ascent.value
        for w, told in enumerate(sets(found)):
            every = priced(posed, ascent, w)
            # The cheapest may break a limit on cases, which have a price instead.
            least = min(price for price, _, _ in every)
            within = {
                taken for price, fits, taken in every if fits and price - least <= slack
            }
            assert told == within
            left_out += len(every) - len(within)

    assert left_out > 50


def test_where_there_are_too_many_there_are_those_that_cost_least() -> None:
    """However few may be told: none, or a part of all, or all of them."""
    parts = 0
    for situation in situations():
        whole = situation.bundles()
        assert whole is not None
        before, many = 0, len(whole.first) - 1
        for most in (1, *range(2, many, 1 + many // 8), many):
            found = situation.bundles(most)
            if found is None:
                assert before == 0
                continue
            count = len(found.first) - 1
            assert before <= count <= most
            assert all(map(set.issubset, sets(found), sets(whole)))
            if found.are_all:
                assert sets(found) == sets(whole)
            else:
                parts += 1
            before = count

    assert parts > 5


def test_too_many_steps_are_too_many_bundles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it takes too long to find few sets the bound is not close enough, and nothing is told."""
    posed, known_best = problem([post()], [group(pair(cost=3))]), Cost(0, 0, 4)
    bound = known(posed, known_best)
    assert bound.bundles(known_best, BLENDED, PLENTY) is not None

    monkeypatch.setattr(bundles, "_STEPS", 0)

    assert bound.bundles(known_best, BLENDED, PLENTY) is None


def test_bundles_are_told_goal_by_goal() -> None:
    """While more could perhaps be placed, sets are those that place more; without a bound of a goal there are none."""
    posed = problem([post(10)], [group(pair(0, 5)), group(pair(0, 5))])

    assert known(posed, Cost(2, 0, 0)).open_goal(Cost(2, 0, 0)) == UNPLACED
    assert known(posed, Cost(0, 0, 7)).open_goal(Cost(0, 0, 7)) == BLENDED
    assert LowerBound(arrays(posed), Limits()).open_goal(Cost(2, 0, 0)) is None


def test_what_is_proven_of_a_goal_opens_the_next() -> None:
    """A bound that others have proven stands like one's own, for answers that equal it in the goals before."""
    posed = problem([post(10), post(10)], [group(pair(0, 7), pair(1, 7))] * 3)
    best = Cost(2, 0, 0)
    bound = LowerBound(arrays(posed), Limits())
    before = bound.cost

    assert bound.prove(best, UNPLACED, 2).unplaced == 2 > before.unplaced
    assert bound.open_goal(best) is None
    assert bound.prove(best, UNPLACED, 1).unplaced == 2


def raised(bound: LowerBound, goal: int) -> Ascent:
    """How far a goal has come: the one raised last."""
    return [a for key, a in bound._ascents.items() if key[0] == goal and a][-1]


def priced(
    posed: Problem, ascent: Ascent, worker: int
) -> list[tuple[int, bool, frozenset[int]]]:
    """All sets that a worker has room for, what each costs at the bound's prices, and whether its cases fit."""
    options, prices = (
        ascent.relaxation.options,
        ascent.relaxation.price(ascent.prices),
    )
    own = range(options.at[worker], options.at[worker + 1])
    who, found = posed.posts[worker], []
    slopes = prices.slopes[options.curves.at[worker] : options.curves.at[worker + 1]]
    starts = options.curves.starts[
        options.curves.at[worker] : options.curves.at[worker + 1]
    ]
    for count in range(len(own) + 1):
        for taken in combinations(own, count):
            load = sum(int(options.demand[o]) for o in taken)
            groups = {int(options.group[o]) for o in taken}
            if load > options.room[worker] or len(groups) < count:
                continue
            cases = sum(int(options.cases[o]) for o in taken)
            # Each step of load at the slope of the last piece that begins at or before it.
            cost = sum(
                int(slopes[sum(starts <= step) - 1]) if sum(starts <= step) else 0
                for step in range(load)
            )
            for o in taken:
                g = options.group[o]
                cost += prices.blended * int(options.cost[o])
                cost += int(prices.cases[worker]) * int(options.cases[o])
                cost += int(prices.supervision[worker]) * int(options.supervision[o])
                cost -= int(prices.worth[options.kind[o], g])
            fits = cases <= min(who.case_room, who.new_case_room)
            found.append((cost, fits, frozenset(int(options.source[o]) for o in taken)))
    return found
