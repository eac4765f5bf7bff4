from pathlib import Path
from typing import Any

import pytest

from allocator.domain.worker import Worker
from allocator.errors import InvalidBatch
from allocator.policy.loading import load_policy
from tests.importers.exports import (
    annex_a,
    census,
    come,
    csv_file,
    open_case,
    worker_xml,
)

FULL = float(load_policy().weighting.capacity.full_time_hours)


def only(tmp_path: Path, **elements: Any) -> Worker:
    """The one worker of a census that says this of them."""
    done = come(census(tmp_path / "c.xml", worker_xml(**elements)), "workforce-census")
    return done.team.workers[0]


@pytest.mark.parametrize(
    ("elements", "hours"),
    [
        ({"FTE": 1}, FULL),
        ({"FTE": "0.6"}, round(FULL * 0.6, 2)),
        ({"FTE": 0, "FTE30": "0.5"}, FULL / 2),
        ({"FTE": "0.9", "FTE30": "0.5"}, FULL / 2),
    ],
)
def test_a_share_of_full_time_is_hours(
    tmp_path: Path, elements: dict[str, Any], hours: float
) -> None:
    """Hours are the share of the policy's full-time week; the share at 30 September comes first."""
    assert only(tmp_path, **elements).contracted_hours == hours


@pytest.mark.parametrize("share", ["", "2", "-1", "much", None])
def test_a_share_that_is_none_is_full_time_and_told(
    tmp_path: Path, share: str | None
) -> None:
    """Nobody gets hours from a share that cannot be one: full time is taken, and told as provisional."""
    path = census(tmp_path / "c.xml", worker_xml(FTE=share))

    done = come(path, "workforce-census")

    assert done.team.workers[0].contracted_hours == FULL
    assert done.quality.counts.provisional_workers == 1


@pytest.mark.parametrize(
    ("elements", "seniority", "carries"),
    [
        ({"OrgRole": 1}, "manager", False),
        ({"OrgRole": 3}, "manager", False),
        ({"OrgRole": 3, "Cases30": 4}, "manager", True),
        ({"OrgRole": 4}, "advanced", True),
        ({"OrgRole": 5}, "social_worker", True),
        ({"OrgRole": 5, "CFKSSstatus": 1}, "newly_qualified", True),
        ({"OrgRole": 6}, "", False),
        ({"OrgRole": 9}, "", True),
    ],
)
def test_a_role_is_a_grade(
    tmp_path: Path, elements: dict[str, Any], seniority: str, carries: bool
) -> None:
    """The role gives the grade and whether someone carries cases; the first year of practice comes before it."""
    worker = only(tmp_path, **elements)

    assert (worker.seniority, worker.carries_cases) == (seniority, carries)


def test_grades_a_policy_does_not_know_are_left_blank(tmp_path: Path) -> None:
    """A census imported for another policy never names a grade that it would refuse."""
    path = census(tmp_path / "c.xml", worker_xml(OrgRole=4))

    done = come(path, "workforce-census", "probation-points")

    assert done.team.workers[0].seniority == ""


def test_whoever_is_away_has_no_time(tmp_path: Path) -> None:
    """An absence on the day of the census is a reduction of everything from that day, with its reason in words."""
    path = census(tmp_path / "c.xml", worker_xml(Absat30Sept=1, ReasonAbsence="MAT"))

    [reduction] = come(path, "workforce-census").team.reductions

    assert (reduction.percent, reduction.reason) == (
        100,
        "Maternity or paternity leave",
    )
    assert (str(reduction.start), reduction.end) == ("2026-09-07", None)


def test_leavers_and_repeated_records_stay_out(tmp_path: Path) -> None:
    """Whoever had left by then is no worker, and a number that comes twice is one person."""
    path = census(
        tmp_path / "c.xml",
        worker_xml(SWENo="A1", RoleEndDate="2026-09-01"),
        worker_xml(SWENo="A2", RoleEndDate="2026-10-01"),
        worker_xml(SWENo="A2"),
        worker_xml(SWENo=""),
    )

    done = come(path, "workforce-census")

    assert [worker.worker_id for worker in done.team.workers] == ["A2"]
    assert done.quality.counts.left_out == 3


