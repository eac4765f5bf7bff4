"""The bound is never above the best answer, goal by goal, however and whenever it is asked for."""

from dataclasses import replace

import pytest

from allocator.problem.posed import Cost, Curve, Helper, Problem, Supervisor, Support
from allocator.solvers.answer import Limits, Stop
from allocator.solvers.arrays import arrays
from allocator.solvers.bound import lower_bound
from allocator.solvers.bound.order import LowerBound
from tests.problem.problems import group, pair, post, problem
from tests.solvers.bound.tiny import answers, best, crowded, scaled

pytestmark = pytest.mark.slow

ENOUGH = Limits(work=0.05)


def holds(bound: Cost, best: Cost) -> bool:
    """Whether no entry is above the best's while all before it are equal."""
    for mine, theirs in zip(bound, best, strict=True):
        if mine != theirs:
            return mine < theirs
    return True


def knowing_the_best(posed: Problem) -> Cost:
    """The bound found with the best answer at hand."""
    found = best(posed)
    assert found is not None
    return lower_bound(posed, ENOUGH, found[1]).cost


@pytest.mark.parametrize("part", range(10))
def test_no_bound_is_above_the_best_of_all_answers(part: int) -> None:
    """On hundreds of crowded little problems, with and without knowing the best; most are bounded exactly."""
    exact = total = 0
    for seed in range(1000 + 30 * part, 1030 + 30 * part):
        posed = crowded(seed)
        found = best(posed)
        if found is None:
            continue
        cost, choices = found
        told, untold = lower_bound(posed, ENOUGH, choices), lower_bound(posed, ENOUGH)
        assert holds(told.cost, cost), seed
        assert holds(untold.cost, cost), seed
        exact += told.cost == cost
        total += 1

    assert exact > total / 2


