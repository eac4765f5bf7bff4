import datetime
from pathlib import Path

import pytest

from allocator.domain.case import Case
from allocator.domain.worker import Worker
from tests.tables.files import CASES, WORKERS, faults_of, read_tables


def test_every_column_of_a_worker_is_read(tmp_path: Path) -> None:
    """A full row gives a full record."""
    batch = read_tables(
        tmp_path,
        workers=(
            "worker_id,contracted_hours,name,team,seniority,role,skills,qualifications,languages,"
            "localities,max_cases,supervisor_id,carries_cases,duty_hours,admin_support_hours,"
            "qualified_date,developing\n"
            "007,37,Ann O'Neill,North,Newly Qualified,None,court work:2;neglect:1,Social Work,"
            "Polish;Urdu,Town,12,W2,Y,3,1.5,01/09/2026,Direct Work\n"
            "W2,37,,,,,,,,,,,no,,,,\n"
        ),
    )

    assert batch.team.workers[0] == Worker(
        worker_id="007",
        contracted_hours=37,
        name="Ann O'Neill",
        team="North",
        seniority="newly_qualified",
        role="None",
        skills={"court_work": 2, "neglect": 1},
        qualifications=frozenset({"social_work"}),
        languages=frozenset({"Polish", "Urdu"}),
        localities=frozenset({"Town"}),
        max_cases=12,
        supervisor_id="W2",
        carries_cases=True,
        duty_hours=3,
        admin_support_hours=1.5,
        qualified_date=datetime.date(2026, 9, 1),
        developing=frozenset({"direct_work"}),
    )
    assert batch.team.workers[1] == Worker(
        worker_id="W2", contracted_hours=37, carries_cases=False
    )


def test_every_column_of_a_case_is_read(tmp_path: Path) -> None:
    """A full row gives a full record, its further columns kept as text."""
    batch = read_tables(
        tmp_path,
        cases=(
            "case_id,type,worker_id,group_id,team,referral_date,start_date,due_date,urgency,"
            "complexity,interventions,skills_required,languages,locality,known_worker_ids,"
            "barred_worker_ids,co_worker_id,joint,restricted,Harm Score\n"
            "C1,Section 47,W1,G1,North,1/9/26,2026-09-02,2026-09-14T00:00,URGENT,High,"
            "home visits;direct_work,court_work:3,Polish,Town,W9;W2,W2,W2,true,0,2\n"
        ),
    )

    assert batch.team.cases == (
        Case(
            case_id="C1",
            type="section_47",
            worker_id="W1",
            group_id="G1",
            team="North",
            referral_date=datetime.date(2026, 9, 1),
            start_date=datetime.date(2026, 9, 2),
            due_date=datetime.date(2026, 9, 14),
            urgency="urgent",
            complexity="high",
            interventions=("home_visits", "direct_work"),
            skills_required={"court_work": 3},
            languages=frozenset({"Polish"}),
            locality="Town",
            known_worker_ids=("W9", "W2"),
            barred_worker_ids=("W2",),
            co_worker_id="W2",
            joint=True,
            restricted=False,
            criteria={"harm_score": "2"},
        ),
    )


def test_the_small_tables_are_read(tmp_path: Path) -> None:
    """Reductions, ratings and pins arrive where the team keeps them."""
    team = read_tables(
        tmp_path,
        reductions="worker_id,percent,hours,start,end\nW1,100,,2026-09-01,2026-09-14\nW2,,3,,\n",
        skills="worker_id,skill,level,source,date\nW1,Court Work,3,Supervisor,2026-01-05\n",
        pins="case_id,worker_id,kind\nC1,W1,Never\nC2,W1,\n",
    ).team

    assert [(each.percent, each.hours) for each in team.reductions] == [
        (100, None),
        (None, 3),
    ]
    assert (team.ratings[0].skill, team.ratings[0].source) == (
        "court_work",
        "supervisor",
    )
    assert [pin.kind for pin in team.pins] == ["never", "must"]