def test_agency_workers_are_told_apart(tmp_path: Path) -> None:
    """The role of someone from an agency says so."""
    assert only(tmp_path, AgencyWorker=1).role == "Case holder (agency)"


def test_an_old_census_is_told_to_be_old(tmp_path: Path) -> None:
    """Weeks after the day of a census, what it says may be past."""
    path = census(tmp_path / "c.xml", worker_xml(), day="2025-09-30")

    done = come(path, "workforce-census")

    assert any("some time ago" in one.said for one in done.quality.findings)


def test_a_census_completes_an_annex_a(tmp_path: Path) -> None:
    """Workers are joined by id; who is in one of the two only stays, and whoever the census lacks is told."""
    people = census(
        tmp_path / "c.xml",
        worker_xml(SWENo="SW1", FTE="0.5"),
        worker_xml(SWENo="SW2"),
    )
    path = annex_a(tmp_path, {6: [open_case("1", "sw1"), open_case("2", "Ben Łuk")]})

    done = come(path, workers=(people,))

    hours = {worker.worker_id: worker.contracted_hours for worker in done.team.workers}
    assert hours == {"SW1": FULL / 2, "SW2": FULL, "Ben Łuk": FULL}
    assert done.team.case["1"].worker_id == "SW1"
    [told] = [one for one in done.quality.findings if "none of the files" in one.said]
    assert told.count == 1


def test_names_lead_to_the_census_through_a_table(tmp_path: Path) -> None:
    """An Annex A names people, a census numbers them; a table with both joins the two, blanks filled from the next."""
    table = csv_file(
        tmp_path / "people.csv",
        ["worker_id", "name", "contracted_hours", "team"],
        ["SW1", "Ana Zoë", "", "North"],
    )
    people = census(tmp_path / "c.xml", worker_xml(SWENo="SW1", FTE="0.5"))
    path = annex_a(tmp_path, {6: [open_case("1", "ANA ZOË")]})

    [worker] = come(path, workers=(table, people)).team.workers

    assert (worker.worker_id, worker.name, worker.team) == ("SW1", "Ana Zoë", "North")
    assert worker.contracted_hours == FULL / 2


def test_two_people_of_one_name_are_joined_to_neither(tmp_path: Path) -> None:
    """A name that two people bear says nothing about whose case it is."""
    table = csv_file(
        tmp_path / "people.csv",
        ["worker_id", "name", "contracted_hours"],
        ["SW1", "Ana Zoë", "37"],
        ["SW2", "Ana Zoë", "37"],
    )

    done = come(annex_a(tmp_path, {6: [open_case("1")]}), workers=(table,))

    assert done.team.case["1"].worker_id == "Ana Zoë"
    assert any("borne by two" in one.said for one in done.quality.findings)


def test_an_earlier_batch_gives_its_workers_and_reductions(tmp_path: Path) -> None:
    """What people have filled in once is given again as a folder."""
    folder = tmp_path / "before"
    folder.mkdir()
    csv_file(
        folder / "workers.csv", ["worker_id", "contracted_hours"], ["Ana Zoë", "20"]
    )
    csv_file(folder / "reductions.csv", ["worker_id", "percent"], ["Ana Zoë", "50"])

    done = come(annex_a(tmp_path, {6: [open_case("1")]}), workers=(folder,))

    assert done.team.workers[0].contracted_hours == 20
    assert [one.percent for one in done.team.reductions] == [50]


def test_faults_of_every_file_are_told_at_once(tmp_path: Path) -> None:
    """A bad table of workers and a bad export are told together."""
    table = csv_file(
        tmp_path / "people.csv", ["worker_id", "contracted_hours"], ["A", "many"]
    )
    csv_file(tmp_path / "List 6.csv", ["Case Status"], ["CP"])

    with pytest.raises(InvalidBatch) as refused:
        come(tmp_path, workers=(table,))

    assert {fault.file for fault in refused.value.faults} == {
        "people.csv",
        "List 6.csv",
    }
