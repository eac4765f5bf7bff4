import datetime
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.chartsheet import Chartsheet

from allocator.tables import limits
from allocator.tables.batch import read_batch
from tests.tables.files import csv_folder, faults_in, grid, repacked, workbook

WORKSHEET = (
    b'<?xml version="1.0"?><worksheet'
    b' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s'
    b"</sheetData></worksheet>"
)
HEADING = b'<row r="1"><c r="A1" t="inlineStr"><is><t>case_id</t></is></c></row>'


def test_a_workbook_gives_what_its_sheets_as_files_give(tmp_path: Path) -> None:
    """The same tables are the same team, whichever way they come."""
    pins = "case_id,worker_id,kind\nC1,W1,never\n"

    from_workbook = read_batch(workbook(tmp_path, pins=grid(pins)))

    assert from_workbook.team == read_batch(csv_folder(tmp_path, pins=pins)).team
    assert list(from_workbook.inputs) == ["batch.xlsx"]


@pytest.mark.parametrize("from_1904", [False, True])
def test_real_dates_are_read(tmp_path: Path, from_1904: bool) -> None:
    """A date is that date, counted from 1900 or from 1904, with a time of day or without."""
    path = workbook(
        tmp_path,
        {"date_1904": from_1904},
        cases=[
            ["case_id", "type", "due_date"],
            ["C1", "assessment", datetime.date(2026, 9, 14)],
            ["C2", "assessment", datetime.datetime(2026, 9, 14, 9, 30)],
        ],
    )

    assert {case.due_date for case in read_batch(path).team.cases} == {
        datetime.date(2026, 9, 14)
    }


def test_numbers_as_ids_are_the_digits_people_see(tmp_path: Path) -> None:
    """The number 7 is the id "7", and the text "007" stays as it is."""
    path = workbook(
        tmp_path, cases=[["case_id", "type"], [7.0, "x"], ["007", "x"], [True, "x"]]
    )

    assert [case.case_id for case in read_batch(path).team.cases] == [
        "7",
        "007",
        "true",
    ]


def test_a_percentage_format_is_not_taken_for_a_percentage(tmp_path: Path) -> None:
    """Excel keeps 100% as 1: leave would become one percent, so it is asked about."""
    path = workbook(tmp_path, reductions=[["worker_id", "percent"], ["W1", 1]])

    assert "'1' could be a share or a percentage" in faults_in(path)[0]


def test_tables_may_start_anywhere_under_a_title(tmp_path: Path) -> None:
    """Rows are numbered as the screen shows them, wherever the table begins."""
    cells = [
        [],
        [None, "List 6"],
        [None, "Case ID", "Type", "Urgency"],
        [None, "C1", "x", "hi"],
    ]

    assert faults_in(workbook(tmp_path, cases=cells)) == [
        "batch.xlsx sheet cases row 4, urgency: 'hi' is not one of urgent, high, medium, low."
    ]


def test_sheets_are_found_in_any_dress_and_others_are_said(tmp_path: Path) -> None:
    """Sheet names match like headings do; a front sheet is no table."""
    path = tmp_path / "batch.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in (
            ("Front Sheet", [["Team list"]]),
            (" CASES", grid("case_id,type\nC1,x")),
            ("Workers", grid("worker_id,contracted_hours\nW1,37")),
            ("Reduction", []),
            ("Survey", []),
        ):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)

    batch = read_batch(path)

    assert len(batch.team.cases) == 1
    assert batch.notes == (
        "batch.xlsx sheet Front Sheet is not a table of a batch and was not read.",
        "batch.xlsx sheet Reduction is not a table of a batch and was not read."
        " Did you mean 'reductions'?",
        "batch.xlsx sheet Survey is not used by allocate.",
    )


def test_missing_and_doubled_sheets_are_faults(tmp_path: Path) -> None:
    """A workbook says which table it lacks, and which it has twice."""
    path = tmp_path / "batch.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("Case", "pins", "pins_"):
            book.add_worksheet(name)

    assert faults_in(path)[:3] == [
        "batch.xlsx sheet pins_: is the pins table, and so is 'pins'; keep one of the two.",
        "batch.xlsx: has no workers table.",
        "batch.xlsx: has no cases table. Is 'Case' meant to be it?",
    ]


