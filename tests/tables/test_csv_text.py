from pathlib import Path

import pytest

from allocator.tables import limits
from tests.tables.files import CASES, faults_of, read_tables

NAMES = "worker_id,contracted_hours,name\nW1,37,Zoë Müller\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_the_encodings_exports_use(
    tmp_path: Path, encoding: str
) -> None:
    """Names keep their letters, with or without a byte order mark."""
    batch = read_tables(tmp_path, workers=NAMES.encode(encoding))

    assert batch.team.workers[0].name == "Zoë Müller"


def test_reading_old_windows_text_is_said(tmp_path: Path) -> None:
    """Whoever sees an odd name learns why."""
    batch = read_tables(tmp_path, workers=NAMES.encode("cp1252"))

    assert "workers.csv was read as Windows-1252 text" in batch.notes[0]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found_from_the_headings(
    tmp_path: Path, delimiter: str
) -> None:
    """Commas, semicolons and tabs separate cells, even where lists use semicolons too."""
    rows = [
        ["case_id", "type", "interventions"],
        ["C1", "assessment", '"home_visits;direct_work"'],
    ]
    text = "\n".join(delimiter.join(row) for row in rows)

    batch = read_tables(tmp_path, cases=text)

    assert batch.team.cases[0].interventions == ("home_visits", "direct_work")


def test_a_line_that_names_the_separator_is_obeyed(tmp_path: Path) -> None:
    """Excel's own "sep=" line is no row, and hides from row numbers as it does in Excel."""
    text = "sep=|\ncase_id|type|urgency\nC1|assessment|hi\n"

    assert faults_of(tmp_path, cases=text)[0].startswith("cases.csv row 2, urgency")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_end_as_on_any_machine(tmp_path: Path, ending: str) -> None:
    """Files from Windows, Linux and old Macs read alike."""
    batch = read_tables(tmp_path, cases=CASES.replace("\n", ending))

    assert [case.case_id for case in batch.team.cases] == ["C1", "C2"]


def test_rows_count_as_a_spreadsheet_counts_them(tmp_path: Path) -> None:
    """A cell of several lines is in one row, and a blank row counts."""
    text = 'case_id,type,notes,urgency\nC1,assessment,"two\nlines",high\n\n,,,\nC2,assessment,,hi\n'

    assert faults_of(tmp_path, cases=text) == [
        "cases.csv row 5, urgency: 'hi' is not one of urgent, high, medium, low."
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            b'case_id,type\nC1,"assessment\nC2,assessment\n',
            "row 2: has a quotation mark",
        ),
        (b'case_id,type\nC1,"a"b"c"\n', "row 2: has a quotation mark"),
        (
            b"case_id,type\nC1," + b"x" * 200_000,
            "row 2: has a cell longer than 131,072",
        ),
        (
            b"case_id,type\nC1,\x81\n",
            "neither UTF-8 nor Windows-1252 text (see line 2)",
        ),
        (b"\xff\xfec\x00", "names no column of the cases table"),
        (b"\xff\xfec", "neither UTF-8"),
        (b"case_id,type\0\0\n", "is not plain text"),
        (b"PK\x03\x04", "is a workbook, whatever its name says"),
        (b"case_id,type\nC1,asses\rsment\n", "row 3, type: is blank"),
        (b"", "is empty; its first row names the columns"),
        (b"\n \n,,\n", "is empty; its first row names the columns"),
        (b"case_id,type" + b",x" * 1000 + b"\n", "has more than 1,000 columns"),
    ],
)
def test_broken_text_is_one_fault(tmp_path: Path, text: bytes, says: str) -> None:
    """What cannot be read is told in one line that says where and what to do."""
    told = faults_of(tmp_path, cases=text)

    assert len(told) == 1
    assert told[0].startswith("cases.csv")
    assert says in told[0]


def test_a_file_that_cannot_be_read_to_its_end_blames_no_other(tmp_path: Path) -> None:
    """Rows after a broken one are unknown, so references to them are not faults."""
    told = faults_of(
        tmp_path,
        workers='worker_id,contracted_hours\nW1,37\nW2,"18\n',
        cases="case_id,type,worker_id\nC1,assessment,W2\n",
    )

    assert len(told) == 1


def test_a_control_character_is_refused_where_it_matters(tmp_path: Path) -> None:
    """Text that no page or workbook can show does not get in."""
    told = faults_of(tmp_path, cases="case_id,type\nC1,assessment\nC\x002,assessment\n")

    assert told == [
        "cases.csv row 3, case_id: holds a character that cannot be shown; type it again."
    ]


def test_limits_hold_for_rows_and_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file beyond the limits is refused before it fills the memory."""
    monkeypatch.setattr(limits, "MOST_ROWS", 2)
    assert faults_of(tmp_path) == [
        "workers.csv row 3: has more than 2 rows.",
        "cases.csv row 3: has more than 2 rows.",
    ]

    monkeypatch.setattr(limits, "LARGEST_CSV_BYTES", len(CASES))
    assert "cases.csv: is larger than 0 MB." in faults_of(tmp_path, cases=CASES + CASES)
