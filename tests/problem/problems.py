"""Problems in integers made by hand or at random: say only what the test is about."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from allocator.problem.ledger import Choice, Choices
from allocator.problem.posed import (
    UNLIMITED,
    Curve,
    Group,
    Helper,
    Pair,
    Post,
    Problem,
    Supervisor,
    Support,
)


def post(room: int = 10, **facts: Any) -> Post:
    """A worker who has room for 10 and costs nothing."""
    content: dict[str, Any] = {
        "worker_id": "",
        "held": 0,
        "cases": 0,
        "recent_cases": 0,
        "carries_cases": True,
        "case_room": UNLIMITED,
        "new_case_room": UNLIMITED,
        "unsafe": Curve(),
        "uneven": Curve(),
    }
    return Post(room=room, **{**content, **facts})


def pair(
    worker: int = 0,
    demand: int = 1,
    cost: int = 0,
    supervision: int = 0,
    support: Support = Support.NONE,
) -> Pair:
    """A worker who may hold a group at a load of 1."""
    return Pair(worker, demand, cost, supervision, support)


def group(
    *pairs: Pair,
    helpers: Sequence[Helper] = (),
    urgency: int = 1,
    required: bool = False,
    cases: int = 1,
) -> Group:
    """A group of one case; the problem it is put into names its cases."""
    return Group(("",) * cases, urgency, required, pairs, tuple(helpers))


def problem(
    posts: Sequence[Post], groups: Sequence[Group], *supervisors: Supervisor
) -> Problem:
    """A problem whose workers are W0, W1 ... and whose cases C0, C1 ..., in the order of the indices."""
    names = iter(f"C{n}" for n in range(1000))
    return Problem(
        tuple(replace(p, worker_id=f"W{n}") for n, p in enumerate(posts)),
        tuple(
            replace(g, case_ids=tuple(next(names) for _ in g.case_ids)) for g in groups
        ),
        supervisors,
    )


@st.composite
def curves(draw: st.DrawFn) -> Curve:
    """A convex cost of up to four pieces."""
    starts = sorted(draw(st.sets(st.integers(0, 12), max_size=4)))
    slopes = draw(
        st.sets(st.integers(0, 30), min_size=len(starts), max_size=len(starts))
    )
    return Curve(tuple(starts), tuple(sorted(slopes)))


@st.composite
def groups(draw: st.DrawFn, people: int) -> Group:
    """One group with whoever may hold it; where a pair needs a co-worker somebody else could be one."""
    everyone = st.sets(st.integers(0, people - 1))
    helpers = tuple(
        Helper(worker, draw(st.integers(0, 3)), draw(st.booleans()))
        for worker in sorted(draw(everyone))
    )
    pairs = []
    for worker in sorted(draw(everyone)):
        support = draw(st.sampled_from(Support))
        if support is Support.NONE or any(
            helper.worker != worker and (helper.leads or support is Support.COMPANION)
            for helper in helpers
        ):
            numbers = draw(
                st.tuples(st.integers(0, 6), st.integers(-5, 20), st.integers(0, 3))
            )
            pairs.append(Pair(worker, *numbers, support))
    return group(
        *pairs,
        helpers=helpers,
        urgency=draw(st.integers(1, 27)),
        cases=draw(st.integers(1, 2)),
    )


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """A tiny problem in which every limit has something to say."""
    people = draw(st.integers(1, 4))
    limits = st.sampled_from([0, 1, 2, 3, UNLIMITED])
    posts = [
        post(
            draw(st.integers(0, 10)),
            case_room=draw(limits),
            new_case_room=draw(limits),
            unsafe=draw(curves()),
            uneven=draw(curves()),
        )
        for _ in range(people)
    ]
    supervised = sorted(draw(st.sets(st.integers(0, people - 1))))
    return problem(
        posts,
        draw(st.lists(groups(people), max_size=5)),
        Supervisor("S", draw(st.integers(0, 6)), tuple(supervised)),
    )


def ways(group: Group) -> list[Choice]:
    """Every way to place a group with the co-worker it needs, whether or not it fits."""
    return [
        Choice(pair.worker, helper)
        for pair in group.pairs
        for helper in (
            [None]
            if pair.support is Support.NONE
            else [
                h.worker
                for h in group.helpers
                if h.worker != pair.worker
                and (h.leads or pair.support is Support.COMPANION)
            ]
        )
    ]


@st.composite
def answers(draw: st.DrawFn, problem: Problem) -> Choices:
    """Some groups placed and some left waiting, whether or not they fit together."""
    return tuple(
        draw(st.sampled_from([None, *ways(group)])) for group in problem.groups
    )
