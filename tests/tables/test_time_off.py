import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.domain.worker import Reduction
from allocator.errors import InvalidBatch
from allocator.policy.policy import Policy
from allocator.tables.batch import check, fit, notes, read_batch
from allocator.tables.contents import Batch
from allocator.tables.time_off import settled
from allocator.workload.measure import Workload
from tests.builders import DAY, small_policy, small_weighting, team, worker
from tests.tables.files import csv_folder, faults_in

REASONS = {
    "sick_leave": {"percent": 100},
    "union_time": {"at_most_percent": 50},
    "induction": {"percent": 40, "months": 6},
    "other_work": {},
}


def policy(**reductions: Any) -> Policy:
    """Ten hours are ten points; reductions for these reasons, unless said otherwise."""
    capacity = {"full_time_hours": 10, "full_time_units": 10}
    rules = {"reasons": REASONS, **reductions}
    return small_policy(small_weighting(capacity={**capacity, "reductions": rules}))


def reduction(reason: str = "", **facts: Any) -> Reduction:
    """One reduction of W1's."""
    return Reduction(worker_id="W1", reason=reason, **facts)


def after(given: Reduction, by: Policy | None = None, hours: float = 10) -> Reduction:
    """A reduction in the policy's terms."""
    facts = team(worker("W1", hours), reductions=(given,))
    [found] = settled(facts, by or policy())
    return found


def points(*given: Reduction, by: Policy | None = None) -> int:
    """What a worker of ten hours has left, over four weeks from the day."""
    by = by or policy()
    batch = fit(Batch(team=team(worker("W1", 10), reductions=given)), by)
    return Workload(batch.team, by, DAY).holdings["W1"].capacity.quanta


@pytest.mark.parametrize(
    ("reason", "facts", "left"),
    [
        ("Sick leave", {}, 0),
        ("SICK-LEAVE", {"percent": 30}, 7),
        ("union time", {"percent": 80}, 5),
        ("union time", {"percent": 20}, 8),
        ("union time", {"hours": 3}, 7),
        ("union time", {"hours": 9}, 5),
        ("induction", {}, 6),
        ("other work", {"hours": 30}, 0),
        ("another reason", {"percent": 25}, 7),
        ("", {"percent": 25}, 7),
    ],
)
def test_a_reason_says_what_it_comes_to_and_the_most_it_may_be(
    reason: str, facts: dict[str, float], left: int
) -> None:
    """Ten points less the amount given, the policy's where none is, and never more than its cap."""
    assert points(reduction(reason, **facts)) == left


def test_a_cap_on_hours_goes_by_the_hours_of_the_contract() -> None:
    """Half of twenty hours are ten."""
    found = after(reduction("union time", hours=16), hours=20)

    assert (found.percent, found.hours) == (None, 10)


@pytest.mark.parametrize(
    ("stages", "left"),
    [(("agreed",), 7), (("agreed", "proposed"), 5), (("withdrawn",), 6)],
)
def test_only_the_stages_that_count_take_anything(
    stages: tuple[str, ...], left: int
) -> None:
    """Of three agreed, two proposed and four withdrawn, the policy says which are taken off."""
    given = [
        reduction("other work", hours=3),
        reduction("other work", hours=2, stage="proposed"),
        reduction("other work", hours=4, stage="withdrawn"),
    ]

    assert points(*given, by=policy(stages=stages)) == left


def date(text: str) -> datetime.date | None:
    """A date, or none."""
    return datetime.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("start", "end", "until"),
    [
        ("2026-01-15", "", "2026-07-14"),
        ("2026-01-15", "2026-03-01", "2026-03-01"),
        ("2026-01-15", "2026-12-31", "2026-07-14"),
        ("2026-08-31", "", "2027-02-27"),
        ("", "2026-12-31", "2026-12-31"),
        ("", "", ""),
    ],
)
def test_a_reason_runs_no_longer_than_its_months(
    start: str, end: str, until: str
) -> None:
    """Six months from the first day; without a first day nothing is known of its end."""
    found = after(reduction("induction", start=date(start), end=date(end)))

    assert found.end == date(until)


@given(
    amounts=st.lists(
        st.tuples(st.sampled_from([*REASONS, "else"]), st.integers(0, 100)), max_size=5
    )
)
def test_reductions_beyond_the_hours_leave_nothing(
    amounts: list[tuple[str, int]],
) -> None:
    """However much is taken off, what is left is ten points less the capped sum, and never less than none."""
    given = [reduction(reason, percent=percent) for reason, percent in amounts]

    union = sum(percent for reason, percent in amounts if reason == "union_time")
    others = sum(percent for reason, percent in amounts if reason != "union_time")
    taken = min(union, 50) + others
    assert points(*given) == max(0, (1000 - 10 * taken) // 100)


def test_what_is_settled_stays_settled() -> None:
    """A batch that is fitted twice is as it was fitted once."""
    by = policy()
    given = (
        reduction("sick leave", start=DAY),
        reduction("induction", start=DAY, stage="proposed"),
        reduction("union time", hours=9),
    )
    once = settled(team(worker("W1"), reductions=given), by)

    assert settled(team(worker("W1"), reductions=once), by) == once


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("W1,other work,,", "percent: is blank, and so is hours; give one of the two"),
        ("W1,unheard of,,", "percent: is blank, and so is hours; give one of the two"),
    ],
)
def test_an_amount_that_nobody_states_is_a_fault(
    tmp_path: Path, row: str, told: str
) -> None:
    """Neither the batch nor the policy says how much it is."""
    text = f"worker_id,reason,percent,hours\n{row}\n"

    [fault] = faults_in(csv_folder(tmp_path, reductions=text), open_types())

    assert fault.startswith(f"reductions.csv row 2, {told}")


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("Sick leav", "'sick_leav' is not a reason for a reduction that small knows."),
        ("", "is blank; say why."),
    ],
)
def test_a_policy_may_take_no_other_reasons(
    tmp_path: Path, reason: str, told: str
) -> None:
    """A misspelt reason would escape its cap, so it is told with the nearest."""
    text = f"worker_id,reason,percent\nW1,{reason},20\n"

    [fault] = faults_in(
        csv_folder(tmp_path, reductions=text), open_types(other_reasons=False)
    )

    assert fault.startswith(f"reductions.csv row 2, reason: {told}")
    assert ("Did you mean 'sick_leave'?" in fault) == bool(reason)


