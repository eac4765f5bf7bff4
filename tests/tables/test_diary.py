"""A diary gets the same treatment as a batch: every fault at once, by file, row and column; notes leave no trace."""

import datetime
from pathlib import Path

import pytest
import xlsxwriter

from allocator.domain.team import Team
from allocator.errors import InvalidBatch
from allocator.policy.diary_guide import load_diary_guide
from allocator.tables.diary import DIARY, Diary, read_diary
from allocator.tables.table import Column
from allocator.tables.writing import table_text
from tests.builders import case, team, worker

_GUIDE = Path(__file__).parents[2] / "docs" / "diaries.md"
HEADER = "worker_id,date,start,end,minutes,task,case_id,stress,resources,note\n"


@pytest.fixture
def facts() -> Team:
    """Two people, each with a case."""
    return team(
        worker("W1"),
        worker("W2"),
        case("C1", worker_id="W1"),
        case("C2", worker_id="W2"),
    )


def _read(folder: Path, facts: Team, rows: str, name: str = "diary.csv") -> Diary:
    file = folder / name
    file.write_text(
        rows if rows.startswith("worker") else HEADER + rows, encoding="utf-8"
    )
    return read_diary([file], facts, load_diary_guide())


def _faults(folder: Path, facts: Team, rows: str) -> list[str]:
    with pytest.raises(InvalidBatch) as refused:
        _read(folder, facts, rows)
    return [str(fault) for fault in refused.value.faults]


def test_a_line_is_read_with_either_minutes_or_times(
    tmp_path: Path, facts: Team
) -> None:
    """How long it took is the same, whichever way it was written."""
    read = _read(
        tmp_path,
        facts,
        "W1,2026-09-14,9:30,10:15,,Direct Work,C1,4,missing,\n"
        "W1,14/9/2026,,,45,admin,,,,\n",
    )

    first, second = read.entries
    assert (first.length, second.length) == (45, 45)
    assert (first.task, first.case_id, first.stress, first.resources) == (
        "direct_work", "C1", 4, "missing",
    )  # fmt: skip
    assert (second.case_id, second.stress, second.resources) == ("", None, None)
    assert read.inputs.keys() == {"diary.csv"}


def test_every_kind_of_fault_is_told_at_once(tmp_path: Path, facts: Team) -> None:
    """A sheet with everything wrong is put right in one go: file, row, column, and what would be right."""
    told = _faults(
        tmp_path,
        facts,
        "w-1,2026-09-14,,,30,admin,,,,\n"  # 2: a worker nobody knows
        "W1,31/2/2026,,,30,admin,,,,\n"  # 3: no day
        "W1,2026-09-14,9:30,9:00,,admin,,,,\n"  # 4: ends before it starts
        "W1,2026-09-14,9:30,,,admin,,,,\n"  # 5: no end
        "W1,2026-09-14,,,,admin,,,,\n"  # 6: no time at all
        "W1,2026-09-14,,,0,admin,,,,\n"  # 7: no minutes
        "W1,2026-09-14,,,1441,admin,,,,\n"  # 8: more than a day
        "W1,2026-09-14,,,30,emails,,,,\n"  # 9: no task
        "W1,2026-09-14,,,30,,,,,\n"  # 10: blank task
        "W1,2026-09-14,,,30,admin,,6,,\n"  # 11: stress of six
        "W1,2026-09-14,,,30,admin,,,plenty,\n"  # 12: resources
        "W1,2026-09-14,,,30,admin,c-1,,,\n"  # 13: a misspelt case
        "W1,2026-09-14,9:00,10:00,45,admin,,,,\n"  # 14: minutes that are others
        "W1,2026-09-14,13:00,14:00,,admin,,,,\n"
        "W1,2026-09-14,13:30,14:30,,admin,,,,\n"  # 16: overlaps 15
        "W2,2026-09-15,,,900,admin,,,,\n"
        "W2,2026-09-15,,,600,admin,,,,\n"  # 18: 25 hours
        "W1,2026-09-14,,,30,admin,,,,note,extra\n"  # 19: too many cells
        "W1,2026-09-14,#REF!,,30,admin,,,,\n",  # 20: a failed formula
    )

    assert told == [
        "diary.csv row 2, worker_id: 'w-1' is not in the workers table. Did you mean 'W1'?",
        "diary.csv row 3, date: '31/2/2026' is not a day of the calendar; write it as 2026-09-14 or 14/09/2026.",
        "diary.csv row 4, end: 09:00 is not after start, 09:30; work past midnight is two lines.",
        "diary.csv row 5, end: is blank; give start and end, or minutes.",
        "diary.csv row 6, minutes: is blank; give start and end, or minutes.",
        "diary.csv row 7, minutes: '0' is less than 1.",
        "diary.csv row 8, minutes: '1441' is more than 1440.",
        "diary.csv row 9, task: 'emails' is not one of direct_work, meetings, admin, travel, supervision,"
        " learning, other.",
        "diary.csv row 10, task: is blank; every row needs it.",
        "diary.csv row 11, stress: '6' is more than 5.",
        "diary.csv row 12, resources: 'plenty' is not one of missing, adequate.",
        "diary.csv row 13, case_id: 'c-1' is not in the cases table. Did you mean 'C1'?",
        "diary.csv row 14, minutes: 45 is not the 60 from start to end; keep one of the two.",
        "diary.csv row 16, start: overlaps diary.csv row 15; share the time between the two.",
        "diary.csv row 18, minutes: makes more than 24 hours on 2026-09-15 for 'W2'.",
        "diary.csv row 19: has 11 cells under 10 headings; put a cell that holds a comma in quotation marks.",
        "diary.csv row 20, start: '#REF!' is a spreadsheet error, not a value.",
    ]


