import datetime
from pathlib import Path
from typing import Any

import pytest

from allocator.errors import InvalidBatch, InvalidPolicy
from allocator.policy.loading import load_policy
from allocator.tables.batch import read_batch
from allocator.tables.writing import write_batch
from tests.importers.exports import (
    DAY,
    annex_a,
    cases,
    come,
    csv_file,
    open_case,
    said,
)


def ago(days: int) -> datetime.date:
    """A day so long before the day of the tests."""
    return DAY - datetime.timedelta(days=days)


@pytest.mark.parametrize(
    ("sheet", "title", "renamed"),
    [
        ("List {}", False, {}),
        ("List_{}", True, {}),
        ("list {} - current", False, {"Child Unique ID": "CHILD UNIQUE ID "}),
        ("LIST{}", True, {"Allocated Worker": "Allocated\u00a0worker"}),
    ],
)
def test_every_layout_gives_the_same_cases(
    tmp_path: Path, sheet: str, title: bool, renamed: dict[str, str]
) -> None:
    """A title row, another name of the sheet, or another spelling of a heading changes nothing."""
    lists = {6: [open_case("1"), open_case("2", worker="")]}

    plain = come(annex_a(tmp_path, lists))
    other = come(
        annex_a(
            tmp_path,
            lists,
            name="other.xlsx",
            sheet=sheet,
            title=title,
            headings=renamed,
        )
    )

    assert other.team == plain.team
    assert len(plain.team.cases) == 2


def test_a_folder_of_csv_files_is_an_annex_a_too(tmp_path: Path) -> None:
    """Where a system exports a file for each list, the files are the sheets."""
    csv_file(
        tmp_path / "List 6.csv",
        ["Child Unique ID", "Case Status", "Allocated Worker"],
        ["7", "CP", "Ana Zoë"],
    )

    [case] = come(tmp_path).team.cases

    assert (case.case_id, case.type, case.worker_id) == (
        "7",
        "child_protection",
        "Ana Zoë",
    )


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("a) Looked after child", "looked_after"),
        ("LAC", "looked_after"),
        ("CLA&CPP", "looked_after"),
        ("b) Child Protection plan", "child_protection"),
        ("CP Ext", "child_protection"),
        ("CiN Plan", "child_in_need"),
        ("d. open assessment", "assessment"),
        ("CF Assessment in progress", "assessment"),
        ("e) Closed episode", None),
        ("Closed - stepdown", None),
    ],
)
def test_a_status_is_read_however_it_is_spelt(
    tmp_path: Path, written: str, kind: str | None
) -> None:
    """Every spelling that real returns have means what it says, and closed cases stay out."""
    found = cases(annex_a(tmp_path, {6: [open_case("1", status=written)]}))

    assert [case.type for case in found.values()] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("lists", "kind"),
    [
        ({6: [open_case("1", need="N2 - Child's disability")]}, "disabled_child"),
        (
            {
                6: [open_case("1", status="LAC")],
                8: [{"Child Unique ID": "1", "Child's Legal Status": "C1: ICO"}],
            },
            "care_proceedings",
        ),
        (
            {
                6: [open_case("1", status="LAC")],
                8: [{"Child Unique ID": "1", "Child's Legal Status": "C2: FCO"}],
            },
            "looked_after",
        ),
        (
            {
                6: [open_case("1", status="LAC")],
                8: [
                    {
                        "Child Unique ID": "1",
                        "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)": "a) Yes",
                    }
                ],
            },
            "unaccompanied_child",
        ),
        (
            {
                6: [open_case("1", status="d) Open assessment")],
                5: [
                    {
                        "Child Unique ID": "1",
                        "Strategy discussion initiating Section 47 Enquiry Start Date": ago(
                            10
                        ),
                    }
                ],
            },
            "section_47",
        ),
        (
            {
                6: [open_case("1", status="d) Open assessment")],
                5: [
                    {
                        "Child Unique ID": "1",
                        "Strategy discussion initiating Section 47 Enquiry Start Date": ago(
                            200
                        ),
                    }
                ],
            },
            "assessment",
        ),
    ],
)
def test_other_lists_make_a_type_more_exact(
    tmp_path: Path, lists: dict[int, Any], kind: str
) -> None:
    """Proceedings, an enquiry that goes on, a disability or coming alone say more than the status does."""
    found = cases(annex_a(tmp_path, lists), as_of=DAY)

    assert found["1"].type == kind


