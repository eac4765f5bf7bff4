"""At any prices the relaxation costs no more than any answer, which is what makes it a bound."""

import numpy as np
import pytest
from numpy.random import Generator

from allocator.problem.ledger import Ledger
from allocator.problem.posed import Cost, Curve, Problem
from allocator.solvers.arrays import arrays
from allocator.solvers.bound.ascent import Ascent, ascent
from allocator.solvers.bound.hands import hands
from allocator.solvers.bound.options import options
from allocator.solvers.bound.relaxation import GOALS, Floats, Reading, Relaxation
from tests.problem.problems import group, pair, post, problem
from tests.solvers.bound.tiny import answers, crowded


def relaxed(posed: Problem, goal: int, best: Cost) -> Ascent:
    """One goal's relaxation for answers that equal the best in the goals before."""
    given = arrays(posed)
    unplaced, unsafe = best.unplaced * (goal > 0), best.unsafe * (goal > 1)
    found = ascent(given, options(given), goal, unplaced, unsafe)
    assert found is not None
    return found


def read(relaxation: Relaxation, prices: Floats, threads: int = 1) -> Reading:
    """The reading at some prices."""
    with hands(threads) as all_hands:
        found = relaxation.read(prices, all_hands, lambda: False)
    assert found is not None
    return found


def anywhere(within: Ascent, chance: Generator) -> Floats:
    """Prices of either sign about as large as costs, within their range."""
    spread = 20 * within.relaxation.unit * chance.standard_normal(len(within.prices))
    allowed = within._within
    clipped: Floats = np.clip(spread, allowed.least, allowed.most)
    return clipped


@pytest.mark.parametrize("seed", range(60))
def test_no_prices_make_it_cost_more_than_the_best(seed: int) -> None:
    """For every goal, whatever groups, co-workers, limits, supervision and earlier goals are priced at."""
    posed, chance = crowded(seed), np.random.default_rng(seed)
    best = min((cost for cost, _ in answers(posed)), default=None)
    if best is None:
        return
    for goal in GOALS:
        found = relaxed(posed, goal, best)
        for prices in (
            found.prices,
            *(anywhere(found, chance) for _ in range(8)),
        ):
            value = read(found.relaxation, prices).value
            assert value <= best[goal] * found.relaxation.unit


@pytest.mark.parametrize("seed", range(20))
def test_a_reading_does_not_depend_on_those_before_it(seed: int) -> None:
    """Looking only at what is near gives what looking at everything gives, whichever way prices have gone."""
    posed, chance = crowded(seed), np.random.default_rng(seed)
    found = relaxed(posed, 2, Cost(30, 10, 0))
    prices = found.prices
    for _ in range(60):
        prices = np.clip(
            prices
            + chance.choice([0.1, 1, 10])
            * found.relaxation.unit
            * chance.standard_normal(len(prices)),
            found._within.least,
            found._within.most,
        )
        fresh = relaxed(posed, 2, Cost(30, 10, 0)).relaxation
        assert read(found.relaxation, prices).value == read(fresh, prices).value


def test_slack_says_what_nobody_takes_and_what_several_do() -> None:
    """One for a group that is left, none for one that is taken once, less for each taker more."""
    posed = problem(
        [post(10), post(10)],
        [
            group(pair(0), pair(1), urgency=9),
            group(pair(0), urgency=9),
            group(pair(1), urgency=9),
        ],
    )
    found = relaxed(posed, 0, Cost(0, 0, 0))
    unit = found.relaxation.unit

    reading = read(found.relaxation, np.array([2.0, 3.0, 0, 0, 0]) * unit)

    assert reading.slack[:3].tolist() == [-1, 0, 1]
    # Paid 5 for three takings; what is taken once is paid for once.
    assert reading.value == (2 + 3 + 0 - 2 - 3 - 2) * unit


def test_what_is_charged_for_a_limit_is_given_back() -> None:
    """A price for cases changes what a worker chooses by cases taken less cases allowed."""
    posed = problem([post(10, case_room=1)], [group(pair()), group(pair())])
    found = relaxed(posed, 0, Cost(0, 0, 0))
    unit = found.relaxation.unit

    free = read(found.relaxation, np.array([1.0, 1.0, 0.0, 0, 0]) * unit)
    dear = read(found.relaxation, np.array([1.0, 1.0, 0.5, 0, 0]) * unit)

    assert (free.value, free.slack.tolist()[2]) == (0, 1)
    assert dear.value == 2 * unit - unit - unit // 2


def test_two_threads_read_what_one_reads() -> None:
    """The order in which workers are worked out changes nothing."""
    chance = np.random.default_rng(0)
    posed = problem(
        [post(60, uneven=Curve((0, 20), (1, 5))) for _ in range(40)],
        [
            group(
                *(
                    pair(w, int(chance.integers(5, 30)), int(chance.integers(0, 40)))
                    for w in range(40)
                )
            )
            for _ in range(80)
        ],
    )
    alone, together = (relaxed(posed, 2, Cost(0, 0, 0)) for _ in range(2))

    one = read(alone.relaxation, alone.prices)
    two = read(together.relaxation, together.prices, threads=2)

    assert one.value == two.value
    assert one.slack.tolist() == two.slack.tolist()


@pytest.mark.parametrize("seed", range(10))
def test_an_answer_is_read_as_its_own_slack(seed: int) -> None:
    """Where what the workers choose is an answer, the reading is what it costs: the relaxation adds nothing."""
    posed = problem(
        [post(3), post(3)], [group(pair(seed % 2, 3, cost=4)), group(pair(0, 9))]
    )
    found = relaxed(posed, 2, Cost(1, 0, 0))
    unit = found.relaxation.unit
    prices = np.zeros(len(found.prices))
    prices[0] = (5 + seed) * unit

    reading = read(found.relaxation, prices)

    ledger = Ledger(posed)
    ledger.place(0, next(ledger.options(0)))
    assert not reading.slack[:2].any()
    assert reading.value == ledger.cost().blended * unit