def test_formulas_give_what_they_show(tmp_path: Path) -> None:
    """The value a formula came to is read; a failed one is a fault where a blank would mislead."""
    path = tmp_path / "batch.xlsx"
    with xlsxwriter.Workbook(path) as book:
        workers = book.add_worksheet("workers")
        workers.write_row(0, 0, ["worker_id", "contracted_hours", "role"])
        workers.write_formula(1, 0, '="W"&1', None, "W1")
        workers.write_formula(1, 1, "=30+7", None, 37)
        workers.write_formula(1, 2, "=1/0", None, "#DIV/0!")
        cases = book.add_worksheet("cases")
        cases.write_row(2, 1, ["case_id", "type", "worker_id"])
        cases.write_row(3, 1, ["C1", "assessment"])
        cases.write_formula(3, 3, "=VLOOKUP(1,A1:B2,2)", None, "#N/A")

    assert faults_in(path) == [
        "batch.xlsx sheet cases row 4, worker_id: '#N/A' is a spreadsheet error, not a value."
    ]


def test_merged_headings_leave_a_note(tmp_path: Path) -> None:
    """A heading over two columns names the first; what stands in the other is said."""
    path = tmp_path / "batch.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("workers").write_row(0, 0, ["worker_id", "contracted_hours"])
        cases = book.add_worksheet("cases")
        cases.write_row(0, 0, ["case_id", "type"])
        cases.merge_range(0, 2, 0, 3, "team")
        cases.write_row(1, 0, ["C1", "assessment", "North", "East"])

    batch = read_batch(path)

    assert batch.team.cases[0].team == "North"
    assert "cases under" not in batch.notes[0]
    assert any("cells under a blank heading" in note for note in batch.notes)


def test_a_sparse_corner_is_one_fault(tmp_path: Path) -> None:
    """Two cells at opposite corners ask for 400 GB; only the process that reads them dies."""
    corner = HEADING + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = repacked(workbook(tmp_path), xl__worksheets__sheet2=WORKSHEET % corner)

    assert path.stat().st_size < 10_000
    assert faults_in(path) == [
        "batch.xlsx sheet cases: cannot be read within 1,024 MB of memory."
        " A stray cell far below or beside the table is the usual cause."
    ]


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        (b"A1000001", "has more than 1,000,000 rows."),
        (b"ALM1", "has more than 1,000 columns."),
    ],
)
def test_a_sheet_beyond_the_limits_is_one_fault(
    tmp_path: Path, cell: bytes, says: str
) -> None:
    """Rows and columns are counted before any of them is passed on."""
    row = b"1" if cell == b"ALM1" else cell[1:]
    stray = (
        HEADING.replace(b"</row>", b"")
        if row == b"1"
        else HEADING + b'<row r="%s">' % row
    )
    cells = stray + b'<c r="%s"><v>1</v></c></row>' % cell
    path = repacked(workbook(tmp_path), xl__worksheets__sheet2=WORKSHEET % cells)

    assert faults_in(path) == [f"batch.xlsx sheet cases: {says}"]