@pytest.mark.parametrize(
    ("worker", "team", "matter"),
    [
        ("", "North Team", "no worker is named; taken as waiting."),
        ("Unallocated", "North Team", "nobody holds"),
        ("north team", "North Team", "a team stands"),
        ("Duty Team 4", "", "a team stands"),
    ],
)
def test_nobody_in_the_workers_place_means_waiting(
    tmp_path: Path, worker: str, team: str, matter: str
) -> None:
    """A blank, a word for nobody or a team is no worker, and each is told for what it is."""
    done = come(annex_a(tmp_path, {6: [open_case("1", worker=worker, team=team)]}))

    [case] = done.team.cases
    assert case.is_waiting
    assert case.team.lower() == (team or worker).lower()
    assert [n for words, n in said(done).items() if matter in words] == [1]


def test_a_failed_lookup_is_no_worker_and_no_waiting_case(tmp_path: Path) -> None:
    """Nobody knows who holds a case whose worker is #N/A: it stays out, is told, and comes in only when asked."""
    path = annex_a(
        tmp_path, {6: [open_case("1", worker="#N/A", team="#N/A"), open_case("2")]}
    )

    done = come(path)

    assert [*done.team.case] == ["2"]
    [told] = [one for one in done.quality.findings if one.kind == "left_out"]
    assert (told.count, told.where) == (1, ("annex.xlsx sheet List 6 row 2",))
    assert "#N/A" in told.said
    assert cases(path, failed_wait=True)["1"].is_waiting


def test_another_list_says_who_holds_a_case_whose_lookup_failed(tmp_path: Path) -> None:
    """List 7 names the worker of a current plan, and is believed where List 6 has #N/A."""
    plan = {"Child Unique ID": "1", "Allocated Worker": "Ben Łuk"}

    found = cases(
        annex_a(tmp_path, {6: [open_case("1", worker="#N/A", status="CP")], 7: [plan]})
    )

    assert found["1"].worker_id == "Ben Łuk"


def test_names_that_differ_in_capitals_and_spaces_are_one_worker(
    tmp_path: Path,
) -> None:
    """A non-breaking space, or capitals, make nobody a second person."""
    names = ["Ana\u00a0Zoë", "ANA ZOË", "Ana  Zoë "]

    done = come(
        annex_a(tmp_path, {6: [open_case(str(n), w) for n, w in enumerate(names)]})
    )

    assert [worker.worker_id for worker in done.team.workers] == ["Ana Zoë"]


def test_everyone_who_worked_with_a_child_is_known_to_it(tmp_path: Path) -> None:
    """Workers of earlier rows are known, the latest first; who holds the case is not among them."""
    lists = {
        3: [
            {
                "Child Unique ID": "1",
                "Date of referral": ago(120),
                "Allocated Worker": "Cyd Okä",
            }
        ],
        4: [
            {
                "Child Unique ID": "1",
                "Continuous Assessment Start Date": ago(90),
                "Continuous Assessment Date of Authorisation": ago(60),
                "Allocated Worker": "Ben Łuk",
            }
        ],
        6: [open_case("1", "Ana Zoë")],
    }

    case = cases(annex_a(tmp_path, lists))["1"]

    assert case.known_worker_ids == ("Ben Łuk", "Cyd Okä")
    assert case.referral_date == ago(120)


def test_the_first_duty_to_come_is_the_due_date(tmp_path: Path) -> None:
    """Six weeks after the last visit comes before six months after the review."""
    row = {
        "Child Unique ID": "1",
        "Date of Last Social Work Visit": ago(20),
        "Date of Latest Statutory Review": ago(30),
    }

    case = cases(annex_a(tmp_path, {6: [open_case("1", status="LAC")], 8: [row]}))["1"]

    assert case.due_date == ago(20) + datetime.timedelta(days=42)


