import datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.domain.account import PolicyName
from allocator.domain.case import URGENCIES
from allocator.domain.signed import Signed
from allocator.domain.week import CLOCKS, Week, WeekCase
from allocator.report import changes_files
from allocator.report.changes import Changed
from allocator.weekly.changes import changes
from tests.builders import DAY, team, worker


def kept(case_id: str, worker_id: str = "", **facts: Any) -> WeekCase:
    """A case as a week keeps it."""
    known: dict[str, Any] = {
        "proposed_worker_id": "", "urgency": "medium", "referral_date": None,
        "clock": None if worker_id else "in_time", "withheld": False,
    }  # fmt: skip
    return WeekCase(case_id=case_id, worker_id=worker_id, **{**known, **facts})


def week(*cases: WeekCase, number: int = 1, days: int = 0) -> Week:
    """A week with these cases."""
    return Week(
        number=number, folder=f"week-{number}", previous=number - 1 or None,
        as_of=DAY + datetime.timedelta(days=days), batch=str(number),
        policy=PolicyName(name="small", digest=""), version="0", cases=cases, workers=(),
    )  # fmt: skip


def _kinds(before: WeekCase | None, after: WeekCase | None) -> list[str]:
    one, other = (week(*([case] if case else [])) for case in (before, after))
    return [change.kind for change in changes(other, one).changes]


def test_each_kind_of_change() -> None:
    """What happened to a case is read from where it was and where it is."""
    waits, held = kept("C"), kept("C", "W1")

    assert _kinds(None, waits) == ["new"]
    assert _kinds(None, held) == ["new"]
    assert _kinds(waits, None) == _kinds(held, None) == ["closed"]
    assert _kinds(waits, held) == ["allocated"]
    assert _kinds(held, waits) == ["returned"]
    assert _kinds(held, kept("C", "W2")) == ["moved"]
    assert _kinds(waits, kept("C", clock="overdue")) == ["overdue"]
    assert _kinds(kept("C", clock="overdue"), kept("C", clock="overdue")) == []
    assert _kinds(waits, kept("C", urgency="high")) == ["raised"]
    assert _kinds(waits, kept("C", urgency="low")) == ["lowered"]


_cases = st.builds(
    kept,
    case_id=st.sampled_from("ABCD"),
    worker_id=st.sampled_from(["", "W1", "W2"]),
    urgency=st.sampled_from(URGENCIES),
    clock=st.sampled_from(CLOCKS),
)
_weeks = st.lists(_cases, unique_by=lambda one: one.case_id).map(
    lambda found: week(*found)
)


@settings(deadline=None)
@given(_weeks, _weeks)
def test_every_case_is_accounted_for(before: Week, after: Week) -> None:
    """Cases before, less those closed, with those new, are the cases now; every waiting case is followed up."""
    told = changes(after, before)

    def ids(kind: str) -> set[str]:
        return {one.case_id for one in told.changes if one.kind == kind}

    then, now = ({one.case_id for one in found.cases} for found in (before, after))
    assert (then - ids("closed")) | ids("new") == now
    assert ids("new").isdisjoint(then)
    assert {one.case_id for one in told.followed} == {
        one.case_id for one in before.cases if one.is_waiting
    }
    seen = [(one.kind, one.case_id) for one in told.changes]
    assert len(seen) == len(set(seen))


@settings(deadline=None)
@given(_weeks)
def test_a_week_beside_itself_has_no_changes(one: Week) -> None:
    """Nothing changed where nothing changed."""
    assert changes(one, one).changes == ()


def test_what_was_signed_goes_before_what_is_seen() -> None:
    """A signature counts though the batch has not caught up; a blank one is that it goes on waiting."""
    before = week(*(kept(one, proposed_worker_id="W1") for one in "ABCDE"))
    after = week(kept("A"), kept("B", "W1"), kept("C", "W1"), kept("D", "W2"))
    signed = [
        Signed(case_id="A", worker_id="W1"),
        Signed(case_id="B"),
        Signed(case_id="C", worker_id="W2"),
    ]

    told = changes(after, before, signed).followed

    assert [(one.case_id, one.result, one.source, one.differs) for one in told] == [
        ("A", "as_proposed", "signed", True),
        ("B", "still_waiting", "signed", True),
        ("C", "overridden", "signed", True),
        ("D", "overridden", "seen", False),
        ("E", "closed", "seen", False),
    ]


def test_a_restricted_case_is_told_by_number_only() -> None:
    """Neither who holds it nor how urgent it is reaches a file, though it was open to all a week before."""
    before = week(kept("C1", "W1", urgency="low"), kept("C2", proposed_worker_id="W1"))
    after = week(kept("C1", "W2", withheld=True), kept("C2", "W1", withheld=True))

    told = Changed(changes(after, before), team(worker("W1", name="Ana"), worker("W2")))

    for name, content in changes_files.rendered(told).items():
        text = content.decode()
        found = [
            word for word in ("W1", "W2", "Ana", '"low"', "medium") if word in text
        ]
        assert found == [], name
        assert "C1" in text or name == "followed.csv"


def test_no_cell_runs_as_a_formula() -> None:
    """Whatever a case or worker is called, the tables open as text."""
    evil = "=1+1"
    before = week(kept(evil, proposed_worker_id=evil))
    told = Changed(changes(week(kept(evil, evil)), before), team(worker(evil)))

    for name in ("changes.csv", "followed.csv"):
        cells = (
            changes_files.rendered(told)[name].decode().replace("\n", ",").split(",")
        )
        assert [cell for cell in cells if cell.startswith("=")] == []
        assert f"'{evil}" in cells