def test_a_zip_bomb_is_refused_unopened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workbook that says it unpacks to too much is not unpacked."""
    monkeypatch.setattr(limits, "LARGEST_UNPACKED_BYTES", 1_000_000)
    path = repacked(workbook(tmp_path), xl__worksheets__sheet2=b" " * 2_000_000)

    (told,) = faults_in(path)

    assert (
        "at most 1 are read; save its sheets as CSV files in a folder instead." in told
    )


def test_a_zip_bomb_that_lies_about_its_size_is_one_fault(tmp_path: Path) -> None:
    """What unpacks to more than it says is taken for damaged."""
    size = 50_000_000
    path = repacked(workbook(tmp_path), xl__worksheets__sheet2=b" " * size)
    content = path.read_bytes().replace(
        size.to_bytes(4, "little"), (500).to_bytes(4, "little")
    )
    path.write_bytes(content)

    assert faults_in(path) == [
        "batch.xlsx sheet cases: is damaged, or is not a workbook that Excel would open."
    ]


def test_an_entity_bomb_is_one_fault(tmp_path: Path) -> None:
    """Text that multiplies when it is read stays unread."""
    entities = b"".join(
        b'<!ENTITY %c "%s">' % (98 + depth, b"&%c;" % (97 + depth) * 50)
        for depth in range(8)
    )
    bomb = (
        (WORKSHEET % HEADING)
        .replace(b"case_id", b"&i;")
        .replace(
            b"<worksheet",
            b'<!DOCTYPE l [<!ENTITY a "lol">' + entities + b"]><worksheet",
            1,
        )
    )
    path = repacked(workbook(tmp_path), xl__worksheets__sheet2=bomb)

    assert faults_in(path) == [
        "batch.xlsx sheet cases: is damaged, or is not a workbook that Excel would open."
    ]


def test_macros_are_refused_under_any_name(tmp_path: Path) -> None:
    """A workbook with macros is not read, whatever it calls itself."""
    path = workbook(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"")

    assert faults_in(path) == [
        "batch.xlsx: holds macros; save it as .xlsx without them."
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"case_id,type\n", "is not an .xlsx workbook, whatever its name says"),
        (b"", "is not an .xlsx workbook"),
        (b"PK\x03\x04 and no more", "is not an .xlsx workbook"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "is a workbook of the old .xls kind",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + "EncryptedPackage".encode("utf-16-le"),
            "is protected by a password; save it without one.",
        ),
    ],
)
def test_what_is_no_workbook_is_one_fault(
    tmp_path: Path, content: bytes, says: str
) -> None:
    """The name does not make a workbook."""
    path = tmp_path / "batch.xlsx"
    path.write_bytes(content)

    (told,) = faults_in(path)

    assert told.startswith(f"batch.xlsx: {says}")


@pytest.mark.parametrize("part", ["xl/workbook.bin", "other.txt"])
def test_other_archives_are_one_fault(tmp_path: Path, part: str) -> None:
    """A binary workbook or any other archive says what to save instead."""
    path = tmp_path / "batch.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, b"")

    (told,) = faults_in(path)

    assert "save it as .xlsx" in told


def test_a_damaged_workbook_is_one_fault(tmp_path: Path) -> None:
    """A sheet or a table of contents that cannot be parsed is told in one line."""
    path = repacked(workbook(tmp_path), xl__workbook=b"<workbook>")
    assert "is damaged" in faults_in(path)[0]

    path = repacked(
        workbook(tmp_path), xl__worksheets__sheet2=b"<worksheet><sheetData><row"
    )
    assert all(line.startswith("batch.xlsx") for line in faults_in(path))


def test_a_chart_named_like_a_table_is_empty(tmp_path: Path) -> None:
    """A sheet that holds a picture is no table."""
    book = openpyxl.Workbook()
    book.active.title = "workers"
    book.active.append(["worker_id", "contracted_hours"])
    chart: Chartsheet = book.create_chartsheet("cases")
    assert chart.title == "cases"
    book.save(tmp_path / "batch.xlsx")

    assert faults_in(tmp_path / "batch.xlsx") == [
        "batch.xlsx sheet cases: is empty; its first row names the columns."
    ]


def test_a_workbook_that_takes_too_long_is_one_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading ends when its time is up."""
    monkeypatch.setattr(limits, "WORKBOOK_SECONDS", 0.0)

    assert faults_in(workbook(tmp_path)) == [
        "batch.xlsx: took longer than 0 seconds to read."
    ]


def test_a_workbook_too_large_to_hold_is_one_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The size of the file alone can be too much."""
    monkeypatch.setattr(limits, "LARGEST_WORKBOOK_BYTES", 10)

    assert "batch.xlsx: is larger than 0 MB" in faults_in(workbook(tmp_path))[0]


def test_no_process_outlives_the_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reading process has ended when the batch is there, and after a fault too."""
    started: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, **kwargs)  # type: ignore[call-overload]
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)

    read_batch(workbook(tmp_path))
    faults_in(workbook(tmp_path, cases=[["case_id"], ["C1"]]))

    assert len(started) == 2
    assert all(process.returncode is not None for process in started)
