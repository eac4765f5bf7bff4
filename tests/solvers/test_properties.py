"""What must stay true of the best proposal when the batch changes in ways that should not matter, or only help."""

from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.domain.team import Team
from allocator.domain.worker import Worker
from allocator.errors import Impossible
from allocator.policy.policy import Policy
from allocator.problem.pose import pose
from allocator.problem.posed import Cost
from allocator.solvers.answer import Limits
from allocator.solvers.catalogue import solve
from allocator.workload.measure import Workload
from tests.builders import DAY, worker
from tests.strategies import policies, teams


def least(facts: Team, policy: Policy) -> Cost | None:
    """The best cost, or None where no proposal is possible."""
    try:
        found = solve(pose(Workload(facts, policy, DAY)), Limits())
    except Impossible:
        return None
    assert found.is_optimal
    return found.cost


@settings(max_examples=60, deadline=None)
@given(facts=teams(), policy=policies(), hours=st.sampled_from([0, 6, 10]))
def test_another_worker_never_makes_the_best_worse(
    facts: Team, policy: Policy, hours: int
) -> None:
    """Someone new who holds nothing can be left out, so the best cost cannot rise."""
    more = facts.changed(
        workers=(*facts.workers, worker("New", hours, seniority="ordinary"))
    )

    before, after = least(facts, policy), least(more, policy)

    assert before is None or (
        after is not None and after <= before and after.total <= before.total
    )


@settings(max_examples=60, deadline=None)
@given(facts=teams(), policy=policies(), data=st.data())
def test_order_and_names_change_nothing(
    facts: Team, policy: Policy, data: st.DataObject
) -> None:
    """Rows in another order and people under other ids have the same best cost."""
    other = facts.changed(
        workers=tuple(data.draw(st.permutations(facts.workers))),
        cases=tuple(data.draw(st.permutations(facts.cases))),
    )

    assert least(renamed(other), policy) == least(facts, policy)


@settings(max_examples=40, deadline=None)
@given(facts=teams(), policy=policies())
def test_a_rule_fewer_never_makes_the_best_worse(facts: Team, policy: Policy) -> None:
    """Without a limit on cases, whatever kept to it is still allowed."""
    before, after = (
        least(facts, policy),
        least(facts, policy.without("within_case_limit")),
    )

    assert before is None or (after is not None and after <= before)


def renamed(facts: Team) -> Team:
    """The same batch with every id replaced, sorted the other way round."""
    people = {
        person.worker_id: f"Z{len(facts.workers) - n}"
        for n, person in enumerate(facts.workers)
    }
    names = {
        case.case_id: f"Y{len(facts.cases) - n}" for n, case in enumerate(facts.cases)
    }

    def of(worker_id: str) -> str:
        return people.get(worker_id, worker_id)

    def rename(person: Worker) -> Worker:
        return person.changed(
            worker_id=of(person.worker_id), supervisor_id=of(person.supervisor_id)
        )

    return Team(
        workers=tuple(rename(person) for person in facts.workers),
        cases=tuple(
            case.changed(
                case_id=names[case.case_id],
                group_id=case.group_id and "Other",
                worker_id=of(case.worker_id),
                co_worker_id=of(case.co_worker_id),
                known_worker_ids=tuple(of(i) for i in case.known_worker_ids),
                barred_worker_ids=tuple(of(i) for i in case.barred_worker_ids),
            )
            for case in facts.cases
        ),
        reductions=tuple(
            r.changed(worker_id=of(r.worker_id)) for r in facts.reductions
        ),
        pins=tuple(
            pin.changed(case_id=names[pin.case_id], worker_id=of(pin.worker_id))
            for pin in facts.pins
        ),
    )
