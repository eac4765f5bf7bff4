"""Moving held cases: trying everything, CP-SAT and CBC find the same best; nothing is worse than moving nothing."""

from itertools import product

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from allocator.audit.cost import Goals
from allocator.audit.judge import Verdict, judge
from allocator.domain.case import Case
from allocator.domain.proposal import Placement, Proposal
from allocator.domain.rebalancing import Rebalancing
from allocator.domain.team import Team
from allocator.errors import Impossible
from allocator.policy.policy import Policy
from allocator.problem.ledger import Ledger, stays
from allocator.problem.posed import Problem
from allocator.problem.proposing import proposed
from allocator.problem.rebalance import pose_moves
from allocator.solvers import rebalancing
from allocator.solvers.answer import Limits, Solution
from allocator.solvers.catalogue import solve
from allocator.workload.measure import Workload
from tests.builders import DAY
from tests.strategies import held_teams, policies, rebalancings

pytestmark = pytest.mark.slow

# What another household may make room for, or its absence lift: no reason to rule a choice out alone.
SHARED = {
    "within_ceiling",
    "within_case_limit",
    "supervision_within_reach",
    "pins_hold",
    "nothing_left_behind",
}


def verdict(
    facts: Team, policy: Policy, asked: Rebalancing, proposal: Proposal
) -> Verdict:
    """What the judge says of a proposal with moves."""
    return judge(asked.of(facts), policy, DAY, proposal, asked=asked)


def best(facts: Team, policy: Policy, asked: Rebalancing) -> Goals | None:
    """The least cost of any proposal without breaches; None where there is none."""
    options = [
        [
            option
            for option in ways(cases, facts)
            if not {
                breach.rule for breach in verdict(facts, policy, asked, option).breaches
            }
            - SHARED
        ]
        for cases in units(facts, policy, asked)
    ]
    least = None
    for combination in product(*options):
        proposal = Proposal(
            placements=tuple(p for part in combination for p in part.placements),
            returned=tuple(c for part in combination for c in part.returned),
        )
        told = verdict(facts, policy, asked, proposal)
        if not told.breaches and (least is None or told.cost < least):
            least = told.cost
    return least


def units(facts: Team, policy: Policy, asked: Rebalancing) -> list[list[Case]]:
    """Cases without a worker to stay with by household, others by holder too; each alone where the rule is off."""
    found: dict[object, list[Case]] = {}
    for case in facts.cases:
        holder = "" if case.worker_id in asked.leavers else case.worker_id
        whole = policy.holds("household_together")
        key = (case.household, holder) if whole else case.case_id
        found.setdefault(key, []).append(case)
    return list(found.values())


def ways(cases: list[Case], facts: Team) -> list[Proposal]:
    """Everything that could be done with some cases, sensible or not."""
    people = [worker.worker_id for worker in facts.workers]
    held = tuple(case.case_id for case in cases if case.worker_id)
    return [
        Proposal(),
        *([Proposal(returned=held)] if held else []),
        *(
            Proposal(
                placements=tuple(
                    Placement(
                        case_id=case.case_id, worker_id=holder, co_worker_id=helper
                    )
                    for case in cases
                )
            )
            for holder in people
            for helper in ("", *people)
        ),
    ]


def posed(facts: Team, policy: Policy, asked: Rebalancing) -> Problem:
    """The problem in integers."""
    terms = policy.priorities.moves
    assert terms is not None
    return pose_moves(Workload(asked.of(facts), policy, DAY), asked, terms)


def answer(
    problem: Problem, solver: str, limits: Limits | None = None
) -> Solution | None:
    """A solver's answer, or None where it finds that none is possible."""
    try:
        return solve(problem, limits or Limits(), solver)
    except Impossible:
        return None


@pytest.mark.parametrize("part", range(4))
def test_brute_force_cp_sat_and_mip_agree(part: int) -> None:
    """On random tiny teams with every rule and option, all find the same least cost, or all that there is none."""

    @seed(part)
    @settings(max_examples=40, deadline=None, database=None)
    @given(facts=held_teams(), policy=policies(), data=st.data())
    def agree(facts: Team, policy: Policy, data: st.DataObject) -> None:
        asked = data.draw(rebalancings(facts))
        tried = best(facts, policy, asked)
        problem = posed(facts, policy, asked)
        for solver in ("engine", "mip"):
            found = answer(problem, solver)
            assert (None if found is None else tuple(found.cost)) == (
                None if tried is None else tuple(tried)
            ), solver
            if found is not None:
                assert found.is_optimal, solver

    agree()


@settings(max_examples=150, deadline=None)
@given(facts=held_teams(), policy=policies(), data=st.data())
def test_the_judge_agrees_with_every_answer_and_with_leaving_everything(
    facts: Team, policy: Policy, data: st.DataObject
) -> None:
    """Nothing moved breaks no rule of moves and costs what the records say, and no answer is worse."""
    asked = data.draw(rebalancings(facts))
    problem = posed(facts, policy, asked)
    held = {case.case_id for case in facts.cases if case.worker_id}
    still = stays(problem)
    told = verdict(facts, policy, asked, proposed(problem, still, held))

    assert not {breach.rule for breach in told.breaches} - {"pins_hold"}
    assert tuple(told.cost) == tuple(Ledger(problem, still).cost())

    found = answer(problem, "engine")
    if found is None:
        return
    told = verdict(facts, policy, asked, proposed(problem, found.choices, held))
    assert not told.breaches
    assert tuple(told.cost) == tuple(found.cost)
    if not any(group.required and group.holder is None for group in problem.groups):
        assert found.cost <= Ledger(problem, still).cost()


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(facts=held_teams(), policy=policies(), data=st.data())
def test_what_is_done_for_many_people_is_right_for_few(
    monkeypatch: pytest.MonkeyPatch, facts: Team, policy: Policy, data: st.DataObject
) -> None:
    """Engine and windows keep every rule, find none where there is none, and best and bound lie on either side."""
    asked = data.draw(rebalancings(facts))
    problem = posed(facts, policy, asked)
    proven = answer(problem, "engine")
    monkeypatch.setattr(rebalancing, "SMALL", -1)
    monkeypatch.setattr(rebalancing, "_MEETING", -1)

    found = answer(problem, "engine", Limits(work=1))

    monkeypatch.undo()
    assert (found is None) == (proven is None)
    if found is None or proven is None:
        return
    held = {case.case_id for case in facts.cases if case.worker_id}
    told = verdict(facts, policy, asked, proposed(problem, found.choices, held))
    assert not told.breaches
    assert tuple(told.cost) == tuple(found.cost)
    assert found.bound <= proven.cost <= found.cost