@pytest.mark.parametrize(
    ("started", "due"),
    # Counted by hand: 45 working days are nine weeks, from the Monday where the start is a weekend.
    [
        (datetime.date(2026, 9, 7), datetime.date(2026, 11, 9)),
        (datetime.date(2026, 9, 5), datetime.date(2026, 11, 9)),
    ],
)
def test_an_assessment_is_due_in_45_working_days(
    tmp_path: Path, started: datetime.date, due: datetime.date
) -> None:
    """An open assessment is due nine weeks after the working day it started on."""
    row = {"Child Unique ID": "1", "Continuous Assessment Start Date": started}
    lists: dict[int, Any] = {6: [open_case("1", status="Open assessment")], 4: [row]}

    case = cases(annex_a(tmp_path, lists))["1"]

    assert (case.start_date, case.due_date) == (started, due)


def test_what_list_6_lacks_comes_in_from_the_other_lists(tmp_path: Path) -> None:
    """An open plan, a recent referral and a care leaver are cases; ended, old, refused and assessed ones are none."""
    lists: dict[int, Any] = {
        3: [
            {
                "Child Unique ID": "new",
                "Date of referral": ago(5),
                "Allocated Worker": "",
            },
            {"Child Unique ID": "old", "Date of referral": ago(300)},
            {
                "Child Unique ID": "nfa",
                "Date of referral": ago(5),
                "Referral NFA?": "a) Yes",
            },
            {"Child Unique ID": "done", "Date of referral": ago(40)},
        ],
        4: [
            {
                "Child Unique ID": "done",
                "Continuous Assessment Start Date": ago(39),
                "Continuous Assessment Date of Authorisation": ago(2),
            }
        ],
        6: [open_case("in")],
        7: [
            {"Child Unique ID": "plan", "Allocated Worker": "Ben Łuk"},
            {"Child Unique ID": "ended", "Child Protection Plan End Date": ago(1)},
        ],
        9: [
            {
                "Child Unique ID": "left",
                "Allocated Personal Advisor": "Dee Managër",
                "Eligibility Category": "b) Former relevant child",
            },
            {"Child Unique ID": "still", "Eligibility Category": "d) Eligible child"},
        ],
    }

    done = come(annex_a(tmp_path, lists), as_of=DAY)

    assert {case.case_id: case.type for case in done.team.cases} == {
        "in": "child_in_need",
        "plan": "child_protection",
        "new": "assessment",
        "left": "care_leaver",
    }
    assert done.team.case["new"].is_waiting
    assert done.team.case["left"].worker_id == "Dee Managër"
    assert done.team.worker["Dee Managër"].role == "Personal adviser"


def test_a_status_nobody_knows_is_told_and_loses_no_case(tmp_path: Path) -> None:
    """An unknown or blank status falls back on the other lists, or on a child in need, and says so."""
    plan = {"Child Unique ID": "1"}
    rows = [open_case("1", status="Step 4 (b)"), open_case("2", status="")]

    done = come(annex_a(tmp_path, {6: rows, 7: [plan]}))

    assert done.team.case["1"].type == "child_protection"
    assert done.team.case["2"].type == "child_in_need"
    assert [
        one.count for one in done.quality.findings if "Case Status" in one.said
    ] == [1, 1]


def test_a_child_twice_is_one_case(tmp_path: Path) -> None:
    """Of several rows the open one counts, and that there were several is told."""
    rows = [open_case("1", closed=ago(3)), open_case("1", "Ben Łuk"), open_case("1")]

    done = come(annex_a(tmp_path, {6: rows}), as_of=DAY)

    assert [case.worker_id for case in done.team.cases] == ["Ben Łuk"]
    assert any("more than once" in one.said for one in done.quality.findings)


