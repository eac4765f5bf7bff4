"""Small problems are proven alone; larger ones wait for compiled code no longer than they may."""

from itertools import count

import numba
import pytest
from numba.core.dispatcher import Dispatcher

from allocator.errors import NoAnswerInTime
from allocator.problem.posed import Helper, Problem, Support
from allocator.solvers import (
    board,
    bounding,
    compiled,
    greedy,
    in_order,
    portfolio,
    settling,
)
from allocator.solvers.answer import Limits, Stop, is_close
from allocator.solvers.arrays import arrays
from allocator.solvers.bound import order
from allocator.solvers.placing import as_choices
from tests.problem.problems import group, pair, post, problem
from tests.solvers.made import checked, joint_team, team


def never(seconds: float) -> bool:
    """Compiled code that is not ready in time."""
    return False


def test_what_is_small_needs_no_compiled_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """A meeting is proven while the compiler is still at work."""
    monkeypatch.setattr(settling, "is_ready", never)

    found = settling.settle(arrays(team(5, 8)), Limits())

    assert found.best.cost == found.bound


def test_without_compiled_code_the_fast_start_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where time ends before the compiler does, there is what greedy answers."""
    monkeypatch.setattr(settling, "is_ready", never)
    monkeypatch.setattr(settling, "MEDIUM", 0)
    large = team(30, 40)

    found = settling.settle(arrays(large), Limits())

    start = greedy.solve(large, Limits())
    assert as_choices(arrays(large), found.best) == start.choices
    assert found.bound <= found.best.cost


def test_without_compiled_code_a_hard_pin_is_not_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A fast start that leaves a pinned case waiting is no answer."""
    monkeypatch.setattr(settling, "is_ready", never)
    monkeypatch.setattr(settling, "MEDIUM", 0)

    with pytest.raises(NoAnswerInTime):
        settling.settle(arrays(crossed()), Limits())


def test_pins_that_greedy_cannot_keep_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pinned cases fit only the other way round from the one that comes first to mind."""
    monkeypatch.setattr(settling, "MEDIUM", 0)

    found = settling.settle(arrays(crossed()), Limits(work=0.2))

    assert checked(crossed(), as_choices(arrays(crossed()), found.best)).unplaced == 0


def crossed() -> Problem:
    """One case fits either of two people, costs less with the one whom the other case needs, and comes first."""
    return problem(
        [post(6), post(6)],
        [
            group(pair(0, 6, cost=1), pair(1, 6, cost=5), required=True, urgency=9),
            group(pair(0, 5), required=True),
        ],
    )


def test_proof_goes_on_where_a_part_of_the_work_was_not_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What CP-SAT found in its part of the limits is never lost."""
    small = team(8, 16)
    limits = Limits(work=0.05)

    found = settling.settle(arrays(small), limits)

    assert checked(small, as_choices(arrays(small), found.best)) == found.best.cost
    assert found.best.cost <= greedy.solve(small, limits).cost


def test_a_stop_that_was_asked_for_before_needs_no_search() -> None:
    """The fast start is there at once, with what is plain of its bound."""
    stop = Stop()
    stop.request()
    large = team(30, 40)

    found = settling.settle(arrays(large), Limits(stop=stop))

    assert found.best.cost <= greedy.solve(large, Limits()).cost


def test_listeners_hear_only_while_they_listen() -> None:
    """Thousands of searches listen one after another, and none is held for ever."""
    stop, heard = Stop(), list[int]()

    with stop.heard_by(lambda: heard.append(1)):
        pass
    with stop.heard_by(lambda: heard.append(2)):
        stop.request()
        stop.request()
    with stop.heard_by(lambda: heard.append(3)):
        pass

    assert heard == [2, 2, 3]


def test_a_gap_is_that_of_the_first_goal_not_proven() -> None:
    """Equal goals are passed over; the first that differs decides, however large the next."""
    cost = greedy.solve(team(4, 6), Limits()).cost

    assert is_close(cost, cost, 0)
    assert is_close(cost._replace(blended=1000), cost._replace(blended=990), 1)
    assert not is_close(cost._replace(blended=1000), cost._replace(blended=989), 1)
    assert not is_close(cost._replace(unplaced=10), cost._replace(unplaced=9), 5)


def test_where_nothing_may_be_kept_code_is_compiled_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A read-only install and no cache folder: the same function, compiled by each process."""
    kept = numba.njit

    def nowhere(*, nogil: bool, cache: bool = False) -> object:
        if cache:
            raise RuntimeError("no locator available")
        return kept(nogil=nogil)

    monkeypatch.setattr(compiled, "njit", nowhere)

    def double(number: int) -> int:
        return 2 * number

    found = compiled.compiled(double)

    assert isinstance(found, Dispatcher)
    assert found(21) == 42


def test_a_lead_is_found_for_each_who_needs_one() -> None:
    """Joint work beyond a meeting's size keeps its co-workers."""
    large = team(30, 40)
    joint = problem(
        large.posts,
        [
            *large.groups,
            group(
                pair(0, support=Support.LEAD),
                helpers=[Helper(1, 2, True), Helper(2, 1, False)],
            ),
        ],
    )

    found = settling.settle(arrays(joint), Limits(work=0.3))

    choice = as_choices(arrays(joint), found.best)[-1]
    assert choice is not None
    assert choice.helper == 1


def test_between_small_and_large_cp_sat_answers_without_compiled_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the compiler is not ready the whole of the limits is CP-SAT's."""
    monkeypatch.setattr(settling, "is_ready", never)
    medium = team(16, 40)
    assert arrays(medium).pairs > settling.SMALL

    found = settling.settle(arrays(medium), Limits(work=0.5))

    assert checked(medium, as_choices(arrays(medium), found.best)) == found.best.cost
    assert found.best.cost < greedy.solve(medium, Limits()).cost


@pytest.mark.parametrize("posed", [joint_team(20, 60), joint_team(40, 120)])
def test_work_repeats_an_answer_however_fast_the_machine_is(
    posed: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock of a slow machine and that of a quick one: while there is time, the same work does the same."""
    found, took = [], list[float]()
    for tick in (0.0, 0.02):
        ticking = (tick * n for n in count()).__next__
        for module in (board, bounding, portfolio, settling, in_order, order):
            monkeypatch.setattr(module, "monotonic", ticking)
        settled = settling.settle(arrays(posed), Limits(work=0.6, seconds=60))
        took.append(ticking())
        best = settled.best
        found.append((best.pair.tolist(), best.helper.tolist(), settled.bound))

    assert found[0] == found[1]
    assert took[0] == 0.0
    assert 5 < took[1] < 30
