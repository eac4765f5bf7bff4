"""Rows survive being written and read, and are the same bytes every time."""

import csv
import datetime
import io

import pytest

from allocator.domain.history import CaseRow, History, WeekRow, WorkerWeekRow
from allocator.simulation import history_files
from allocator.simulation.replication import replicate
from allocator.simulation.rows import KINDS, body, heading, history
from tests.builders import case, worker
from tests.simulation.histories import files
from tests.simulation.worlds import plan, scenario


@pytest.fixture(scope="module")
def found() -> History:
    """Four weeks of a team of two."""
    people = worker("W1", max_cases=5), worker("W2", max_cases=5)
    held = case("H1", worker_id="W1", start_date=datetime.date(2026, 9, 1))
    return replicate(plan(scenario(), *people, held), 0, 1)


def test_rows_are_read_as_they_were_written(found: History) -> None:
    """Blank, number, day, text and yes or no each come back as they were."""
    bodies = [body(getattr(found, kind.field)) for kind in KINDS]

    again = history(bodies)
    assert again == found
    assert [body(getattr(again, kind.field)) for kind in KINDS] == bodies


def test_texts_that_could_run_are_guarded() -> None:
    """A worker's name of a formula opens as text, and comes back as it was."""
    row = WorkerWeekRow("=line", 1, 1, "@W1", None, 0.5, 1.0, 2, 0)

    text = body([row])

    assert text == "'=line,1,1,'@W1,,0.5,1.0,2,0\n"
    assert history(["", "", text]).workers == (row,)


def test_files_hold_a_heading_and_every_row(found: History) -> None:
    """Anybody's reader of CSV finds the columns by their names."""
    written = files(found)

    rows = list(csv.DictReader(io.StringIO(written["cases.csv"].decode("utf-8-sig"))))
    assert [row["case_id"] for row in rows] == [row.case_id for row in found.cases]
    assert rows[0]["rereferral"] == "no"
    assert written["weeks.csv"].decode("utf-8-sig").startswith(heading(KINDS[0]))
    assert written == files(found)


def test_parquet_says_what_csv_says(found: History) -> None:
    """Where the extra is installed, the same values under the same names."""
    parquet = pytest.importorskip("pyarrow.parquet")

    table = parquet.read_table(io.BytesIO(files(found)["cases.parquet"]))

    assert tuple(CaseRow(**row) for row in table.to_pylist()) == found.cases


def test_parquet_is_written_so_many_rows_at_a_time(
    found: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In two lots or in one, nothing is lost, doubled or moved."""
    parquet = pytest.importorskip("pyarrow.parquet")
    bodies = [body([row]) for row in found.weeks]
    monkeypatch.setattr(history_files, "_ROWS", 3)
    file = io.BytesIO()

    content = history_files.contents(lambda kind: bodies)["weeks.parquet"]
    assert not isinstance(content, bytes)
    content(file)

    read = parquet.ParquetFile(file)
    assert read.num_row_groups == 2
    assert tuple(WeekRow(**row) for row in read.read().to_pylist()) == found.weeks
