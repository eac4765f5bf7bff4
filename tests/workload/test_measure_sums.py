"""What is told of a team adds up, whatever the team."""

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from allocator.domain.team import Team
from allocator.domain.worker import Reduction
from allocator.policy.policy import Policy
from allocator.workload.measure import Workload
from tests.builders import DAY, place
from tests.strategies import policies, teams

# Whole teams take a while to draw on a busy machine, which is no fault of the code.
examples = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@examples
@given(facts=teams(), policy=policies(), data=st.data())
def test_what_a_household_adds_is_the_difference_it_makes(
    facts: Team, policy: Policy, data: st.DataObject
) -> None:
    """Measuring before and after a household is placed gives what was said it would add.

    Measured afresh it is the same, unless siblings were placed one by one and have since become siblings held.
    """
    before = Workload(facts, policy, DAY)
    assume(facts.waiting)
    together = data.draw(st.sampled_from(before.households(facts.waiting)))
    holder, *others = data.draw(st.permutations(facts.workers))
    helper = others[0] if others else None
    placements = place(
        *(
            (case.case_id, holder.worker_id, helper.worker_id if helper else "")
            for case in together
        )
    )

    after = before.after(placements)

    added = {
        worker_id: after.holdings[worker_id].held - holding.held
        for worker_id, holding in before.holdings.items()
    }
    expected = dict.fromkeys(added, 0)
    expected[holder.worker_id] = before.adds(together, holder)
    if helper:
        expected[helper.worker_id] = before.adds_co_working(together, helper)
    assert added == expected

    if policy.holds("household_together"):
        afresh = Workload(facts.with_placements(placements, DAY), policy, DAY)
        assert (afresh.holdings, afresh.asked) == (after.holdings, after.asked)

    was, now = before.holdings[holder.worker_id], after.holdings[holder.worker_id]
    assert now.cases == was.cases + len(together)
    assert now.recent_cases == was.recent_cases + len(together)
    assert now.supervision - was.supervision == sum(
        before.supervision(case, holder) for case in together
    )


@examples
@given(facts=teams(), policy=policies())
def test_totals_are_the_sums_of_their_rows(facts: Team, policy: Policy) -> None:
    """What a worker holds is what the rows of their cases and shares say, and everyone's together is the team's."""
    workload = Workload(facts, policy, DAY)

    for worker_id, holding in workload.holdings.items():
        own = [workload.asked[case.case_id] for case in facts.held_by[worker_id]]
        shared = workload.shared[worker_id].values()
        assert holding.held == sum(asked.quanta for asked in (*own, *shared))
        assert holding.cases == len(own)
        assert holding.recent <= holding.held
        assert (holding.percent is None) == (holding.capacity.quanta == 0)
    assert list(workload.asked) == [case.case_id for case in facts.cases]
    assert sum(holding.cases for holding in workload.holdings.values()) == len(
        facts.cases
    ) - len(facts.waiting)


@examples
@given(facts=teams(), policy=policies())
def test_cases_never_weigh_less_than_nothing(facts: Team, policy: Policy) -> None:
    """No case is free, and taking one on never lightens anybody."""
    workload = Workload(facts, policy, DAY)

    assert all(asked.quanta > 0 for asked in workload.asked.values())
    for together in workload.households(facts.waiting):
        for worker in facts.workers:
            assert workload.adds(together, worker) >= 0
            assert workload.adds_co_working(together, worker) >= 0


@examples
@given(facts=teams(), policy=policies(), data=st.data())
def test_names_and_order_decide_nothing(
    facts: Team, policy: Policy, data: st.DataObject
) -> None:
    """Nobody's workload depends on the alphabet or on the order of the rows."""
    shuffled = facts.changed(
        workers=tuple(data.draw(st.permutations(facts.workers))),
        cases=tuple(data.draw(st.permutations(facts.cases))),
    )

    found, again = (Workload(each, policy, DAY).holdings for each in (facts, shuffled))

    assert {name: holding.held for name, holding in found.items()} == {
        name: holding.held for name, holding in again.items()
    }


@examples
@given(
    facts=teams(),
    policy=policies(),
    hours=st.integers(0, 168),
    percent=st.integers(0, 100),
)
def test_reductions_beyond_the_hours_leave_nothing(
    facts: Team, policy: Policy, hours: int, percent: int
) -> None:
    """However much is taken off whom, capacity stops at none, and none is no percentage."""
    away = tuple(
        reduction
        for worker in facts.workers
        for reduction in (
            Reduction(worker_id=worker.worker_id, hours=hours),
            Reduction(worker_id=worker.worker_id, percent=percent),
        )
    )

    holdings = Workload(facts.changed(reductions=away), policy, DAY).holdings

    for worker in facts.workers:
        left = max(0, worker.hours * (100 - percent) / 100 - hours)
        capacity = holdings[worker.worker_id].capacity.quanta
        assert 0 <= capacity <= left
