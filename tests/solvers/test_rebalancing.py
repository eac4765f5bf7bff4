from dataclasses import replace

import pytest

from allocator.audit.judge import judge
from allocator.domain.rebalancing import Rebalancing
from allocator.domain.team import Team
from allocator.errors import AllocatorError
from allocator.example.batch import generate
from allocator.policy.loading import load_policy
from allocator.problem.ledger import Ledger
from allocator.problem.posed import Curve, Problem
from allocator.problem.proposing import proposed
from allocator.problem.rebalance import pose_moves
from allocator.solvers import rebalancing, windows
from allocator.solvers.answer import Limits, trivial_bound
from allocator.solvers.catalogue import NAMES, PLANNING, solve
from allocator.solvers.rebalancing import is_allowed
from allocator.solvers.settling import SMALL
from allocator.workload.measure import Workload
from tests.builders import DAY, team, worker
from tests.problem.problems import group, pair, post, problem
from tests.problem.test_rebalance import held, posed

pytestmark = pytest.mark.slow


def test_others_than_those_who_look_ahead_are_refused() -> None:
    """Whoever places one by one cannot leave a case where it is, and says so in one line."""
    asked = posed(team(worker(), worker("W2"), held()))

    for name in set(NAMES) - set(PLANNING):
        with pytest.raises(AllocatorError, match="cannot weigh moving a held one"):
            solve(asked, Limits(), name)


def test_a_curve_beyond_a_load_goes_on_where_the_load_ends() -> None:
    """What is added on top costs what it costs there."""
    curve = Curve((0, 3, 7), (1, 4, 9))

    for load in range(10):
        beyond = curve.beyond(load)
        for more in range(10):
            assert beyond(more) == curve(load + more) - curve(load)


def many(workers: int, waiting: int, teams: int) -> tuple[Team, Problem]:
    """A made-up authority whose held cases may move: five households at most."""
    facts = generate("Rochdale", workers, waiting, 1, teams=teams)
    policy, asked = load_policy(), Rebalancing(moves=5)
    terms = policy.priorities.moves
    assert terms is not None
    return facts, pose_moves(Workload(facts, policy, DAY), asked, terms)


def test_the_engine_keeps_to_the_number_of_moves_for_many_people() -> None:
    """120 workers, five moves: every rule holds, the judge agrees, and it is better than moving nothing."""
    facts, asked = many(120, 60, 10)
    policy = load_policy()
    nothing = rebalancing._unmoved(asked, Limits(work=1))

    found = solve(asked, Limits(work=2))

    held_now = {case.case_id for case in facts.cases if case.worker_id}
    verdict = judge(
        facts, policy, DAY, proposed(asked, found.choices, held_now), asked=Rebalancing(moves=5)
    )  # fmt: skip
    assert not verdict.breaches
    assert tuple(verdict.cost) == tuple(found.cost)
    assert 0 < Ledger(asked, found.choices).moved <= 5
    assert found.bound <= found.cost < Ledger(asked, nothing).cost()


def test_no_answer_of_a_window_breaks_what_the_engine_does_not_know() -> None:
    """From nothing moved, windows lead to answers that keep the number of moves and of new cases, and cost no more."""
    _, asked = many(20, 20, 1)
    assert sum(len(g.pairs) for g in asked.groups) > SMALL
    start = rebalancing._unmoved(asked, Limits(work=1))

    found = windows.improve(asked, start, [], trivial_bound(asked), Limits(work=2))

    assert is_allowed(asked, found)
    assert Ledger(asked, found).cost() < Ledger(asked, start).cost()


def test_the_same_seed_moves_the_same() -> None:
    """Same problem, same work, same answer."""
    _, asked = many(14, 10, 1)

    first, second = (solve(asked, Limits(work=1)) for _ in range(2))

    assert first.choices == second.choices


def test_people_given_too_many_new_cases_keep_what_they_hold() -> None:
    """The engine's limit on new cases is wider by what stays, so what it overlooks is found and mended."""
    # W0 holds two and has room for one new case; two others want to come.
    mine = [group(pair(0), pair(1, cost=-9), required=True) for _ in range(2)]
    theirs = [group(pair(1), pair(0, cost=-9), required=True) for _ in range(2)]
    groups = [replace(g, holder=0) for g in mine] + [
        replace(g, holder=1) for g in theirs
    ]
    asked = problem([post(new_case_room=1), post()], groups)

    answers, _ = rebalancing._engine(asked, Limits(work=2))

    assert not is_allowed(asked, answers[0])
    assert is_allowed(asked, answers[-1])
    best = solve(asked, Limits())
    assert best.cost.blended == -9 * 3
    assert Ledger(asked, best.choices).moved == 3
