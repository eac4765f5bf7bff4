import datetime
from typing import Any

import pytest

from allocator.domain.case import Case, Pin
from allocator.domain.rebalancing import Rebalancing
from allocator.domain.team import Team
from allocator.policy.policy import Policy
from allocator.problem.ledger import Ledger, stays
from allocator.problem.posed import Group, Problem
from allocator.problem.rebalance import pose_moves
from allocator.workload.measure import Workload
from tests.builders import DAY, case, small_policy, small_priorities, team, worker

LONG_AGO = DAY - datetime.timedelta(weeks=60)
MOVES = {
    "handover": 5,
    "long_held": 7,
    "long_held_weeks": 26,
    "stays_types": ("eight",),
    "stays_before_due_days": 14,
    "stays_if_restricted": True,
}


def policy(**changes: Any) -> Policy:
    """The small policy with a price on moves."""
    return small_policy(priorities=small_priorities(moves=MOVES, **changes))


def posed(facts: Team, asked: Rebalancing | None = None, *off: str) -> Problem:
    """The problem of rebalancing a team."""
    asked = asked or Rebalancing()
    terms = policy().priorities.moves
    assert terms is not None
    workload = Workload(asked.of(facts), policy().without(*off), DAY)
    return pose_moves(workload, asked, terms)


def free(facts: Team, asked: Rebalancing | None = None, *off: str) -> set[str]:
    """The cases that may leave someone who stays."""
    groups = posed(facts, asked, *off).groups
    return {c for group in groups if group.holder is not None for c in group.case_ids}


def of(problem: Problem, case_id: str) -> Group:
    """The group that a case is in."""
    return next(group for group in problem.groups if case_id in group.case_ids)


def two(**facts: Any) -> Team:
    """Two workers; one holds a case of three points."""
    return team(worker(), worker("W2"), held(**facts))


def held(case_id: str = "H1", kind: str = "three", **facts: Any) -> Case:
    """A case that W1 has held since last week, unless said otherwise."""
    given = {"worker_id": "W1", "start_date": DAY - datetime.timedelta(days=7)}
    return case(case_id, kind, **{**given, **facts})


def test_staying_is_free_and_moving_has_a_price() -> None:
    """The holder's pair costs nothing; another's the handover and a known worker lost, times three points."""
    group = of(posed(two()), "H1")

    assert group.required
    assert group.holder == 0
    assert {pair.worker: pair.cost for pair in group.pairs} == {0: 0, 1: 3 * (5 + 10)}


def test_a_case_held_for_long_costs_more_to_move() -> None:
    """Half a year makes it dearer to the day; a case without a date counts as held for long."""
    weeks = datetime.timedelta(weeks=26)
    prices = [
        of(posed(two(start_date=started)), "H1").pair(1).cost
        for started in (DAY - weeks + datetime.timedelta(days=1), DAY - weeks, None)
    ]

    assert prices == [3 * 15, 3 * 22, 3 * 22]


def test_someone_the_family_knows_already_costs_the_handover_alone() -> None:
    """No known worker is lost."""
    group = of(posed(two(known_worker_ids=("W2",))), "H1")

    assert group.pair(1).cost == 3 * 5


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "eight"},
        {"restricted": True},
        {"joint": True},
        {"co_worker_id": "W2"},
        {"due_date": DAY + datetime.timedelta(days=13)},
        {"due_date": DAY - datetime.timedelta(days=30)},
    ],
    ids=str,
)
def test_some_cases_stay(facts: dict[str, Any]) -> None:
    """What the policy protects, and what two people hold, does not move."""
    assert free(two(**facts)) == set()
    assert free(two(due_date=DAY + datetime.timedelta(days=14))) == {"H1"}


def test_a_pin_keeps_a_case_where_it_is() -> None:
    """``must`` names who holds it; ``never`` closes it to somebody else."""
    must, never = (Pin(case_id="H1", worker_id=w, kind=k) for w, k in (("W1", "must"), ("W2", "never")))  # type: ignore[arg-type]  # both are kinds  # fmt: skip

    assert free(two().changed(pins=(must,))) == set()
    group = of(posed(two().changed(pins=(never,))), "H1")
    assert [pair.worker for pair in group.pairs] == [0]


def test_a_household_moves_whole_or_not_at_all() -> None:
    """One that stays keeps its siblings; so does one who waits, and one somebody else holds."""
    whole = (held(group_id="G"), held("H2", "five", group_id="G"))
    people = (worker(), worker("W2"))

    assert of(posed(team(*people, *whole)), "H1").case_ids == ("H1", "H2")
    for other in (
        held("H3", group_id="G", restricted=True),
        case("C1", group_id="G"),
        held("H3", group_id="G", worker_id="W2"),
    ):
        assert free(team(*people, *whole, other)) == set()