@pytest.mark.parametrize(
    ("column", "cell", "says"),
    [
        ("urgency", "hi", "'hi' is not one of urgent, high, medium, low."),
        ("complexity", "4", "'4' is not one of low, medium, high."),
        ("joint", "maybe", "'maybe' is not yes or no."),
        ("due_date", "32/01/2026", "'32/01/2026' is not a day of the calendar;"),
        ("skills_required", "neglect:9", "'9' is not a level of 'neglect';"),
        ("worker_id", "#N/A", "'#N/A' is a spreadsheet error, not a value."),
        ("barred_worker_ids", "#REF!", "'#REF!' is a spreadsheet error, not a value."),
        ("group_id", "g" * 101, "is longer than 100 characters."),
    ],
)
def test_a_wrong_cell_is_told_with_its_place(
    tmp_path: Path, column: str, cell: str, says: str
) -> None:
    """File, row, column, what is wrong and what would be right, in one line."""
    (told,) = faults_of(
        tmp_path, cases=f"case_id,type,{column}\nC1,assessment,{cell}\n"
    )

    assert told.startswith(f"cases.csv row 2, {column}: ")
    assert says in told


@pytest.mark.parametrize("cell", ["", " ", "N/A", "null", "-", "\u00a0", "\u200b"])
def test_a_required_cell_that_says_nothing_is_a_fault(
    tmp_path: Path, cell: str
) -> None:
    """Nothing stands in for what every row needs."""
    told = faults_of(tmp_path, cases=f"case_id,type,team\n{cell},assessment,North\n")

    assert told == ["cases.csv row 2, case_id: is blank; every row needs it."]


def test_failed_formulas_count_once_where_blank_is_as_good(tmp_path: Path) -> None:
    """A column of failed look-ups is one note, with the first row."""
    batch = read_tables(
        tmp_path,
        cases="case_id,type,due_date,harm\nC1,assessment,#N/A,#N/A\nC2,assessment,#REF!,1\n",
    )

    assert [case.due_date for case in batch.team.cases] == [None, None]
    assert batch.notes == (
        "cases.csv, due_date: 2 cells hold a spreadsheet error and were read as blank"
        " (first #N/A in row 2).",
        "cases.csv, harm: one cell holds a spreadsheet error and was read as blank"
        " (first #N/A in row 2).",
    )


def test_every_fault_of_every_table_is_told_at_once(tmp_path: Path) -> None:
    """A sheet is put right in one go: nothing waits for something else to be fixed first."""
    told = faults_of(
        tmp_path,
        workers="worker_id,contracted_hours,max_cases\nW1,200,x\nW1,37,1.5\n",
        cases="case_id,type,worker_id,joint\n,assessment,W9,no\nC2,,W1,x\n",
        reductions="worker_id,percent,hours\nW1,,\nW1,50,5\nW3,120,\n",
        skills="worker_id,skill,level\nW1,neglect,\n",
        pins="case_id,worker_id,kind\nC2,W1,perhaps\nC7,W1,must\n",
    )

    assert told == [
        "workers.csv row 2, contracted_hours: '200' is more than 168.",
        "workers.csv row 2, max_cases: 'x' is not a number.",
        "workers.csv row 3, max_cases: '1.5' is not a whole number.",
        "workers.csv row 3, worker_id: 'W1' is given more than once; each must be unique.",
        "cases.csv row 2, case_id: is blank; every row needs it.",
        "cases.csv row 2, worker_id: 'W9' is not in the workers table.",
        "cases.csv row 3, joint: 'x' is not yes or no.",
        "cases.csv row 3, type: is blank; every row needs it.",
        "reductions.csv row 2, percent: is blank, and so is hours; give one of the two"
        " (leave is 100).",
        "reductions.csv row 3, hours: is given beside percent; keep one of the two.",
        "reductions.csv row 4, percent: '120' is more than 100.",
        "reductions.csv row 4, worker_id: 'W3' is not in the workers table.",
        "skills.csv row 2, level: is blank; every row needs it.",
        "pins.csv row 2, kind: 'perhaps' is not one of must, never.",
        "pins.csv row 3, case_id: 'C7' is not in the cases table.",
    ]


