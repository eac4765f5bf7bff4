"""Teams that share nobody are found, solved apart and added up, by whoever does it."""

import multiprocessing
import threading

import numpy as np
import pytest
from hypothesis import given, settings

from allocator.errors import AllocatorError, NoCluster
from allocator.problem.posed import Cost, Group, Helper, Problem, Supervisor, Support
from allocator.solvers import cp_sat, crew
from allocator.solvers.answer import Limits, Progress, Stop
from allocator.solvers.arrays import arrays
from allocator.solvers.crew import Cluster, Crew, Here, Processes
from allocator.solvers.engine import solve
from allocator.solvers.parts import independent, plain_bounds
from tests.problem.problems import group, pair, post, problem, problems
from tests.solvers.made import checked, side_by_side, team


def parts_of(given: Problem) -> list[tuple[list[int], list[int]]]:
    """The workers and groups of each part, in the order of their first worker."""
    return sorted(
        (piece.workers.tolist(), piece.groups.tolist())
        for piece in independent(arrays(given))
    )


def test_teams_that_share_nobody_are_parts() -> None:
    """Three teams side by side are three parts, the largest first."""
    given = side_by_side(team(2, 3), team(4, 5), team(1, 2))

    assert parts_of(given) == [
        ([0, 1], [0, 1, 2]),
        ([2, 3, 4, 5], [3, 4, 5, 6, 7]),
        ([6], [8, 9]),
    ]
    assert [len(piece.workers) for piece in independent(arrays(given))] == [4, 2, 1]


def test_a_chain_of_shared_cases_is_one_part() -> None:
    """Each shares a case with the next only, and still all belong together."""
    count = 40
    given = problem(
        [post() for _ in range(count)],
        [group(pair(n), pair(n + 1)) for n in range(count - 1)],
    )

    assert parts_of(given) == [(list(range(count)), list(range(count - 1)))]


def test_a_co_worker_ties_two_teams() -> None:
    """Someone who may only help makes one part of two."""
    helped = group(pair(0, support=Support.COMPANION), helpers=[Helper(1, 1, True)])
    apart = problem([post(), post()], [group(pair(0)), group(pair(1))])
    tied = problem([post(), post()], [helped, group(pair(1))])

    assert len(independent(arrays(apart))) == 2
    assert len(independent(arrays(tied))) == 1


def test_a_supervisor_ties_those_supervised() -> None:
    """Two who draw on one supervisor's hours are one part."""
    groups = [group(pair(0)), group(pair(1))]
    tied = problem([post(), post()], groups, Supervisor("S", 1, (0, 1)))

    assert len(independent(arrays(tied))) == 1


@settings(max_examples=50, deadline=None)
@given(first=problems(), second=problems())
def test_parts_cover_all_that_can_be_placed(first: Problem, second: Problem) -> None:
    """Every pair is in one part, and each part's groups and workers are its own."""
    given = arrays(side_by_side(first, second))
    pieces = independent(given)

    pairs = [pair for piece in pieces for pair in piece.pairs.tolist()]
    groups = [group for piece in pieces for group in piece.groups.tolist()]
    assert sorted(pairs) == list(range(given.pairs))
    assert sorted(groups) == np.flatnonzero(np.diff(given.pair_at)).tolist()


def test_nobody_to_hold_it_is_bounded_at_a_glance() -> None:
    """A group without anybody waits; one whose best match is wanted may cost less than nothing."""
    given = arrays(
        problem(
            [post()],
            [group(urgency=9), group(pair(cost=-4)), group(pair(cost=7))],
        )
    )

    assert plain_bounds(given).tolist() == [[9, 0, 0], [0, 0, -4], [0, 0, 0]]


@pytest.fixture(scope="module")
def region() -> Problem:
    """Three teams, one of which is too large for proof at once, and a case for nobody."""
    given = side_by_side(team(5, 8, 1), team(26, 30, 2), team(6, 9, 3))
    nobody = Group(("none",), 5, False, ())
    return Problem(given.posts, (*given.groups, nobody))


def test_parts_add_up(region: Problem) -> None:
    """Cost and bound of the whole are the sums of the parts', and what nobody may hold waits."""
    limits, told = Limits(work=1.0), list[Progress]()

    found = solve(region, Limits(work=1.0, tell=told.append), Here())

    small = [cp_sat.solve(team(5, 8, 1), limits), cp_sat.solve(team(6, 9, 3), limits)]
    assert found.choices[-1] is None
    assert checked(region, found.choices) == found.cost
    assert found.bound <= found.cost
    assert found.cost.unplaced == 5
    rest = found.cost.minus(small[0].cost).minus(small[1].cost)
    assert rest >= Cost(5, 0, 0)
    assert [progress.cost for progress in told][-1] == found.cost
    for progress in told:
        assert checked(region, progress.choices) == progress.cost


def test_a_stop_leaves_the_fast_start(region: Problem) -> None:
    """Stopped before it begins, every part has the fast start."""
    stop = Stop()
    stop.request()

    found = solve(region, Limits(stop=stop), Here())

    assert checked(region, found.choices) == found.cost


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["processes", "cluster"])
def test_whoever_solves_the_parts_the_answer_is_the_same(
    kind: str, region: Problem
) -> None:
    """Other processes and a cluster come to what this process comes to."""
    limits = Limits(work=1.0)
    here = solve(region, limits, Here())

    there = _solve_elsewhere(kind, region, limits)

    assert there == (here.choices, here.cost, here.bound)


def _solve_elsewhere(kind: str, region: Problem, limits: Limits) -> object:
    if kind == "processes":
        found = solve(region, limits, Processes(2))
        return found.choices, found.cost, found.bound
    from distributed import LocalCluster

    with LocalCluster(  # type: ignore[no-untyped-call]  # annotated but for what it returns
        n_workers=1, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as cluster:
        remote: Crew = Cluster(cluster.scheduler_address)
        found = solve(region, limits, remote)
    return found.choices, found.cost, found.bound


def test_a_cluster_that_does_not_answer_is_named(
    region: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody at the address is one plain line, not a traceback."""
    monkeypatch.setattr(crew, "_PATIENCE", 0.2)

    with pytest.raises(NoCluster, match=r"No cluster answers at tcp://127\.0\.0\.1:9"):
        solve(region, Limits(), Cluster("tcp://127.0.0.1:9"))


@pytest.mark.slow
def test_a_process_that_is_killed_is_told_in_one_line(region: Problem) -> None:
    """Whichever of them dies, the solve ends with what happened, and does not wait for ever."""
    killed = threading.Event()

    def kill() -> None:
        while not killed.wait(0.02):
            for child in multiprocessing.active_children():
                child.kill()
                killed.set()

    threading.Thread(target=kill, daemon=True).start()

    with pytest.raises(AllocatorError, match="A process that ran beside this one"):
        solve(region, Limits(work=60.0), Processes(2))

    assert killed.is_set()
