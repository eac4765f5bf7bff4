from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.domain.team import Team
from allocator.explain.pinned import alone
from allocator.explain.shortage import TooMuch, too_much, worst
from allocator.policy.policy import Policy
from allocator.policy.rules import ALWAYS_ON
from allocator.problem.pose import pose
from allocator.workload.measure import Workload
from tests.builders import DAY
from tests.problem.problems import group, pair, post, problem
from tests.strategies import policies, teams


@settings(max_examples=60, deadline=None)
@given(facts=teams(), policy=policies(), data=st.data())
def test_pinned_households_alone_are_posed_as_if_weighed_anew(
    facts: Team, policy: Policy, data: st.DataObject
) -> None:
    """What is reused of the whole team's weighing gives the very problem that a batch of only these would."""
    switchable = sorted(set(policy.rules) - ALWAYS_ON)
    rules = data.draw(st.sets(st.sampled_from(switchable)))
    must = {facts.case[case_id].household for case_id in facts.must}
    cases = tuple(c for c in facts.cases if c.worker_id or c.household in must)
    pins = tuple(p for p in facts.pins if facts.case[p.case_id].household in must)
    off = [name for name in switchable if name not in rules]

    found = alone(Workload(facts, policy, DAY), facts.pins, rules)

    anew = facts.changed(cases=cases, pins=pins)
    assert found == pose(Workload(anew, policy.without(*off), DAY))


def test_of_shortages_that_share_nobody_the_worst_is_told() -> None:
    """Two people have too much each; the sentence is about the one who has more too much."""
    posed = problem(
        [post(room=5), post(room=5), post(room=5)],
        [
            *(group(pair(0, 3)) for _ in range(2)),
            *(group(pair(1, 4)) for _ in range(3)),
            group(pair(2, 4)),
        ],
    )

    both = too_much(posed)

    assert both == TooMuch((0, 1, 2, 3, 4), (0, 1), 18, 10)
    assert worst(posed, both) == TooMuch((2, 3, 4), (1,), 12, 5)