def test_dirty_cells_are_told_by_row_and_stop_nothing(tmp_path: Path) -> None:
    """A row without a child, a date that is none and a failed formula elsewhere are told; the rest comes in."""
    rows = [
        open_case(""),
        open_case("2", cin="last spring"),
        open_case("3", need="#N/A"),
    ]

    done = come(annex_a(tmp_path, {6: rows}))

    assert [*done.team.case] == ["2", "3"]
    where = {one.said: one.where for one in done.quality.findings}
    assert [w for s, w in where.items() if "no child is named" in s] == [
        ("annex.xlsx sheet List 6 row 2",)
    ]
    assert [w for s, w in where.items() if "no day that can be read" in s] == [
        ("annex.xlsx sheet List 6 row 3, started",)
    ]


def test_dates_from_1904_are_the_same_dates(tmp_path: Path) -> None:
    """A workbook of a Mac counts days from another year."""
    [case] = come(annex_a(tmp_path, {6: [open_case("1")]}, date_1904=True)).team.cases

    assert case.start_date == ago(100)


@pytest.mark.parametrize(
    ("lists", "problem"),
    [
        ({"Something else": [["a"]]}, "has no List 6"),
        ({"List 6": [["Case Status"], ["CP"]]}, "has no column for child or worker"),
        ({"List 6": [], "List_6": []}, "keep one of the two"),
    ],
)
def test_what_is_no_annex_a_is_refused(
    tmp_path: Path, lists: dict[str, Any], problem: str
) -> None:
    """Without List 6 and its columns there is nothing to import, and the fault says so."""
    for name, rows in lists.items():
        csv_file(tmp_path / f"{name}.csv", *rows)

    with pytest.raises(InvalidBatch, match=problem):
        come(tmp_path)


def test_a_format_of_ones_own_adds_spellings(tmp_path: Path) -> None:
    """A copy of the format with one more spelling is read instead of the shipped one."""
    shipped = Path("models/imports/annex-a.toml").read_text("utf-8")
    mine = tmp_path / "mine.toml"
    mine.write_text(
        shipped.replace('child_protection = ["', 'child_protection = ["Step 4", "'),
        "utf-8",
    )
    path = annex_a(tmp_path, {6: [open_case("1", status="step 4")]})

    assert cases(path, format=str(mine))["1"].type == "child_protection"


def test_every_fault_of_a_format_is_told(tmp_path: Path) -> None:
    """A misspelt key of a format is an error that names it."""
    broken = tmp_path / "broken.toml"
    broken.write_text('title = "x"\nsource = "y"\nlistz = 1\n', "utf-8")

    with pytest.raises(InvalidPolicy, match="listz"):
        come(annex_a(tmp_path, {6: [open_case("1")]}), format=str(broken))


def test_an_import_is_a_batch_that_is_read_without_a_fault(tmp_path: Path) -> None:
    """What is written is read back as the same team, under the policy it was imported for."""
    lists = {
        6: [
            open_case("1", disability="a) Yes"),
            open_case("2", worker="", team="North"),
        ]
    }
    done = come(annex_a(tmp_path, lists))

    write_batch(done.team, tmp_path / "batch")

    read = read_batch(tmp_path / "batch", load_policy())
    assert read.team == done.team
    assert read.team.case["1"].criteria == {"disability": "yes"}


def test_hours_nobody_gave_are_full_time_and_provisional(tmp_path: Path) -> None:
    """The policy's full-time hours stand in, every one of them told as provisional."""
    done = come(annex_a(tmp_path, {6: [open_case("1")]}))

    full = float(load_policy().weighting.capacity.full_time_hours)
    assert done.team.workers[0].contracted_hours == full
    assert done.quality.counts.provisional_workers == 1
    assert done.quality.improvements[0].column == "contracted_hours"


def test_the_export_is_only_read(tmp_path: Path) -> None:
    """The file is the same afterwards, to the byte and the second, and nothing stands beside it."""
    path = annex_a(tmp_path, {6: [open_case("1")]})
    before = path.read_bytes(), path.stat().st_mtime_ns

    come(path)

    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [*tmp_path.iterdir()] == [path]


def test_the_same_export_gives_the_same_account(tmp_path: Path) -> None:
    """Imported twice, an export gives the same team and says the same of it."""
    lists = {6: [open_case(str(n), f"Worker {n % 3}") for n in range(20)]}
    path = annex_a(tmp_path, lists)

    assert come(path) == come(path)
