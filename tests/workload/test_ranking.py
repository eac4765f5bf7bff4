from hypothesis import given
from hypothesis import strategies as st

from allocator.domain.case import Case
from allocator.domain.worker import Worker
from allocator.workload.ranking import Ranked, by_change, ranked
from tests.builders import (
    case,
    small_policy,
    small_weighting,
    team,
    weighted,
    worker,
)
from tests.workload.beside import POINTS, beside

KINDS = st.lists(st.sampled_from(sorted(POINTS)), max_size=4)
PEOPLE = st.lists(
    st.tuples(st.sampled_from([0, 5, 7, 10]), st.booleans(), KINDS),
    min_size=1,
    max_size=5,
)


@given(PEOPLE)
def test_a_rank_is_one_more_than_the_people_who_are_fuller(
    people: list[tuple[float, bool, list[str]]],
) -> None:
    """Recounted by hand under both policies: no capacity is fullest of all, and those without any work are no one."""
    workers, cases = _records(people)
    counting = [bool(carries or kinds) for _, carries, kinds in people]

    found = ranked(beside(*workers, *cases))

    for place, points in enumerate((dict.fromkeys(POINTS, 2), POINTS)):
        shares = [
            round(100 * sum(points[kind] for kind in kinds) / hours, 1)
            if hours
            else None
            for hours, _, kinds in people
        ]
        for number, one in enumerate(found):
            assert one.worker_id == workers[number].worker_id
            assert one.percents[place] == shares[number]
            if not counting[number]:
                assert one.ranks == ()
                continue
            fuller = [
                other
                for other, counts in zip(shares, counting, strict=True)
                if counts and _is_fuller(other, shares[number])
            ]
            assert one.ranks[place] == 1 + len(fuller)


@given(PEOPLE)
def test_who_moves_furthest_comes_first(
    people: list[tuple[float, bool, list[str]]],
) -> None:
    """Everyone with a rank is told once, by how far they move and then by how full the base says they are."""
    workers, cases = _records(people)

    everyone = ranked(beside(*workers, *cases))
    told = by_change(everyone)

    assert sorted(one.worker_id for one in told) == sorted(
        one.worker_id for one in everyone if one.ranks
    )
    keys = [(-abs(one.ranks[1] - one.ranks[0]), one.ranks[0]) for one in told]
    assert keys == sorted(keys)


def test_a_change_counts_from_the_base() -> None:
    """Above 0 is less full than the base says; of several, the rank furthest away counts."""
    assert Ranked("W", (50.0, 40.0), (3, 9)).change == 6
    assert Ranked("W", (50.0, 60.0), (3, 1)).change == -2
    assert Ranked("W", (50.0, 60.0, 45.0), (3, 1, 4)).change == -2
    assert Ranked("W", (50.0,), (3,)).change == 0
    assert Ranked("W", (None, None), ()).change is None


def test_a_manager_who_holds_a_case_has_a_rank() -> None:
    """Those who carry no cases count as soon as they hold or share one."""
    manager = {"carries_cases": False}
    people = [worker("W1"), worker("M1", **manager), worker("M2", **manager)]
    shared = case("H1", worker_id="W1", co_worker_id="M1")

    [own, sharing, other] = ranked({"small": weighted(team(*people, shared))})

    assert own.ranks
    assert sharing.ranks
    assert not other.ranks


def _is_fuller(one: float | None, other: float | None) -> bool:
    if other is None:
        return False
    return one is None or one > other


def _records(
    people: list[tuple[float, bool, list[str]]],
) -> tuple[list[Worker], list[Case]]:
    workers = [
        worker(f"W{n}", hours=hours, carries_cases=carries)
        for n, (hours, carries, _) in enumerate(people)
    ]
    cases = [
        case(f"H{n}-{m}", kind, worker_id=f"W{n}")
        for n, (_, _, kinds) in enumerate(people)
        for m, kind in enumerate(kinds)
    ]
    return workers, cases


def test_work_beside_cases_is_no_caseload() -> None:
    """A manager with nothing but work of their own has no rank: they neither carry nor hold cases."""
    own = {"kind": "constant", "name": "Stable", "units": 2}
    facts = team(worker("W1"), worker("M", carries_cases=False))
    sides = {
        "small": weighted(facts, small_policy(small_weighting(worker_terms=[own])))
    }

    assert {one.worker_id: one.ranks for one in ranked(sides)} == {"W1": (1,), "M": ()}
