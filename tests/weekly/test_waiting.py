import datetime
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.domain.account import (
    Account,
    Assignment,
    Excluded,
    PolicyName,
    Unallocated,
)
from allocator.domain.case import URGENCIES, Urgency
from allocator.domain.week import CLOCKS
from allocator.errors import AllocatorError
from allocator.policy.priorities import Priorities, Waits
from allocator.report import waiting_files
from allocator.report.waiting import Waiting
from allocator.weekly.waiting import NOT_TAKEN_UP, Past, waiting_list
from tests.builders import (
    DAY,
    case,
    small_policy,
    small_priorities,
    team,
    weighted,
    worker,
)

_DAYS = {"urgent": 1, "high": 7, "medium": 28, "low": 28}


def _priorities(**changes: Any) -> Priorities:
    waits = Waits(
        **{f"{one}_days": days for one, days in _DAYS.items()}, due_within_days=7
    )
    return small_priorities(waits=waits, **changes)


def _list(*records: Any, past: tuple[Past, ...] = ()) -> Any:
    workload = weighted(team(*records), small_policy(priorities=_priorities()))
    return waiting_list(workload, past)


def _referred(days: int) -> datetime.date:
    return DAY - datetime.timedelta(days=days)


@settings(deadline=None)
@given(st.sampled_from(URGENCIES), st.integers(0, 400))
def test_the_clock_is_the_policys(urgency: Urgency, days: int) -> None:
    """Days waited less days allowed is what is over; due is what runs out within a week."""
    [one] = _list(worker(), case(urgency=urgency, referral_date=_referred(days))).cases

    over = days - _DAYS[urgency]
    assert one.days_waiting == days
    assert one.days_over == over
    assert one.due_by == DAY - datetime.timedelta(days=over)
    assert one.clock == ("overdue" if over > 0 else "due" if over >= -7 else "in_time")


def test_a_case_that_nobody_dated_has_no_clock() -> None:
    """It is told apart rather than taken for new, and its urgency is the policy's where it has none."""
    [one] = _list(worker(), case()).cases

    assert (one.clock, one.days_waiting, one.days_over) == ("unknown", None, None)
    assert (one.urgency, one.urgency_assumed) == ("medium", True)


def test_the_most_overdue_comes_first() -> None:
    """By clock, then by how far beyond it, then by how long it has waited."""
    told = _list(
        worker(),
        case("IN", urgency="low", referral_date=_referred(3)),
        case("DUE", urgency="high", referral_date=_referred(3)),
        case("OVER", urgency="high", referral_date=_referred(9)),
        case("FAR", urgency="urgent", referral_date=_referred(9)),
        case("UNKNOWN"),
    )

    assert [one.case_id for one in told.cases] == [
        "FAR",
        "OVER",
        "DUE",
        "IN",
        "UNKNOWN",
    ]
    assert told.counts == {"overdue": 2, "due": 1, "in_time": 1, "unknown": 1}
    assert [*told.counts] == [*CLOCKS]
    assert told.longest_days == 9


def test_who_could_take_it_is_counted_before_anything_is_placed() -> None:
    """Workers whom a rule keeps from it do not count; where nobody is left, the rule that keeps most is told."""
    barred = case("B", referral_date=DAY, barred_worker_ids=("W1", "W2"))
    told = _list(
        worker("W1"), worker("W2"), worker("M", carries_cases=False), case("A"), barred
    )

    by_id = {one.case_id: one for one in told.cases}
    assert (by_id["A"].could_take, by_id["A"].ruled_out_by) == (2, "")
    assert by_id["B"].could_take == 0
    assert by_id["B"].ruled_out_by == "Rule no_conflict_of_interest."


def _account(day: datetime.date, **facts: Any) -> Account:
    empty: dict[str, Any] = {
        "status": "optimal", "cost": 0, "bound": 0, "gap_percent": 0, "improvement_closed_percent": None,
        "seconds": 0, "policy": PolicyName(name="small", digest=""), "inputs": {}, "as_of": day, "seed": 0,
        "version": "0", "assignments": (), "unallocated": (), "workers": (), "measures": {},
    }  # fmt: skip
    return Account(**{**empty, **facts})


def _past(weeks_ago: int, **facts: Any) -> Past:
    day = DAY - datetime.timedelta(weeks=weeks_ago)
    return Past(day, _account(day, **facts))


def _proposed(worker_id: str) -> dict[str, Any]:
    one = Assignment(
        case_id="C1", group_id="", worker_id=worker_id, co_worker_id="", units=3,
        skill_match_percent=100, reasons=(), runner_up=None,
    )  # fmt: skip
    return {"assignments": (one,)}


def _left(*rules: str) -> dict[str, Any]:
    excluded = tuple(
        Excluded(worker_id=f"W{n}", rule=rule, reason="")
        for n, rule in enumerate(rules)
    )
    one = Unallocated(case_id="C1", urgency="high", excluded=excluded, unblock=())
    return {"unallocated": (one,)}


def test_what_blocked_a_case_is_told_week_by_week() -> None:
    """Weeks in a row with one reason are one; being proposed and not taken up is a reason, too."""
    past = (
        _past(1, **_proposed("W1")),
        _past(4, **_left("within_ceiling", "within_ceiling", "carries_cases")),
        _past(3, **_left("within_ceiling", "carries_cases", "carries_cases")),
        _past(2, **_proposed("W2")),
    )

    [one] = _list(worker(), case(referral_date=_referred(30)), past=past).cases

    assert [(b.reason, b.worker_id, b.weeks) for b in one.blocked] == [
        ("within_ceiling", "", 2),
        (NOT_TAKEN_UP, "W2", 1),
        (NOT_TAKEN_UP, "W1", 1),
    ]
    assert one.blocked[0].since == DAY - datetime.timedelta(weeks=4)
    assert one.blocked[0].until == DAY - datetime.timedelta(weeks=3)
    assert one.blocked[0].text == "Rule within_ceiling."


def test_weeks_after_the_day_do_not_count() -> None:
    """Asked about an earlier day, nothing is told that was not known then."""
    [one] = _list(worker(), case(), past=(_past(0, **_proposed("W1")),)).cases

    assert one.blocked == ()


def test_a_restricted_case_is_told_by_its_wait_only() -> None:
    """What it is, how urgent and why it waits stays with those who may know, in every file."""
    secret = case(
        "C1",
        kind="eight",
        restricted=True,
        team="Hush",
        urgency="urgent",
        referral_date=_referred(9),
    )
    records = team(worker(team="Hush"), secret)
    workload = weighted(records, small_policy(priorities=_priorities()))
    told = Waiting(waiting_list(workload, (_past(1, **_proposed("W1")),)), records)

    [one] = told.account.cases
    assert (one.days_waiting, one.clock, one.withheld) == (9, "overdue", True)
    for content in (
        *waiting_files.rendered(told).values(),
        waiting_files.text(told).encode(),
    ):
        found = re.findall(r"\b(?:Hush|eight|[Uu]rgent|W1)\b", content.decode())
        assert found == []


def test_a_policy_without_clocks_is_told() -> None:
    """A priorities file from before says what is missing and where to see one."""
    with pytest.raises(AllocatorError, match=r"give it a \[waits\] table"):
        waiting_list(weighted(team(worker(), case())))


def test_nobody_waiting_is_said() -> None:
    """An empty list is one sentence, not an empty table."""
    records = team(worker())
    told = waiting_list(weighted(records, small_policy(priorities=_priorities())))

    assert waiting_files.text(Waiting(told, records)).startswith(
        "No case is waiting.\n"
    )
