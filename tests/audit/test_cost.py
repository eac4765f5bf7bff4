import datetime
from decimal import Decimal
from typing import Any

import pytest

from allocator.audit.cost import Goals, cost
from allocator.audit.review import Review
from allocator.domain.case import URGENCIES, Case
from allocator.domain.flag import Flag
from allocator.domain.proposal import Proposal
from allocator.domain.team import Team
from allocator.policy.policy import Policy
from tests.builders import (
    DAY,
    case,
    place,
    small_policy,
    small_priorities,
    small_weighting,
    team,
    worker,
)

LONG_AGO = DAY - datetime.timedelta(days=28)


def priorities(**changes: Any) -> Policy:
    """The small policy with other priorities."""
    return small_policy(priorities=small_priorities(**changes))


# Nothing counts but the match: every load lands below the first step of 50%.
EVEN = priorities(
    balance={"step_percent": 50, "recent_intake_percent": 0, "recent_weeks": 4}
)


def goals(facts: Team, proposal: Proposal, policy: Policy | None = None) -> Goals:
    """What a proposal costs."""
    return cost(Review(facts, policy or small_policy(), DAY, proposal))


def held(kind: str, by: str = "W1", case_id: str = "H1", **facts: Any) -> Case:
    """A case somebody has held for long."""
    return case(case_id, kind, worker_id=by, start_date=LONG_AGO, **facts)


def test_each_waiting_case_counts_its_urgency() -> None:
    """27, 9, 3 and 1; what the batch leaves open counts as the policy says."""
    waiting = [case(f"C{n}", urgency=u) for n, u in enumerate([*URGENCIES, None])]
    facts = team(worker(hours=40), *waiting)

    assert goals(facts, place()) == Goals(27 + 9 + 3 + 1 + 3, 0, 0)
    assert goals(facts, place(("C0", "W1"))).unplaced == 9 + 3 + 1 + 3


def test_what_is_held_already_costs_nothing() -> None:
    """Costs are counted from where the team stands, however badly it stands."""
    facts = team(worker(), held("eight"), held("eight", case_id="H2"))

    assert goals(facts, place()) == Goals(0, 0, 0)


@pytest.mark.parametrize(
    ("holding", "given", "steps"),
    [("five", "five", 0), ("eight", "three", 1), ("eight", "five", 3)],
)
def test_each_step_over_the_safe_limit_counts(
    holding: str, given: str, steps: int
) -> None:
    """With capacity 10, load up to 10 is safe and each point beyond counts one."""
    facts = team(worker(), held(holding), case("C1", given))

    assert goals(facts, place(("C1", "W1"))).unsafe == steps


def test_a_step_further_over_counts_more() -> None:
    """From 9 to 14 of 10: one safe, two at 1, then two at 5."""
    policy = priorities(
        over_safe=[
            {"from_percent": 100, "weight": 1},
            {"from_percent": 120, "weight": 5},
        ]
    )
    facts = team(worker(), held("eight"), held("one", case_id="H2"), case("C1", "five"))

    assert goals(facts, place(("C1", "W1")), policy).unsafe == 2 * 1 + 2 * 5


def test_each_step_counts_the_utilisation_it_lands_on() -> None:
    """From 5 to 8 of 10: 50, 60 and 70; among new work alone 0, 10 and 20, of which a fifth."""
    facts = team(worker(), held("five"), case("C1", "three"))

    assert goals(facts, place(("C1", "W1"))).blended == (50 + 60 + 70) + (0 + 2 + 4)


def test_new_work_counts_among_new_work() -> None:
    """With three new points held, one more lands on 80% of all and on 30% of new."""
    new = case("H2", "three", worker_id="W1", start_date=DAY)
    facts = team(worker(), held("five"), new, case("C1", "one"))

    assert goals(facts, place(("C1", "W1"))).blended == 80 + 6


def test_no_capacity_counts_as_one() -> None:
    """Where a service gives work to people without capacity, each unit lands on hundreds of percent."""
    policy = priorities(
        balance={"step_percent": 50, "recent_intake_percent": 0, "recent_weeks": 4}
    ).without("has_capacity", "within_ceiling")
    facts = team(worker(hours=0), case("C1", "two"))

    assert goals(facts, place(("C1", "W1")), policy) == Goals(0, 2, 50 + 150)


def test_a_coarser_step_rounds_utilisation_down() -> None:
    """In steps of 25% a load from 5 to 8 of 10 lands on 50, 50 and 75."""
    policy = priorities(
        balance={"step_percent": 25, "recent_intake_percent": 0, "recent_weeks": 4}
    )
    facts = team(worker(), held("five"), case("C1", "three"))

    assert goals(facts, place(("C1", "W1")), policy).blended == 50 + 50 + 75