def test_a_reason_without_an_amount_needs_a_policy_that_knows_it() -> None:
    """A batch read without a policy is checked when it meets one."""
    batch = Batch(team=team(worker("W1"), reductions=(reduction("unheard of"),)))

    assert len(check(batch, policy())) == 1
    with pytest.raises(InvalidBatch, match="give one of the two"):
        fit(batch, policy())


def open_types(**reductions: Any) -> Policy:
    """The same policy, for batches of any type of case."""
    one = {"kind": "constant", "name": "Case", "units": 1}
    by = policy(**reductions)
    return by.changed(
        weighting=small_weighting(terms=[one], capacity=by.weighting.capacity)
    )


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            "W1,union time,80,,,",
            "reductions.csv row 2, percent: 80 is more than small allows for this reason,"
            " which is 50% of the contracted hours; 50 counts.",
        ),
        (
            "W1,union time,,8,,",
            "reductions.csv row 2, hours: 8 is more than small allows for this reason,"
            " which is 50% of the contracted hours; 5 counts.",
        ),
        (
            "W1,induction,,,2026-01-01,2027-01-01",
            "reductions.csv row 2, end: 2027-01-01 is too late: small lets this reason run for 6 months,"
            " so it counts until 2026-06-30.",
        ),
        (
            "W1,induction,,,,",
            "reductions.csv row 2, start: is blank: small lets this reason run for 6 months,"
            " but without a start or an end it counts for ever.",
        ),
        ("W1,union time,50,,,", ""),
        ("W1,induction,,,2026-01-01,", ""),
        ("W1,induction,,,,2026-12-01", ""),
        ("W1,unheard of,90,,,", ""),
    ],
)
def test_what_counts_for_less_than_it_says_is_noted(
    tmp_path: Path, row: str, told: str
) -> None:
    """Whoever wrote 80 learns that 50 counts, once however often the batch is fitted."""
    by = policy()
    folder = csv_folder(
        tmp_path,
        workers="worker_id,contracted_hours\nW1,10\n",
        cases="case_id,type\nC1,one\n",
        reductions=f"worker_id,reason,percent,hours,start,end\n{row}\n",
    )

    batch = read_batch(folder, by)

    assert [note for note in batch.notes if "reductions" in note] == [told] * bool(told)
    assert notes(batch, by) == []


def test_reductions_for_one_reason_share_its_limit() -> None:
    """Half is the most for union time, however many rows it is spread over; other reasons come off besides."""
    assert points(*[reduction("union time", percent=40)] * 2) == 5
    assert points(*[reduction("union time", hours=4)] * 3) == 5
    assert points(
        reduction("Union time", percent=40),
        reduction("UNION-TIME", percent=40),
        reduction("other work", percent=10),
    ) == 4  # fmt: skip
    assert points(*[reduction("unheard of", percent=40)] * 2) == 2


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("W1,other work,-5,", "percent: '-5' is less than 0."),
        ("W1,other work,,many", "hours: 'many' is not a number."),
        ("W1,,,,x", "has 5 cells under 4 headings"),
    ],
)
def test_an_amount_that_cannot_be_read_is_not_called_blank(
    tmp_path: Path, row: str, told: str
) -> None:
    """One slip is one fault."""
    folder = csv_folder(
        tmp_path,
        workers="worker_id,contracted_hours\nW1,10\n",
        cases="case_id,type\n",
        reductions=f"worker_id,reason,percent,hours\n{row}\n",
    )

    [fault] = faults_in(folder, policy(other_reasons=False))

    assert told in fault


def test_a_batch_fitted_for_one_policy_is_whole_for_another() -> None:
    """What one cuts to half, or does not count at all, the next counts in full."""
    strict, lenient = policy(), policy(reasons={}, stages=["proposed", "agreed"])
    given = (
        reduction("union time", percent=80),
        reduction("else", percent=10, stage="proposed"),
    )
    batch = Batch(team=team(worker("W1", 10), reductions=given))

    first = fit(batch, strict)
    second = fit(first, lenient)

    assert [one.percent for one in first.team.reductions] == [50, 0]
    assert second.team.reductions == given
    assert fit(second, strict).team.reductions == first.team.reductions


def test_an_agreed_adjustment_says_who_agreed() -> None:
    """Where the policy asks for it, nothing is taken off anyone's work on nobody's word."""
    reasons = {"agreed_adjustment": {"at_most_percent": 20, "asks_who_agreed": True}}
    by = policy(reasons=reasons)

    def said(**facts: Any) -> list[str]:
        given = reduction("Agreed adjustment", percent=10, **facts)
        batch = Batch(team=team(worker("W1", 10), reductions=(given,)))
        return [str(fault) for fault in check(batch, by)]

    assert said() == ["reductions row 1, agreed_by: is blank; say who agreed, the worker among them."]  # fmt: skip
    assert said(agreed_by="W1 and M1") == []
    assert said(stage="proposed") == []
