import datetime
from typing import Any

import pytest

from allocator.audit.judge import Verdict, judge
from allocator.domain.proposal import Proposal
from allocator.domain.rebalancing import Rebalancing
from allocator.domain.team import Team
from tests.builders import DAY, case, place, team, worker
from tests.problem.test_rebalance import held, policy


def told(facts: Team, proposal: Proposal, **asked: Any) -> Verdict:
    """What the judge says of a proposal with moves."""
    given = Rebalancing(**asked)
    return judge(given.of(facts), policy(), DAY, proposal, asked=given)


def broken(facts: Team, proposal: Proposal, **asked: Any) -> set[str]:
    """The rules that a proposal with moves breaks."""
    return {breach.rule for breach in told(facts, proposal, **asked).breaches}


THREE = (worker(), worker("W2"), worker("W3"))
FAMILY = team(*THREE, held(group_id="G"), held("H2", "five", group_id="G"))
SHARED = team(*THREE, held(co_worker_id="W2"))
ITS_WORKER = {"leavers": ("W1",)}


@pytest.mark.parametrize(
    ("facts", "proposal", "asked", "rule"),
    [
        (team(*THREE, held()), place(("H1", "W2")), {}, ""),
        (team(*THREE, held()), place(("H1", "W1")), {}, "only_what_may_move"),
        (team(*THREE, held(restricted=True)), place(("H1", "W2")), {}, "only_what_may_move"),
        (team(*THREE, held()), place(("H1", "W2")), {"relieve": ("W3",)}, "only_what_may_move"),
        (team(*THREE, held()), place(("H1", "W2")), {"towards": ("W3",)}, "within_who_may_gain"),
        (team(*THREE, held(), case()), place(("C1", "W3")), {"leavers": ("W3",)}, "within_who_may_gain"),
        (team(*THREE, held()), Proposal(), ITS_WORKER, "nothing_left_behind"),
        (team(*THREE, held()), Proposal(returned=("H1",)), ITS_WORKER, ""),
        (team(*THREE, held()), Proposal(returned=("H1",)), {}, "nothing_left_behind"),
        (team(*THREE, held(), held("H2")), place(("H1", "W2"), ("H2", "W3")), {"moves": 2}, ""),
        (team(*THREE, held(), held("H2")), place(("H1", "W2"), ("H2", "W3")), {"moves": 1}, "no_more_moves"),
        (FAMILY, place(("H1", "W2"), ("H2", "W2")), {"moves": 1}, ""),
        (FAMILY, place(("H1", "W2")), {}, "household_together"),
        (team(*THREE, held(barred_worker_ids=("W2",))), place(("H1", "W2")), {}, "no_conflict_of_interest"),
        (SHARED, place(("H1", "W2")), ITS_WORKER, ""),
        (SHARED, place(("H1", "W3", "W2")), ITS_WORKER, ""),
        (SHARED, place(("H1", "W3")), ITS_WORKER, "joint_work_supported"),
        (SHARED, place(("H1", "W2", "W3")), ITS_WORKER, "joint_work_supported"),
    ],
)  # fmt: skip
def test_moves_keep_to_what_was_asked(
    facts: Team, proposal: Proposal, asked: dict[str, Any], rule: str
) -> None:
    """Every rule of moves: the smallest proposal that keeps it and the smallest that breaks it."""
    found = broken(facts, proposal, **asked)

    assert rule in found if rule else not found


def test_nobody_beyond_the_ceiling_is_given_anything_even_when_relieved() -> None:
    """At 130% and relieved of eight, W1 may still not be given one."""
    full = team(
        *THREE, held("H1", "five"), held("H2", "five"), held("H3"), case("C1", "one")
    )

    assert broken(full, place(("H1", "W2"), ("H2", "W3"))) == set()
    assert broken(full, place(("H1", "W2"), ("H2", "W3"), ("C1", "W1"))) == {
        "nothing_more_to_the_full"
    }


def test_only_a_run_that_was_asked_to_may_move() -> None:
    """Without being asked, a held case that is placed is a breach."""
    verdict = judge(team(*THREE, held()), policy(), DAY, place(("H1", "W2")))

    assert "one_worker_per_case" in {breach.rule for breach in verdict.breaches}


def test_what_a_move_costs_in_the_head() -> None:
    """Two workers of ten points, one holds three and five; the five moves.

    Steps of load count 0 to 90 by tens: three on W1 0, 10, 20; five on W2 0 to 40, and again a fifth of it as new work;
    the price is five points for handing over and ten for a known worker, times five.
    """
    facts = team(*THREE[:2], held(), held("H2", "five"))

    before, after = told(facts, Proposal()), told(facts, place(("H2", "W2")))

    assert before.cost == (0, 0, sum(range(0, 80, 10)))
    new_work = sum(level // 5 for level in range(0, 50, 10))
    assert after.cost == (0, 0, 30 + 100 + new_work + 5 * (5 + 10))
    assert (before.measures.moved, after.measures.moved) == (0, 1)


def test_a_leavers_cases_count_among_what_is_to_be_placed() -> None:
    """One that nobody takes counts as a waiting case of its urgency does."""
    facts = team(*THREE, held(urgency="urgent"), held("H2"))

    verdict = told(
        facts,
        place(("H2", "W2")).changed(returned=("H1",)),
        leavers=("W1",),
    )

    assert verdict.cost.unplaced == 27
    assert (verdict.measures.placed, verdict.measures.unplaced) == (1, 1)
    assert verdict.review.after.holdings["W1"].cases == 0


def test_new_work_counts_beyond_what_is_taken_away() -> None:
    """Someone who gives five and is given five has no more new work than before."""
    old = DAY - datetime.timedelta(weeks=10)
    facts = team(
        *THREE[:2], held("H1", "five", start_date=old), held("H2", "five", worker_id="W2", start_date=old)
    )  # fmt: skip

    swapped = told(facts, place(("H1", "W2"), ("H2", "W1")))

    price = 2 * 5 * (5 + 10)
    assert swapped.cost.blended == told(facts, Proposal()).cost.blended + price
