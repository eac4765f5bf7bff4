"""Three ways that share no arithmetic find the same best: trying everything, CP-SAT and CBC."""

import pytest
from hypothesis import given, seed, settings

from allocator.audit.judge import judge
from allocator.domain.team import Team
from allocator.errors import Impossible
from allocator.policy.policy import Policy
from allocator.problem.pose import pose
from allocator.problem.posed import Cost
from allocator.problem.proposing import proposed
from allocator.solvers.answer import Limits, Solution
from allocator.solvers.catalogue import BLIND, NAMES, solve
from allocator.workload.measure import Workload
from tests.brute_force import best
from tests.builders import DAY
from tests.strategies import policies, teams

pytestmark = pytest.mark.slow

BATCHES = 75


def answer(facts: Team, policy: Policy, solver: str) -> Solution | None:
    """A solver's answer, or None where it finds that none is possible."""
    try:
        return solve(pose(Workload(facts, policy, DAY)), Limits(), solver)
    except Impossible:
        return None


@pytest.mark.parametrize("part", range(4))
def test_brute_force_cp_sat_and_mip_agree(part: int) -> None:
    """On hundreds of random tiny batches all three find the same least cost, or all find none possible."""

    @seed(part)
    @settings(max_examples=BATCHES, deadline=None, database=None)
    @given(facts=teams(), policy=policies())
    def agree(facts: Team, policy: Policy) -> None:
        tried = best(facts, policy)
        for solver in ("engine", "mip"):
            found = answer(facts, policy, solver)
            assert (None if found is None else tuple(found.cost)) == (
                None if tried is None else tuple(tried[0])
            ), solver
            if found is not None:
                assert found.is_optimal, solver

    agree()


@settings(max_examples=150, deadline=None)
@given(facts=teams(most_workers=4, most_waiting=5), policy=policies())
def test_every_solver_keeps_every_rule(facts: Team, policy: Policy) -> None:
    """Whatever the batch, no solver but the blind one breaks a rule or misstates what its answer costs."""
    workload = Workload(facts, policy, DAY)
    problem = pose(workload)
    for solver in NAMES:
        found = answer(facts, policy, solver) if solver not in (BLIND, "mip") else None
        if found is None:
            continue
        verdict = judge(facts, policy, DAY, proposed(problem, found.choices))
        broken = [breach for breach in verdict.breaches if breach.rule != "pins_hold"]
        assert not broken, solver
        assert tuple(verdict.cost) == tuple(found.cost), solver


@settings(max_examples=100, deadline=None)
@given(facts=teams(most_workers=4, most_waiting=4), policy=policies())
def test_no_bound_is_above_the_best(facts: Team, policy: Policy) -> None:
    """A bound that any solver states never exceeds the cost of the proven best."""
    proven = answer(facts, policy, "engine")
    if proven is None:
        return
    for solver in ("caseload-count", "greedy", "flow"):
        found = answer(facts, policy, solver)
        assert found is not None
        assert Cost(*found.bound).total <= proven.cost.total, solver
