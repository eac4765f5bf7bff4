"""What workers are offered says what the problem says, less what nobody could choose."""

from hypothesis import given, settings

from allocator.problem.posed import Curve, Helper, Problem, Supervisor, Support
from allocator.solvers.arrays import arrays
from allocator.solvers.bound.options import (
    ACCOMPANIED,
    ALONE,
    HELPS,
    LEADS,
    LED,
    Options,
    loads_within,
    options,
)
from tests.problem.problems import group, pair, post, problem, problems

KIND = {
    Support.NONE: ALONE,
    Support.COMPANION: ACCOMPANIED,
    Support.LEAD: LED,
}


def listed(found: Options) -> set[tuple[int, int, int, int, int]]:
    """Worker, group, kind, load and cost of every option."""
    columns = (found.worker, found.group, found.kind, found.demand, found.cost)
    return set(zip(*(column.tolist() for column in columns), strict=True))


@settings(max_examples=100, deadline=None)
@given(posed=problems())
def test_every_pair_and_helper_is_an_option_unless_a_limit_alone_rules_it_out(
    posed: Problem,
) -> None:
    """Worker by worker and by group, and nothing is left out that could ever be chosen."""
    expected = set()
    supervised = set(posed.supervisors[0].workers)
    for g, waiting in enumerate(posed.groups):
        for p in waiting.pairs:
            who = posed.posts[p.worker]
            fits = (
                p.demand <= who.room
                and len(waiting.case_ids) <= min(who.case_room, who.new_case_room)
                and not (
                    p.worker in supervised and p.supervision > posed.supervisors[0].room
                )
            )
            if fits:
                expected.add((p.worker, g, KIND[p.support], p.demand, p.cost))
        for h in waiting.helpers:
            if h.demand <= posed.posts[h.worker].room:
                kind = LEADS if h.leads else HELPS
                expected.add((h.worker, g, kind, h.demand, 0))

    found = options(arrays(posed))

    assert listed(found) == expected
    order = list(zip(found.worker.tolist(), found.group.tolist(), strict=True))
    assert order == sorted(order)


@settings(max_examples=100, deadline=None)
@given(posed=problems())
def test_the_two_curves_are_cut_at_the_same_loads(posed: Problem) -> None:
    """From each piece's start on, a step costs the slope beside it on either curve."""
    curves = options(arrays(posed)).curves

    for worker, who in enumerate(posed.posts):
        own = slice(curves.at[worker], curves.at[worker + 1])
        starts = curves.starts[own].tolist()
        assert starts[0] == 0
        for load in range(15):
            piece = max(n for n, start in enumerate(starts) if start <= load)
            for curve, slopes in (
                (who.unsafe, curves.unsafe),
                (who.uneven, curves.uneven),
            ):
                assert slopes[own][piece] == curve(load + 1) - curve(load)


def test_room_that_no_work_could_fill_is_cut() -> None:
    """Nobody has more room than everything they could take."""
    posed = problem([post(10**9)], [group(pair(demand=4)), group(pair(demand=3))])

    assert options(arrays(posed)).room.tolist() == [7]


def test_a_supervised_pair_beyond_its_supervisor_is_no_option() -> None:
    """What alone asks for more supervision than there is cannot be chosen; without a supervisor it can."""
    groups = [group(pair(0, supervision=5), pair(1, supervision=5))]
    posed = problem([post(), post()], groups, Supervisor("S", 4, (0,)))

    assert options(arrays(posed)).worker.tolist() == [1]


@settings(max_examples=50, deadline=None)
@given(posed=problems())
def test_the_load_that_is_unsafe_by_no_more_than_so_much(posed: Problem) -> None:
    """One step more would exceed it, or there is no more room."""
    found = options(arrays(posed))

    for most in (0, 7):
        for worker, load in enumerate(loads_within(found, most).tolist()):
            unsafe: Curve = posed.posts[worker].unsafe
            assert unsafe(load) <= most
            assert load == found.room[worker] or unsafe(load + 1) > most


def test_less_room_leaves_fewer_options() -> None:
    """Options that no longer fit fall away; the others stay who they were."""
    helpers = [Helper(1, 5, leads=True)]
    posed = problem(
        [post(), post()],
        [
            group(pair(0, 6), pair(1, 2), helpers=helpers),
            group(pair(0, 3, cost=8)),
        ],
    )
    whole = options(arrays(posed))

    less = whole.within(whole.room * 0 + 4)

    assert listed(less) == {(0, 1, ALONE, 3, 8), (1, 0, ALONE, 2, 0)}
    assert less.at.tolist() == [0, 1, 2]
    assert less.source.tolist() == [2, 1]
