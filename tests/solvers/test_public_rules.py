"""Rules that public services publish, on the numbers of their own tests; where ours must differ, that is said.

Numbers of key work: ministryofjustice/keyworker-api, RecommendAllocationIntTest (MIT). Numbers of levelling:
department-of-veterans-affairs/caseflow, spec of the job that pushes priority appeals to judges (CC0).
"""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import pytest

from allocator.policy.loading import load_policy
from allocator.problem.pose import pose
from allocator.problem.proposing import proposed
from allocator.solvers.answer import Limits
from allocator.solvers.catalogue import solve
from allocator.workload.measure import Workload
from tests.builders import DAY, case, team, weighted, worker


def key_workers(
    capacity: Sequence[int], existing: Sequence[int], people: int, **facts: bool
) -> dict[str, list[int]]:
    """Which people, by their number in order, each key worker is given."""
    batch = team(
        *(worker(f"W{n}", 100, max_cases=most, **facts) for n, most in enumerate(capacity)),
        *(
            case(f"H{n}.{h}", "one", worker_id=f"W{n}")
            for n, held in enumerate(existing)
            for h in range(held)
        ),
        *(case(f"C{n:02}", "one") for n in range(people)),
    )  # fmt: skip
    problem = pose(weighted(batch))
    answer = proposed(problem, solve(problem, Limits(), "key-worker").choices)
    found: dict[str, list[int]] = {f"W{n}": [] for n in range(len(capacity))}
    for placement in answer.placements:
        found[placement.worker_id].append(int(placement.case_id[1:]))
    return {name: sorted(given) for name, given in found.items()}


def test_key_work_fills_the_emptiest_first_until_all_are_full() -> None:
    """Five staff with 6 places hold 5 to 1 people; of 16 more, 15 find a place, each where the service puts them.

    On a tie the service takes whoever was chosen last most recently, which no batch tells: ours goes by the order of
    the batch, so the staff stand here in that order.
    """
    given = key_workers([6] * 5, [1, 2, 3, 4, 5], 16)

    assert given == {
        "W0": [0, 1, 3, 6, 10],
        "W1": [2, 4, 7, 11],
        "W2": [5, 8, 12],
        "W3": [9, 13],
        "W4": [14],
    }


def test_key_work_goes_by_the_share_of_places() -> None:
    """Of 16 people someone with 6 places gets 6, and so is full, where 5 and 11 would have been more even."""
    given = key_workers([6, 12], [0, 0], 16)

    assert given == {
        "W0": [0, 3, 6, 9, 12, 15],
        "W1": [1, 2, 4, 5, 7, 8, 10, 11, 13, 14],
    }


@pytest.mark.parametrize(
    ("capacity", "existing", "facts"),
    [([1, 1, 1], [1, 1, 1], {}), ([10], [0], {"carries_cases": False})],
    ids=["all full", "inactive"],
)
def test_key_work_places_nobody_where_nobody_can_take_them(
    capacity: list[int], existing: list[int], facts: dict[str, bool]
) -> None:
    """Ten people wait where all are full, and where the only key worker is not active."""
    given = key_workers(capacity, existing, 10, **facts)

    assert not any(given.values())


def test_key_work_never_fills_beyond_a_limit() -> None:
    """Here ours differs: the service gives 3 of 6 people back to key workers who are full, ours lets them wait.

    A case limit is a rule that nothing overrides, and a problem in integers does not tell who knew a person before.
    """
    given = key_workers([1] * 6, [0, 0, 0, 1, 1, 1], 6)

    assert Counter(map(len, given.values())) == {1: 3, 0: 3}


def test_key_work_has_places_by_hours_where_no_limit_is_set() -> None:
    """Nine cases for 20 and 10 hours: six places and three."""
    batch = team(
        worker("W0", 20), worker("W1", 10), *(case(f"C{n}", "one") for n in range(9))
    )
    problem = pose(weighted(batch))

    choices = solve(problem, Limits(), "key-worker").choices

    assert Counter(choice.worker for choice in choices if choice) == {0: 6, 1: 3}


LEVELLING = [
    ([0] * 10, 5, [0] * 5 + [1] * 5),
    ([0] * 5, 10, [2] * 5),
    ([0] * 5, 9, [1, 2, 2, 2, 2]),
    ([20] * 10, 5, [20] * 5 + [21] * 5),
    ([10] * 5, 10, [12] * 5),
]


@pytest.mark.parametrize(("existing", "new", "expected"), LEVELLING)
@pytest.mark.parametrize("solver", ["level-counts", "engine"])
def test_new_work_is_levelled_as_caseflow_levels_it(
    solver: str, existing: list[int], new: int, expected: list[int]
) -> None:
    """The rule itself comes to the service's counts, and so does the best proposal under the policy that only counts.

    The service levels what came in the last 30 days; here that is all anyone holds.
    """
    policy = load_policy("caseload-count")
    batch = team(
        *(worker(f"W{n}", 100) for n in range(len(existing))),
        *(
            case(f"H{n}.{h}", worker_id=f"W{n}", start_date=DAY - timedelta(days=7))
            for n, held in enumerate(existing)
            for h in range(held)
        ),
        *(case(f"C{n}") for n in range(new)),
    )
    problem = pose(Workload(batch, policy, DAY))

    choices = solve(problem, Limits(), solver).choices

    given = Counter(choice.worker for choice in choices if choice)
    assert sorted(held + given[n] for n, held in enumerate(existing)) == expected