def test_where_households_may_be_split_siblings_held_together_stay() -> None:
    """They are weighed together, so what one of them adds elsewhere would depend on the other."""
    whole = (held(group_id="G"), held("H2", "five", group_id="G"), held("H3"))

    people = (worker(), worker("W2"))
    assert free(team(*people, *whole), None, "household_together") == {"H3"}


def test_who_may_give_and_who_may_be_given() -> None:
    """``relieve``, ``towards`` and ``team`` narrow who gives and who takes; leavers are given nothing."""
    people = (
        worker(team="A"),
        worker("W2", team="A"),
        worker("W3", team="B"),
    )
    facts = team(*people, held(), held("H2", worker_id="W3"))

    def takers(**asked: Any) -> dict[str, list[int]]:
        groups = posed(facts, Rebalancing(**asked)).groups
        return {g.case_ids[0]: [p.worker for p in g.pairs] for g in groups}

    assert takers() == {"H1": [0, 1, 2], "H2": [0, 1, 2]}
    assert takers(relieve=("W3",)) == {"H2": [0, 1, 2]}
    assert takers(towards=("W2",)) == {"H1": [0, 1], "H2": [1, 2]}
    assert takers(team="A") == {"H1": [0, 1]}
    assert takers(leavers=("W1",)) == {"H1": [1, 2], "H2": [1, 2]}


def test_what_a_leaver_holds_is_like_a_waiting_case() -> None:
    """It need not be placed, has no holder to stay with and no price, whatever would keep it otherwise."""
    problem = posed(two(restricted=True, urgency="high"), Rebalancing(leavers=("W1",)))

    [group] = problem.groups
    assert (group.holder, group.required, group.urgency) == (None, False, 9)
    assert [(pair.worker, pair.cost) for pair in group.pairs] == [(1, 0)]


def test_who_shared_a_leavers_case_goes_on_or_takes_over() -> None:
    """The co-worker takes it alone, or stays beside someone else; two must not become three."""
    facts = team(
        worker(), worker("W2"), worker("W3"), held(co_worker_id="W2", kind="five")
    )

    group = of(posed(facts, Rebalancing(leavers=("W1",))), "H1")

    assert [(p.worker, int(p.support)) for p in group.pairs] == [(1, 0), (2, 1)]
    assert [helper.worker for helper in group.helpers] == [1]


def test_whoever_is_beyond_a_limit_keeps_everything_and_is_given_nothing() -> None:
    """Someone at 130% has room for exactly what they hold, and no pair but with that."""
    facts = team(
        worker(), worker("W2"), held("H1", "five"), held("H2", "five"), held("H3"),
        held("H4", worker_id="W2"),
    )  # fmt: skip
    problem = posed(facts)

    assert problem.posts[0].room == 13
    assert [pair.worker for pair in of(problem, "H4").pairs] == [1]
    assert [pair.worker for pair in of(problem, "H1").pairs] == [0, 1]


def test_what_stays_is_not_new() -> None:
    """A new worker with three new cases may keep them and the old one, and be given none."""
    new = worker(seniority="new")
    mine = [held(f"H{n}", "one") for n in range(1, 4)]
    facts = team(new, worker("W2"), *mine, held("H4", "one", start_date=LONG_AGO))

    problem = posed(facts)

    ledger = Ledger(problem, stays(problem))
    assert problem.posts[0].new_case_room == 0
    assert (ledger.cases[0], ledger.new_cases[0], ledger.moved) == (4, 0, 0)
    assert [o.worker for o in _options_again(ledger, 3)] == [0, 1]


def _options_again(ledger: Ledger, index: int) -> list[Any]:
    ledger.take_back(index)
    return list(ledger.options(index))


def test_the_ledger_keeps_to_the_number_of_moves() -> None:
    """After one move of one, all others can only stay."""
    facts = team(worker(), worker("W2"), held(), held("H2"))
    problem = posed(facts, Rebalancing(moves=1))
    ledger = Ledger(problem, stays(problem))

    assert [option.worker for option in _options_again(ledger, 0)] == [0, 1]
    ledger.place(0, next(o for o in ledger.options(0) if o.worker == 1))

    assert ledger.moved == 1
    assert [option.worker for option in _options_again(ledger, 1)] == [0]
