import json

import pytest

from allocator.audit.judge import judge
from allocator.domain.case import Pin
from allocator.domain.plans import Plans
from allocator.domain.proposal import Placement, Proposal
from allocator.domain.team import Team
from allocator.errors import Impossible
from allocator.pipeline import allocate, offer
from allocator.report.plans_files import json_text
from allocator.solvers.answer import Limits
from allocator.tables.batch import Batch
from tests.builders import DAY, case, small_policy, team, worker


def five() -> Team:
    """Three workers alike and five waiting cases."""
    return team(
        *(worker(f"W{n}") for n in range(3)),
        *(case(f"C{n}", kind) for n, kind in enumerate(("five", "three", "two"))),
        case("C3", "one", urgency="urgent"),
        case("C4", "one"),
    )


def offered(facts: Team, count: int = 3, differ_percent: float = 20) -> Plans:
    """Plans for a batch under the small policy."""
    return offer(
        Batch(facts),
        small_policy(),
        count=count,
        differ_percent=differ_percent,
        as_of=DAY,
    ).account


def proposal(account: Plans, plan: int) -> Proposal:
    """What one plan places."""
    return Proposal(
        placements=tuple(
            Placement(case_id=one.case_id, **one.holders[plan].model_dump())
            for one in account.cases
            if one.holders[plan].worker_id
        )
    )


def test_the_first_plan_is_the_proposal() -> None:
    """What allocate would propose comes first, and costs nothing more than itself."""
    account = offered(five())
    best = allocate(Batch(five()), small_policy(), as_of=DAY).account

    first = account.plans[0]
    assert first.cost == best.cost
    assert first.measures == best.measures["engine"]
    assert (first.cost_difference, first.price, first.better) == (0, "", ())


def test_every_plan_passes_the_judge_and_costs_what_it_says() -> None:
    """Judged anew from the records, no plan breaks a rule, and the difference in cost is the judge's."""
    account = offered(five())

    assert len(account.plans) == 3
    for number, plan in enumerate(account.plans):
        verdict = judge(five(), small_policy(), DAY, proposal(account, number))
        assert verdict.breaches == ()
        assert verdict.measures == plan.measures
        assert plan.cost - account.plans[0].cost == plan.cost_difference >= 0
        assert plan.status == "optimal"


def test_plans_differ_as_far_as_they_say() -> None:
    """Counted from the table of cases, any two plans give at least so many cases to different workers."""
    account = offered(five())

    assert account.households_to_differ == 2
    for one, plan in enumerate(account.plans):
        for other in range(3):
            counted = sum(
                row.holders[one].worker_id != row.holders[other].worker_id
                for row in account.cases
            )
            assert plan.cases_differ[other] == counted
            assert counted >= 2 or one == other


@pytest.mark.parametrize(
    ("percent", "households"), [(20, 2), (60, 3), (61, 4), (100, 5)]
)
def test_the_share_is_of_the_households_placed(percent: float, households: int) -> None:
    """Of five households, rounded up, and never fewer than two."""
    account = offered(five(), differ_percent=percent, count=2)

    assert account.households == 5
    assert account.households_to_differ == households
    assert account.plans[1].households_differ[0] >= households


def test_cases_that_differ_come_first_the_most_urgent_of_them_before_others() -> None:
    """The table begins with what there is to choose."""
    differs = [one.differs for one in offered(five()).cases]

    assert differs == sorted(differs, reverse=True)
    assert any(differs)


def test_where_there_is_no_other_plan_it_says_so() -> None:
    """With one worker everything stays where it is."""
    account = offered(team(worker(), case("C1", "one"), case("C2", "one")))

    assert len(account.plans) == 1
    assert account.not_found == (
        "There is no further plan: none that keeps the rules gives 2 households to other workers than it."
    )


def test_pins_hold_in_every_plan() -> None:
    """What people have decided is not up for choice."""
    pins = (Pin(case_id="C0", worker_id="W2"),)

    account = offered(five().changed(pins=pins))

    [row] = [one for one in account.cases if one.case_id == "C0"]
    assert {holder.worker_id for holder in row.holders} == {"W2"}
    assert not row.differs


def test_a_plan_that_must_leave_more_waiting_says_so() -> None:
    """Where the only other way costs a placement, the price is told in placements."""
    facts = team(
        worker("W1"),
        worker("W2", hours=5),
        case("C1", "eight"),
        case("C2", "five"),
        case("C3", "two"),
    )

    account = offered(facts, count=2)

    plan = account.plans[1]
    assert plan.price == "Leaves more cases waiting, or more urgent ones."
    assert plan.points is None
    assert any("cases placed, not 3" in said for said in plan.worse)


def test_pins_that_clash_are_told() -> None:
    """A batch that allows no proposal allows no plans."""
    pins = (Pin(case_id="C0", worker_id="W0"),)
    facts = five().changed(workers=(worker("W0", hours=0),), pins=pins)

    with pytest.raises(Impossible):
        offered(facts)


def test_an_interruption_leaves_the_plans_found_by_then() -> None:
    """Once a stop is requested no further plan is looked for."""
    limits = Limits()

    planned = offer(
        Batch(five()),
        small_policy(),
        as_of=DAY,
        limits=limits,
        tell=lambda step: limits.stop.request() if "2 of 3" in step else None,
    )

    assert planned.interrupted
    assert 1 <= len(planned.account.plans) < 3


def test_the_same_files_give_the_same_plans() -> None:
    """Two runs print the same text."""
    first, second = (json_text(offered(five())) for _ in range(2))

    assert first == second
    assert json.loads(first)["schema"] == 1