def test_a_missing_column_is_one_fault(tmp_path: Path, facts: Team) -> None:
    """Not one for each row."""
    told = _faults(
        tmp_path, facts, "worker_id,date,minutes\nW1,2026-09-14,30\nW1,2026-09-14,30\n"
    )

    assert told == ["diary.csv row 1, task: the column is missing."]


def test_what_is_odd_but_possible_is_noted(tmp_path: Path, facts: Team) -> None:
    """A case that may have closed, someone else's case, and a very long day are said, not refused."""
    read = _read(
        tmp_path,
        facts,
        "W1,2026-09-14,,,30,admin,C99,,,\nW1,2026-09-14,,,30,admin,C2,,,\nW2,2026-09-14,,,740,admin,,,,\n",
    )

    assert read.notes == (
        "1 case is not in the cases table, so nothing but the time is known of them: C99.",
        "1 case is written about by someone who neither holds nor shares them: C2.",
        "1 day of more than 12 hours: W2 on 2026-09-14.",
    )


def test_notes_leave_no_trace(tmp_path: Path, facts: Team) -> None:
    """What people write for themselves is not read: not kept, not told about, whatever it says."""
    words = "the family in Elm Road"
    read = _read(tmp_path, facts, f"W1,2026-09-14,,,30,admin,,,,{words}\n")

    assert words not in repr(read)
    assert read.entries[0].note is None
    assert words not in table_text(DIARY, read.entries)
    told = _faults(tmp_path, facts, f"W1,2026-09-14,,,30,nothing,,,,{words}\n")
    assert words not in "".join(told)


def test_several_diaries_are_one(tmp_path: Path, facts: Team) -> None:
    """Each person may send a file of their own; faults say whose, also where all are called alike."""
    for who, minutes in (("a", 30), ("b", "no")):
        (tmp_path / who).mkdir()
        (tmp_path / who / "diary.csv").write_text(
            f"{HEADER}W1,2026-09-14,,,{minutes},admin,,,,\n", encoding="utf-8"
        )
    files = [tmp_path / who / "diary.csv" for who in "ab"]

    with pytest.raises(InvalidBatch) as refused:
        read_diary(files, facts, load_diary_guide())

    [fault] = refused.value.faults
    assert str(fault) == "b/diary.csv row 2, minutes: 'no' is not a number."
    assert len(read_diary(files[:1], facts, load_diary_guide()).entries) == 1


def test_a_diary_may_be_the_sheet_of_a_workbook(tmp_path: Path, facts: Team) -> None:
    """Other sheets are left alone; times and days are those of a workbook."""
    path = tmp_path / "kept.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Read first").write(0, 0, "What this is for")
        sheet = book.add_worksheet("Diary")
        time = book.add_format({"num_format": "hh:mm"})
        date = book.add_format({"num_format": "dd/mm/yyyy"})
        for place, name in enumerate(("worker_id", "date", "start", "end", "task")):
            sheet.write(0, place, name)
        sheet.write(1, 0, "W1")
        sheet.write_datetime(1, 1, datetime.date(2026, 9, 14), date)
        sheet.write_datetime(1, 2, datetime.time(9, 30), time)
        sheet.write_datetime(1, 3, datetime.time(11, 0), time)
        sheet.write(1, 4, "travel")

    [entry] = read_diary([path], facts, load_diary_guide()).entries

    assert (entry.date, entry.length) == (datetime.date(2026, 9, 14), 90)


@pytest.mark.parametrize(
    ("place", "problem"),
    [
        ("nowhere", "no folder or file is here"),
        ("empty", "holds no diary.csv"),
        ("diary.pdf", "is neither a CSV file, an .xlsx workbook nor a folder"),
        ("other.xlsx", "has no sheet called diary"),
    ],
)
def test_a_diary_that_is_not_there_is_told(
    tmp_path: Path, facts: Team, place: str, problem: str
) -> None:
    """One line says what was looked for and where."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "diary.pdf").write_text("")
    with xlsxwriter.Workbook(tmp_path / "other.xlsx") as book:
        book.add_worksheet("cases").write(0, 0, "case_id")

    with pytest.raises(InvalidBatch, match=problem):
        read_diary([tmp_path / place], facts, load_diary_guide())


def test_two_diaries_in_one_folder_are_refused(tmp_path: Path, facts: Team) -> None:
    """Which of them is meant is for people to say."""
    for name in ("diary.csv", "Diary.CSV"):
        (tmp_path / name).write_text(HEADER)

    with pytest.raises(InvalidBatch, match="both the diary table; keep one"):
        read_diary([tmp_path], facts, load_diary_guide())


def test_what_is_written_is_read_again(tmp_path: Path, facts: Team) -> None:
    """A diary that was read, written and read once more is the same."""
    rows = "W1,2026-09-14,9:30,10:15,,direct_work,C1,4,missing,\nW2,2026-09-15,,,45,admin,,,adequate,\n"
    read = _read(tmp_path, facts, rows)

    again = _read(tmp_path, facts, table_text(DIARY, read.entries))

    assert again.entries == read.entries


@pytest.mark.parametrize("column", DIARY.columns, ids=lambda column: column.name)
def test_every_column_is_in_the_guide(column: Column) -> None:
    """The guide gives each column's kind and meaning, and says which are required."""
    required = "yes" if column.required else ""
    row = f"| `{column.name}` | {required} | {column.kind.label} | {column.meaning} | {column.blank} |"

    assert row.replace("|  |", "| |") in _GUIDE.read_text(encoding="utf-8")
