"""The rules of thumb do what people do, and no more."""

from allocator.domain.team import Team
from allocator.problem.pose import pose
from allocator.problem.proposing import proposed
from allocator.solvers.answer import Limits
from allocator.solvers.catalogue import BLIND, NAMES, solve
from tests.builders import case, team, weighted, worker


def given_to(facts: Team, solver: str) -> dict[str, str]:
    """Who gets each case, by a solver's name."""
    problem = pose(weighted(facts))
    answer = proposed(problem, solve(problem, Limits(), solver).choices)
    return {placement.case_id: placement.worker_id for placement in answer.placements}


def test_caseload_count_gives_to_whoever_holds_fewest() -> None:
    """A worker with two light cases is passed over for one with a single heavy case."""
    facts = team(
        worker("W1"), worker("W2"), case("C1", "one", worker_id="W1"), case("C2", "one", worker_id="W1"),
        case("C3", "five", worker_id="W2"), case("C4"),
    )  # fmt: skip

    assert given_to(facts, "caseload-count") == {"C4": "W2"}
    assert given_to(facts, "engine") == {"C4": "W1"}


def test_caseload_count_takes_the_most_urgent_first() -> None:
    """With room for one, the urgent case is placed and the other waits."""
    facts = team(
        worker(),
        case("C1", "eight", urgency="low"),
        case("C2", "eight", urgency="urgent"),
    )

    assert given_to(facts, "caseload-count") == {"C2": "W1"}


def test_the_blind_count_ignores_the_rules() -> None:
    """A barred worker with fewest cases gets the case all the same."""
    facts = team(
        worker("W1"),
        worker("W2"),
        case("C1", worker_id="W1"),
        case("C2", barred_worker_ids=("W2",)),
    )

    assert given_to(facts, "caseload-count-blind") == {"C2": "W2"}
    assert given_to(facts, "caseload-count") == {"C2": "W1"}


def test_round_robin_takes_turns() -> None:
    """Three alike cases go to three people whatever they hold."""
    facts = team(
        worker("W1"), worker("W2"), worker("W3"), case("H1", "five", worker_id="W1"),
        case("C1"), case("C2"), case("C3"),
    )  # fmt: skip

    assert sorted(given_to(facts, "round-robin").values()) == ["W1", "W2", "W3"]


def test_unequal_capacities_are_filled_in_proportion() -> None:
    """Sixteen equal cases for capacities 6 and 12: the engine reaches 92% at most, where counting fills one."""
    facts = team(
        worker("W1", 6), worker("W2", 12), *(case(f"C{n}", "one") for n in range(16))
    )
    problem = pose(weighted(facts))

    loads = {}
    for solver in ("engine", "caseload-count"):
        answer = proposed(problem, solve(problem, Limits(), solver).choices)
        held = [
            sum(p.worker_id == who for p in answer.placements) for who in ("W1", "W2")
        ]
        loads[solver] = max(held[0] / 6, held[1] / 12)

    assert loads["engine"] == 11 / 12
    assert loads["caseload-count"] == 1.0


def test_someone_on_leave_is_full_not_idle() -> None:
    """A worker without capacity is given nothing by anyone who follows the rules."""
    facts = team(worker("W1", 0), worker("W2"), case("C1"), case("C2"))

    for solver in set(NAMES) - {BLIND}:
        assert set(given_to(facts, solver).values()) == {"W2"}, solver
