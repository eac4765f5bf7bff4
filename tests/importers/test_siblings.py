import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.errors import InvalidBatch
from allocator.importers.formats import AnnexA, load
from allocator.importers.siblings import Traits, hints
from tests.importers.exports import DAY, annex_a, come, csv_file, open_case

WORTH = load(AnnexA, "annex-a").siblings


def child(case_id: str, born: int = 2015, **traits: str) -> Traits:
    """A child of a family that came with one referral, seen by one worker and team for one need."""
    same = {"referred": "2026-09-01", "worker": "W1", "team": "North", "need": "N1"}
    return Traits(case_id, datetime.date(born, 5, 1), **{**same, **traits})


def test_children_who_came_together_may_be_siblings() -> None:
    """The same day of referral, worker, team and need make a hint, which says so."""
    [hint] = hints(
        [child("2"), child("1", 2018), child("3", referred="2026-08-01")], WORTH
    )

    assert hint.group_id == "S-1"
    assert hint.case_ids == ("1", "2")
    assert hint.shared == ("day of referral", "worker", "team", "primary need")


def test_what_two_children_share_must_be_enough() -> None:
    """The day alone, or worker and team alone, are no hint."""
    alone = [child("1", worker="a", team="b", need="c"), child("2")]
    unknown = [child("1", referred=""), child("2", referred="")]

    assert hints(alone, WORTH) == hints(unknown, WORTH) == ()


def test_births_too_near_are_of_two_mothers() -> None:
    """Half a year apart no mother bears two children; twins share a day, and a family identifier settles it."""
    first, near = child("1"), child("2")._replace(born=datetime.date(2015, 11, 1))
    twin = child("3")._replace(born=datetime.date(2015, 5, 2))

    assert hints([first, near], WORTH) == ()
    assert [hint.case_ids for hint in hints([first, twin], WORTH)] == [("1", "3")]
    families = [one._replace(family="F1") for one in (first, near)]
    assert [hint.case_ids for hint in hints(families, WORTH)] == [("1", "2")]


def test_a_busy_day_says_nothing_about_families() -> None:
    """Where more than eight children came on one day, the day brings nobody together."""
    assert hints([child(str(n), 1990 + n) for n in range(9)], WORTH) == ()
    assert len(hints([child(str(n), 1990 + n) for n in range(8)], WORTH)) == 1


@given(
    st.lists(
        st.builds(
            child,
            st.uuids().map(str),
            st.integers(1990, 2025),
            referred=st.sampled_from(["", "2026-09-01", "2026-09-02"]),
            worker=st.sampled_from(["", "W1", "W2"]),
            family=st.sampled_from(["", "F1"]),
        ),
        max_size=12,
        unique_by=lambda one: one.case_id,
    )
)
def test_no_child_is_in_two_hints(children: list[Traits]) -> None:
    """Hints never overlap, never name one child alone, and do not depend on the order of the rows."""
    found = hints(children, WORTH)

    named = [case_id for hint in found for case_id in hint.case_ids]
    assert len(named) == len(set(named))
    assert all(2 <= len(hint.case_ids) <= WORTH.most_children for hint in found)
    backwards = hints(children[::-1], WORTH)
    assert {hint.case_ids for hint in backwards} == {hint.case_ids for hint in found}


def test_nothing_is_merged_until_people_confirm(tmp_path: Path) -> None:
    """A hint leaves each child alone; a confirmed group is theirs, and is no hint any more."""
    rows = [
        open_case("1", born=datetime.date(2015, 1, 1), team="North", need="N1"),
        open_case("2", born=datetime.date(2018, 1, 1), team="North", need="N1"),
    ]
    path = annex_a(tmp_path, {6: rows})
    head = ["group_id", "case_id", "shared", "confirmed"]
    confirmed = csv_file(
        tmp_path / "yes.csv", head, ["S-1", "1", "", "yes"], ["S-1", "2", "", "Yes"]
    )
    not_yet = csv_file(
        tmp_path / "no.csv", head, ["S-1", "1", "", ""], ["S-1", "2", "", "no"]
    )

    before, after = come(path, siblings=not_yet), come(path, siblings=confirmed)

    assert [case.group_id for case in before.team.cases] == ["", ""]
    assert [hint.case_ids for hint in before.quality.hints] == [("1", "2")]
    assert [case.group_id for case in after.team.cases] == ["S-1", "S-1"]
    assert after.quality.hints == ()


def test_a_case_in_two_confirmed_groups_is_a_fault(tmp_path: Path) -> None:
    """Nobody can be placed with two families."""
    both = csv_file(
        tmp_path / "b.csv",
        ["group_id", "case_id", "confirmed"],
        ["A", "1", "yes"],
        ["B", "1", "yes"],
    )

    with pytest.raises(InvalidBatch, match="in two groups"):
        come(annex_a(tmp_path, {6: [open_case("1")]}), siblings=both)


def test_history_makes_workers_known(tmp_path: Path) -> None:
    """The latest come first; whoever left the role or died is not proposed, and strangers are told."""
    history = csv_file(
        tmp_path / "h.csv",
        ["CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON"],
        ["1", "", "Old", "01/01/2020", "01/01/2021", "MANAGE"],
        ["1", "", "Later", "01/01/2021", "01/01/2022", "CHCHAN"],
        ["1", "", "Gone", "01/01/2022", "01/01/2023", "LEFTRL"],
        ["1", "", "Ana Zoë", "01/01/2023", "", ""],
        ["99", "", "Old", "01/01/2020", "", ""],
    )
    path = annex_a(tmp_path, {6: [open_case("1")]})

    done = come(path, history=history, as_of=DAY)

    assert done.team.case["1"].known_worker_ids == ("Later", "Old")
    assert any(
        "no open case under the same id" in one.said for one in done.quality.findings
    )
