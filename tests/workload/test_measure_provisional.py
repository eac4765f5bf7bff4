import pytest

from allocator.policy.loading import load_policy
from allocator.workload.measure import Workload
from tests.builders import (
    DAY,
    case,
    small_policy,
    small_weighting,
    team,
    weighted,
    worker,
)

BY_COMPLEXITY = small_weighting(
    terms=[
        {
            "kind": "lookup",
            "name": "Level",
            "by": ["complexity"],
            "units": {"low": 1, "medium": 2, "high": 3},
        }
    ]
)


def test_what_is_provisional_about_a_workload_is_counted() -> None:
    """Missing grade, missing skills and cases with missing data are each told once."""
    whole = worker("W2", seniority="ordinary", skills={"court": 1})
    facts = team(
        worker("W1"),
        whole,
        case("H1", worker_id="W1", skills_required={"court": 1}),
        case("H2", worker_id="W1", complexity="low"),
        case("H3", worker_id="W2", complexity="low"),
    )

    holdings = weighted(facts, small_policy(BY_COMPLEXITY)).holdings

    assert holdings["W1"].provisional == (
        "seniority is missing, worker assumed",
        "no skills are recorded, level 0 assumed in each",
        "1 of the 2 cases held or shared have missing data",
    )
    assert holdings["W2"].provisional == ()


def test_a_share_of_a_case_with_missing_data_is_provisional() -> None:
    """A co-worker's workload stands on the same assumption as the holder's."""
    helper = worker("W2", seniority="ordinary", skills={"court": 1})
    facts = team(worker("W1"), helper, case("H1", worker_id="W1", co_worker_id="W2"))

    assert weighted(facts, small_policy(BY_COMPLEXITY)).holdings["W2"].provisional


@pytest.mark.parametrize(
    "name", ["caseload-count", "caseload-three-point", "children-workload"]
)
def test_a_case_about_which_little_is_known_never_weighs_nothing(name: str) -> None:
    """Without complexity, dates, interventions or place, every type weighs something under every policy."""
    policy = load_policy(name)
    types = policy.weighting.known_types or {"anything"}
    facts = team(
        worker("W1", hours=37),
        *(case(f"C {kind}", kind) for kind in types),
        *(case(f"H {kind}", kind, worker_id="W1") for kind in types),
    )

    asked = Workload(facts, policy, DAY).asked

    assert min(each.quanta for each in asked.values()) > 0


def test_a_case_without_complexity_is_marked_where_complexity_matters() -> None:
    """What stands on an assumption is never shown as known."""
    facts = team(case("C1", "child_in_need"))
    marked = {
        name: bool(Workload(facts, load_policy(name), DAY).asked["C1"].provisional)
        for name in ("caseload-count", "caseload-three-point", "children-workload")
    }

    assert marked == {
        "caseload-count": False,
        "caseload-three-point": True,
        "children-workload": True,
    }
