from pathlib import Path

from tests.tables.files import faults_of, read_tables


def test_headings_match_in_any_dress(tmp_path: Path) -> None:
    """Capitals, spaces and hyphens do not make another column."""
    batch = read_tables(
        tmp_path, cases=" Case ID ,TYPE,Due-Date\nC1,assessment,2026-09-14\n"
    )

    assert batch.team.cases[0].due_date is not None


def test_a_title_may_stand_above_the_headings(tmp_path: Path) -> None:
    """A sheet that starts with its own title is read, and rows keep their numbers."""
    told = faults_of(
        tmp_path, cases="Team list,,\n\ncase_id,type,urgency\nC1,assessment,hi\n"
    )

    assert told == [
        "cases.csv row 4, urgency: 'hi' is not one of urgent, high, medium, low."
    ]


def test_a_title_that_is_also_a_column_is_still_a_title(tmp_path: Path) -> None:
    """The row with most headings is the row of headings."""
    batch = read_tables(
        tmp_path, cases="Team,,\ncase_id,type,team\nC1,assessment,North\n"
    )

    assert batch.team.cases[0].team == "North"


def test_a_table_without_headings_is_one_fault(tmp_path: Path) -> None:
    """Rows alone are not guessed at."""
    assert faults_of(tmp_path, cases="C1,assessment\nC2,assessment\n") == [
        "cases.csv row 1: names no column of the cases table, which needs case_id, type;"
        " the first row holds 'C1', 'assessment'."
    ]


def test_a_missing_column_is_one_fault_for_the_whole_table(tmp_path: Path) -> None:
    """A heading spelt another way is pointed to, and no row is blamed for it."""
    told = faults_of(
        tmp_path,
        workers="workerid,contracted_hours\nW1,37\n",
        cases="case_id,type,worker_id\nC1,assessment,W1\n",
    )

    assert told == [
        "workers.csv row 1, worker_id: the column is missing. Is 'workerid' meant to be it?"
    ]


def test_a_column_given_twice_is_a_fault(tmp_path: Path) -> None:
    """Which of two columns would count is not guessed."""
    assert faults_of(tmp_path, cases="case_id,type,Type\nC1,assessment,adoption\n") == [
        "cases.csv row 1, type: is the heading of two columns; keep one."
    ]


def test_another_column_given_twice_is_said(tmp_path: Path) -> None:
    """Of two columns beyond the contract, the first counts and the note says so."""
    batch = read_tables(tmp_path, cases="case_id,type,harm,harm\nC1,assessment,1,2\n")

    assert batch.team.cases[0].criteria == {"harm": "1"}
    assert batch.notes == (
        "cases.csv: two columns are called 'harm'; the first was read.",
    )


def test_cells_under_a_blank_heading_are_said(tmp_path: Path) -> None:
    """What stands in a column without a name, as under merged headings, is not lost in silence."""
    batch = read_tables(
        tmp_path,
        cases="case_id,,type,#REF!\nC1,,assessment,\nC2,something,assessment,x\n",
    )

    assert batch.notes == (
        "cases.csv: cells under a blank heading were not read (first in row 3).",
    )


def test_columns_other_tables_do_not_know_are_said(tmp_path: Path) -> None:
    """A misspelt column of the reductions table is named with the one that may be meant."""
    batch = read_tables(
        tmp_path,
        reductions="worker_id,percent,strat,colour\nW1,50,,red\n",
    )

    assert batch.notes == (
        "reductions.csv: column 'strat' is not known and was not read. Did you mean 'start'?",
        "reductions.csv: column 'colour' is not known and was not read.",
    )