def test_a_row_with_a_fault_still_counts_as_known(tmp_path: Path) -> None:
    """One wrong cell does not make faults of everything that refers to its row."""
    told = faults_of(
        tmp_path,
        workers="worker_id,contracted_hours\nW1,lots\n",
        cases="case_id,type,worker_id\nC1,assessment,W1\nC2,assessment,W1\n",
    )

    assert told == ["workers.csv row 2, contracted_hours: 'lots' is not a number."]


def test_a_row_with_too_many_cells_is_one_fault(tmp_path: Path) -> None:
    """A stray comma moves every cell after it, so the row is blamed once and as a whole."""
    told = faults_of(
        tmp_path, cases="case_id,type,worker_id,urgency\nC1,assessment,W7,North, East\n"
    )

    assert told == [
        "cases.csv row 2: has 5 cells under 4 headings;"
        " put a cell that holds a comma in quotation marks."
    ]


def test_short_and_blank_rows_are_no_matter(tmp_path: Path) -> None:
    """Spreadsheets leave out trailing cells and keep rows that were emptied."""
    batch = read_tables(
        tmp_path, cases="case_id,type,team,,\nC1,assessment\n,,,,\n \nC2,adoption,,,\n"
    )

    assert [case.case_id for case in batch.team.cases] == ["C1", "C2"]


def test_a_reduction_that_ends_before_it_starts_is_a_fault(tmp_path: Path) -> None:
    """Dates the wrong way round are told with both days."""
    told = faults_of(
        tmp_path,
        reductions="worker_id,percent,start,end\nW1,50,2026-09-14,2026-09-01\n",
    )

    assert told == [
        "reductions.csv row 2, end: 2026-09-01 is before start, 2026-09-14."
    ]


def test_names_that_differ_in_capitals_are_one_name(tmp_path: Path) -> None:
    """A worker who speaks "polish" suits a family that speaks "Polish"."""
    team = read_tables(
        tmp_path,
        workers="worker_id,contracted_hours,languages,team,localities\nW1,37,polish,north,TOWN\n",
        cases="case_id,type,languages,team,locality\nC1,assessment,Polish,North,Town\n",
    ).team

    assert team.cases[0].languages == team.workers[0].languages
    assert team.cases[0].team == team.workers[0].team
    assert {team.cases[0].locality} == team.workers[0].localities


def test_whole_notes_are_not_carried_along(tmp_path: Path) -> None:
    """A column beyond the contract is cut to what a number or a choice can need."""
    batch = read_tables(
        tmp_path, cases=f"case_id,type,notes\nC1,assessment,{'x' * 32_000}\n"
    )

    assert len(batch.team.cases[0].criteria["notes"]) == 200


def test_empty_tables_are_allowed_and_said(tmp_path: Path) -> None:
    """No open cases is an answer, but it may also be a failed export."""
    batch = read_tables(tmp_path, cases=CASES.splitlines()[0])

    assert batch.team.cases == ()
    assert batch.notes == ("cases.csv has no rows.",)


def test_records_are_as_their_own_checks_would_have_them(tmp_path: Path) -> None:
    """What the columns have checked, the records' own validation finds nothing to add to."""
    team = read_tables(
        tmp_path,
        workers=WORKERS,
        reductions="worker_id,hours\nW1,3\n",
        skills="worker_id,skill,level\nW1,neglect,2\n",
        pins="case_id,worker_id\nC1,W1\n",
    ).team

    assert type(team).model_validate(team.model_dump()) == team