def test_co_working_is_load_like_any_other() -> None:
    """A case of two held jointly: two steps for the holder, one for the co-worker on top of five."""
    facts = team(
        worker("W1"), worker("W2"), held("five", "W2"), case("C1", "two", joint=True)
    )

    found = goals(facts, place(("C1", "W1", "W2")))

    assert found == Goals(0, 0, (0 + 10) + (0 + 2) + 50 + 0)


def test_a_sibling_counts_what_it_adds() -> None:
    """Three points beside a sibling of five, at half, are two steps from 5 to 7."""
    policy = small_policy(small_weighting(siblings_percent=50))
    facts = team(
        worker(), held("five", group_id="G"), case("C1", "three", group_id="G")
    )

    assert goals(facts, place(("C1", "W1")), policy).blended == (50 + 60) + (0 + 2)


@pytest.mark.parametrize(
    ("has", "asks", "percent"),
    [
        ({}, {}, 0),
        ({"skills": {"court": 1}}, {"skills_required": {"court": 3}}, 2 * 2),
        ({"skills": {"court": 4}}, {"skills_required": {"court": 3}}, 0),
        ({}, {"known_worker_ids": ("W1",)}, 0),
        ({}, {"known_worker_ids": ("W2",)}, 10),
        ({"localities": frozenset({"North"})}, {"locality": "North"}, 0),
        ({"localities": frozenset({"North"})}, {"locality": "South"}, 3),
        ({}, {"locality": "South"}, 0),
        ({}, {"languages": frozenset({"urdu"})}, 8),
        (
            {"skills": {"court": 3}, "developing": frozenset({"court"})},
            {"skills_required": {"court": 3}},
            -4,
        ),
        (
            {"localities": frozenset({"North"}), "skills": {"play": 1}},
            {
                "locality": "South",
                "known_worker_ids": ("W2",),
                "skills_required": {"court": 1},
                "languages": frozenset({"urdu"}),
            },
            3 + 10 + 2 + 8,
        ),
    ],
)
def test_a_mismatch_counts_its_percentage_of_the_case(
    has: dict[str, Any], asks: dict[str, Any], percent: int
) -> None:
    """What a placement misses in skill, continuity, place, language and practice, times the case's three points."""
    facts = team(worker("W1", 40, **has), worker("W2", 40), case(**asks))

    assert goals(facts, place(("C1", "W1")), EVEN).blended == 3 * percent


def test_a_mismatch_is_rounded_half_up() -> None:
    """Three points at 2.5% are 8, not 7."""
    policy = priorities(
        balance={"step_percent": 50, "recent_intake_percent": 0, "recent_weeks": 4},
        trade_offs={
            "skill_level": 0,
            "known_worker": 0,
            "locality": 0,
            "language": Decimal("2.5"),
            "development": 0,
        },
    )
    facts = team(worker("W1", 40), case(languages=frozenset({"urdu"})))

    assert goals(facts, place(("C1", "W1")), policy).blended == 8


def test_a_sibling_misses_by_what_it_adds() -> None:
    """Of two siblings of three points the second counts two: 3 times 8 and 2 times 8."""
    policy = small_policy(small_weighting(siblings_percent=50), None, EVEN.priorities)
    urdu: dict[str, Any] = {"group_id": "G", "languages": frozenset({"urdu"})}
    facts = team(worker("W1", 40), case("C1", **urdu), case("C2", **urdu))

    found = goals(facts, place(("C1", "W1"), ("C2", "W1")), policy)

    assert found.blended == 3 * 8 + 2 * 8


def test_goals_are_compared_in_strict_order() -> None:
    """One case less waiting is worth any amount of the rest, and safety any amount of match."""
    assert Goals(0, 99, 99) < Goals(1, 0, 0)
    assert Goals(0, 0, 99) < Goals(0, 1, 0)


def test_giving_work_to_someone_to_be_spared_costs_its_percentage_of_the_case() -> None:
    """Seven points on a case of three, for the worker whose flag is agreed and for nobody else."""
    worths = EVEN.priorities.trade_offs.changed(flagged=Decimal(7))
    policy = EVEN.changed(priorities=EVEN.priorities.changed(trade_offs=worths))
    agreed = Flag(worker_id="W1", flag="high_strain", stage="agreed", agreed_by="M1")
    proposed = Flag(worker_id="W2", flag="high_strain")
    facts = team(worker("W1", 40), worker("W2", 40), case(), flags=(agreed, proposed))

    assert goals(facts, place(("C1", "W1")), policy).blended == 3 * 7
    assert goals(facts, place(("C1", "W2")), policy).blended == 0
