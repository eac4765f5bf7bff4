import itertools
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from allocator.errors import InvalidBatch
from allocator.policy.loading import load_policy
from allocator.tables.batch import Batch, read_batch
from allocator.tables.columns import TABLES
from tests.tables.files import csv_folder, read_tables, workbook

POLICY = load_policy("children-workload")
NASTY = [
    "#N/A",
    "#REF!",
    "\u00a0",
    "N/A",
    "=1+1",
    "14/09/2026",
    "31/02/2026",
    "1e999",
    "nan",
    "-5",
    "٣",
    ";;",
    ":",
    "a:1;a:2",
    "\x00",
    "\u202e",
    "'",
    '"',
    "1,000,5",
    "9" * 400,
    "99/99/9999",
    "W1",
]
CELLS = st.sampled_from(NASTY) | st.text(max_size=12) | st.floats().map(str)
LENIENT = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def _read_or_refuse(path: Path) -> None:
    """Anything but a batch or an InvalidBatch fails the test that calls this."""
    refused = ""
    try:
        batch = read_batch(path, POLICY)
        assert isinstance(batch, Batch)
    except InvalidBatch as error:
        refused = str(error)
    assert all(line.isprintable() for line in refused.splitlines())


@st.composite
def grids(draw: st.DrawFn, table: str) -> list[list[str]]:
    """Rows of arbitrary cells under real headings."""
    headings = [*TABLES[table].column, "harm"]
    row = st.lists(CELLS, min_size=len(headings) - 2, max_size=len(headings) + 1)
    return [headings, *draw(st.lists(row, max_size=4))]


@LENIENT
@given(data=st.data())
def test_arbitrary_cells_are_read_or_refused(
    tmp_path: Path, data: st.DataObject
) -> None:
    """No cell in any table ends in a traceback."""
    folder = tmp_path / "batch"
    folder.mkdir(exist_ok=True)
    for table in TABLES:
        rows = data.draw(grids(table))
        quoted = [
            ",".join('"' + cell.replace('"', '""') + '"' for cell in row)
            for row in rows
        ]
        (folder / f"{table}.csv").write_bytes(
            "\n".join(quoted).encode("utf-8", "replace")
        )

    _read_or_refuse(folder)


@LENIENT
@given(
    content=st.binary(max_size=200),
    above=st.sampled_from([b"", b"case_id,type,urgency\n"]),
)
@example(content=b'"', above=b"case_id,type\n")
@example(content=b"\xff\xfe\x00", above=b"")
@example(content=b"\r\r\n\x85\n", above=b"case_id,type\n")
def test_arbitrary_bytes_are_read_or_refused(
    tmp_path: Path, content: bytes, above: bytes
) -> None:
    """No CSV file ends in a traceback."""
    _read_or_refuse(csv_folder(tmp_path, cases=above + content))


@settings(LENIENT, max_examples=25)
@given(rows=st.lists(st.lists(CELLS, max_size=20), max_size=3), cut=st.integers(0, 40))
def test_arbitrary_workbooks_are_read_or_refused(
    tmp_path: Path, rows: list[list[str]], cut: int
) -> None:
    """No workbook ends in a traceback, whole or damaged."""
    cells = [
        ["".join(letter for letter in cell if letter.isprintable()) for cell in row]
        for row in rows
    ]
    path = workbook(
        tmp_path,
        {"strings_to_formulas": False},
        cases=[[*TABLES["cases"].column], *cells],
    )
    content = bytearray(path.read_bytes())
    if cut:
        content[len(content) * cut // 41] ^= 0xFF
    path.write_bytes(content)

    _read_or_refuse(path)


def test_all_of_a_thousand_faults_are_found_and_the_first_hundred_shown(
    tmp_path: Path,
) -> None:
    """A hundred thousand rows are read to the end, however many are wrong."""
    urgencies = itertools.cycle(["hi", *["high"] * 99])
    rows = "".join(
        f"C{number},assessment,W{number % 2 + 1},{next(urgencies)},1\n"
        for number in range(100_000)
    )
    folder = csv_folder(tmp_path, cases="case_id,type,worker_id,urgency,harm\n" + rows)

    with pytest.raises(InvalidBatch) as raised:
        read_batch(folder, POLICY)

    assert len(raised.value.faults) == 1_000
    assert str(raised.value).count("\n") == 100
    assert str(raised.value).endswith("... and 900 more faults.")


def test_a_fault_found_later_is_placed_as_well(tmp_path: Path) -> None:
    """Whoever checks a batch further can name file and row."""
    batch = read_tables(tmp_path, cases="A title\n\ncase_id,type\nC1,assessment\n")

    assert (
        str(batch.fault("cases", 0, "type", "is odd."))
        == "cases.csv row 4, type: is odd."
    )
    assert (
        str(Batch(batch.team).fault("cases", 0, "", "is odd."))
        == "cases row 1: is odd."
    )


def test_reading_files_loads_no_workbook_reader() -> None:
    """The reader that a hostile workbook may abort is never in this process."""
    program = (
        "import sys, allocator.tables.batch; print('python_calamine' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "False"