@pytest.mark.parametrize("seed", range(2000, 2040))
def test_a_worse_answer_makes_no_bound_invalid(seed: int) -> None:
    """Whatever answer is known, and even where it is a bad one, the bound stays below the best."""
    posed = crowded(seed)
    every = answers(posed)
    least = min((cost for cost, _ in every), default=None)
    for _, choices in every[:: max(1, len(every) // 4)]:
        assert least is not None
        assert holds(lower_bound(posed, ENOUGH, choices).cost, least)


@pytest.mark.parametrize("seed", range(30))
def test_a_bound_is_valid_whenever_it_is_stopped(seed: int) -> None:
    """After every slice, however thin, it is a bound, and it never falls while the same answer is known."""
    posed = crowded(seed)
    found = best(posed)
    if found is None:
        return
    bound, before = LowerBound(arrays(posed), Limits()), None
    for _ in range(60):
        now = bound.improve(0.0004, found[0])
        assert holds(now, found[0])
        assert before is None or now >= before
        before = now


def test_a_stop_before_anything_leaves_what_is_plain() -> None:
    """Asked to stop at once, the bound is what needs no search: who has nobody waits, others meet their best match."""
    posed = problem(
        [post()], [group(pair(cost=-4)), group(pair(cost=7)), group(urgency=9)]
    )
    stop = Stop()
    stop.request()

    found = lower_bound(posed, Limits(stop=stop))

    assert found.cost == Cost(9, 0, -4)
    assert found.prices is None
    assert not found.picks.any()


def test_a_moment_that_has_passed_ends_it() -> None:
    """No time, no reading, and still a bound."""
    bound = LowerBound(arrays(crowded(1)), Limits())
    plain = bound.cost

    assert bound.improve(1.0, until=0.0) == plain


def test_the_same_work_gives_the_same_bound() -> None:
    """Prices and all."""
    first, second = (
        lower_bound(crowded(7, most_groups=12), Limits(work=0.01)) for _ in range(2)
    )

    assert first.cost == second.cost
    assert first.prices is not None
    assert second.prices is not None
    for mine, theirs in zip(first.prices, second.prices, strict=True):
        assert mine.tolist() == theirs.tolist()
    assert first.picks.tolist() == second.picks.tolist()


def test_nothing_to_place_and_nobody_to_place_it_with() -> None:
    """Empty batches and teams are bounded by what they cost."""
    for posed, cost in (
        (problem([], []), Cost(0, 0, 0)),
        (problem([post()], []), Cost(0, 0, 0)),
        (problem([], [group(urgency=3)]), Cost(3, 0, 0)),
        (problem([post()], [group(urgency=3), group(urgency=4)]), Cost(7, 0, 0)),
    ):
        found = lower_bound(posed, ENOUGH)
        assert found.cost == cost
        assert found.finished


def test_what_must_be_placed_is_counted_in_full() -> None:
    """A required group has no way out by waiting: its cost, and what it displaces, are in the bound."""
    groups = [
        group(pair(0, 5, cost=20), urgency=1, required=True),
        group(pair(0, 6, cost=1), urgency=27),
    ]
    posed = problem([post(10)], groups)

    assert knowing_the_best(posed) == Cost(27, 0, 20)


def test_work_beyond_the_safe_limit_that_cannot_be_avoided_is_proven() -> None:
    """Two equal cases and two people with room for one safely each: one case more is unsafe, by as much as it is."""
    who = post(10, unsafe=Curve((4,), (2,)), uneven=Curve((0, 4), (1, 3)))
    posed = problem([who, who], [group(pair(0, 4), pair(1, 4)) for _ in range(3)])

    assert knowing_the_best(posed) == Cost(0, 8, 20)


def test_a_co_worker_s_share_is_in_the_bound() -> None:
    """Whoever leads or keeps company pays with their own load, and the holder may not be their own co-worker."""
    helpers = [Helper(0, 2, leads=True), Helper(1, 3, leads=True)]
    posed = problem(
        [post(10, uneven=Curve((0,), (1,))), post(10, uneven=Curve((0,), (5,)))],
        [group(pair(0, 4, support=Support.LEAD), helpers=helpers, urgency=9)],
    )

    assert knowing_the_best(posed) == Cost(0, 0, 19)


def test_supervision_and_limits_on_cases_are_in_the_bound() -> None:
    """Where they leave groups waiting, waiting is proven."""
    limited = problem([post(case_room=1)], [group(pair()), group(pair())])
    supervised = problem(
        [post(), post()],
        [group(pair(n % 2, supervision=2)) for n in range(3)],
        Supervisor("S", 4, (0, 1)),
    )

    for posed in (limited, supervised):
        assert knowing_the_best(posed).unplaced == 1


@pytest.mark.parametrize("seed", range(3000, 3020))
def test_loads_far_too_large_for_a_table_are_bounded_all_the_same(seed: int) -> None:
    """A million times the load and the room: load is priced where no table can hold it, and the bound stays valid."""
    large = scaled(crowded(seed), 1_000_003)
    found = best(large)
    if found is not None:
        assert holds(lower_bound(large, ENOUGH, found[1]).cost, found[0])


def test_costs_beyond_all_reckoning_leave_what_is_plain() -> None:
    """Where exact sums could overflow nothing is claimed."""
    posed = problem(
        [post(10)], [group(pair(cost=2**61)), group(pair(cost=2**61), required=True)]
    )

    assert lower_bound(posed, ENOUGH).cost == Cost(0, 0, 0)


def test_no_answer_at_all_still_has_a_bound() -> None:
    """What cannot be placed but must be is no reason to run away: the bound stays within what an answer could cost."""
    groups = [group(pair(0, 8), urgency=5, required=True) for _ in range(2)]

    found = lower_bound(problem([post(10)], groups), ENOUGH)

    assert found.cost.unplaced <= 10


def test_goals_after_one_that_is_not_met_stay_plain() -> None:
    """Nothing is said of evenness while more could perhaps be placed."""
    who = post(10, uneven=Curve((0,), (3,)))
    posed = problem([who], [group(pair(0, 5)), group(pair(0, 5))])
    nothing_placed = lower_bound(posed, ENOUGH, (None, None))

    assert nothing_placed.cost == Cost(0, 0, 0)
    assert knowing_the_best(posed) == Cost(0, 0, 30)


def test_every_bound_is_told() -> None:
    """Whoever listens hears bounds that only rise, the last of which is the answer."""
    posed, told = _even(12, 24), list[Cost]()

    found = lower_bound(posed, Limits(work=0.2), tell=told.append)

    assert told[-1] == found.cost
    assert told == sorted(told)


def test_a_known_best_ends_it_as_soon_as_it_is_proven() -> None:
    """Nothing is left to do, and more work changes nothing."""
    posed = problem([post()], [group(pair(cost=3))])
    bound = LowerBound(arrays(posed), Limits())

    assert bound.improve(1.0, Cost(0, 0, 3)) == Cost(0, 0, 3)
    assert bound.finished
    assert bound.improve(1.0) == Cost(0, 0, 3)


def _even(people: int, waiting: int) -> Problem:
    """People with room to spare and cases that anyone may take."""
    who = post(100, uneven=Curve((0, 20, 40), (1, 4, 9)))
    return problem(
        [replace(who, room=90 + n) for n in range(people)],
        [
            group(
                *(
                    pair(w, 10 + (g * 7 + w * 5) % 20, (g * 11 + w * 3) % 40)
                    for w in range(people)
                )
            )
            for g in range(waiting)
        ],
    )
