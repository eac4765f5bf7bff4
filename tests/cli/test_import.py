import csv
import json
from pathlib import Path

import pytest

from allocator.errors import InvalidBatch
from allocator.report import imported_files
from allocator.tables.batch import read_batch
from tests.cli.command import run
from tests.cli.conftest import Call
from tests.importers.exports import (
    annex_a,
    census,
    come,
    csv_file,
    open_case,
    worker_xml,
)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """An Annex A of a waiting, a held and a case whose lookup failed."""
    rows = [open_case("1"), open_case("2", ""), open_case("3", "#N/A")]
    return annex_a(tmp_path, {6: rows})


def test_an_export_becomes_a_batch_that_checks(
    call: Call, export: Path, tmp_path: Path
) -> None:
    """What import writes, check takes; the summary says what came in and what did not."""
    out = tmp_path / "batch"

    told = call("import", "annex-a", export, "--out", out)

    assert told.code == 0
    assert "1 worker, 1 held case and 1 waiting case came in." in told.out
    assert sorted(path.name for path in out.iterdir()) == [
        "cases.csv",
        "import.html",
        "import.json",
        "workers.csv",
    ]
    assert call("check", out).code == 0


def test_json_is_alone_on_standard_output(
    call: Call, export: Path, tmp_path: Path
) -> None:
    """What is printed is what is written."""
    told = call(
        "import",
        "annex-a",
        export,
        "--out",
        tmp_path / "b",
        "--json",
        "--failed-workers",
        "waiting",
    )

    assert json.loads(told.out) == json.loads(
        (tmp_path / "b" / "import.json").read_text("utf-8")
    )
    assert json.loads(told.out)["counts"]["waiting"] == 2


def test_nothing_is_written_where_anything_is_wrong(call: Call, tmp_path: Path) -> None:
    """A file that is no Annex A leaves no folder behind, one plain line, and exit code 5."""
    path = csv_file(tmp_path / "x.xlsx", ["a"], ["b"])

    told = call("import", "annex-a", path, "--out", tmp_path / "batch")

    assert (told.code, told.out) == (5, "")
    assert told.err.count("\n") == 1
    assert not (tmp_path / "batch").exists()


def test_a_folder_with_anything_in_it_is_left_alone(
    call: Call, export: Path, tmp_path: Path
) -> None:
    """What people have filled in is never overwritten, not even by the same import."""
    out = tmp_path / "batch"
    call("import", "annex-a", export, "--out", out)
    before = {path: path.read_bytes() for path in out.iterdir()}

    told = call("import", "annex-a", export, "--out", out)

    assert told.code == 2
    assert "is not empty" in told.err
    assert {path: path.read_bytes() for path in out.iterdir()} == before


def test_the_same_export_is_written_alike(
    call: Call, export: Path, tmp_path: Path
) -> None:
    """Same inputs, same bytes."""
    for name in ("a", "b"):
        call(
            "import",
            "annex-a",
            export,
            "--out",
            tmp_path / name,
            "--as-of",
            "2026-09-14",
        )

    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
        for name in ("a", "b")
    )
    assert first == second


def test_names_stay_out_of_what_is_said(call: Call, tmp_path: Path) -> None:
    """Neither the summary nor the report on the data names a worker; only the tables do."""
    path = annex_a(tmp_path, {6: [open_case("1", "Xanthe Sentinel", cin="never")]})

    told = call("import", "annex-a", path, "--out", tmp_path / "b")

    for text in (
        told.out,
        told.err,
        *(p.read_text("utf-8") for p in (tmp_path / "b").glob("import.*")),
    ):
        assert "Sentinel" not in text
    assert "Xanthe Sentinel" in (tmp_path / "b" / "workers.csv").read_text("utf-8")


def test_formulas_in_an_export_run_nowhere(call: Call, tmp_path: Path) -> None:
    """Names that a spreadsheet would take for a formula are guarded in every table."""
    path = csv_file(
        tmp_path / "List 6.csv",
        ["Child Unique ID", "Case Status", "Allocated Team", "Allocated Worker"],
        ["=1+1", "CP", "@x", "=cmd|' /C calc'!A0"],
    )

    call("import", "annex-a", path.parent, "--out", tmp_path / "b")

    for table in ("cases", "workers"):
        with (tmp_path / "b" / f"{table}.csv").open(
            encoding="utf-8", newline=""
        ) as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "@", "+", "-"))]
        assert any(cell.startswith("'=") for cell in cells)


def test_an_import_that_is_killed_leaves_no_batch(tmp_path: Path) -> None:
    """Files are put in their places in an order in which none but the last makes a batch that would be read."""
    people = census(tmp_path / "c.xml", worker_xml(SWENo="Ana Zoë", Absat30Sept=1))
    done = come(annex_a(tmp_path, {6: [open_case("1")]}), workers=(people,))
    files = imported_files.rendered(done.team, done.quality)
    out = tmp_path / "batch"
    out.mkdir()

    readable = []
    for name, content in files.items():
        (out / name).write_bytes(content)
        try:
            read_batch(out)
        except InvalidBatch:
            readable.append(False)
        else:
            readable.append(True)

    assert "reductions.csv" in files
    assert readable == [False] * (len(files) - 1) + [True]


def test_a_census_has_workers_only(call: Call, tmp_path: Path) -> None:
    """The batch of a census has its people; cases come from elsewhere."""
    path = census(tmp_path / "c.xml", worker_xml())

    told = call("import", "workforce-census", path, "--out", tmp_path / "b")

    assert "1 worker came in." in told.out
    assert call("check", tmp_path / "b").code == 0


def test_a_mapping_is_made_by_answering(tmp_path: Path) -> None:
    """Each guess is asked about; Enter takes it, a dash takes none, and a heading that is not there is asked again."""
    path = csv_file(
        tmp_path / "e.csv", ["Case ID", "Type", "Team"], ["1", "CIN plan", "North"]
    )
    out = tmp_path / "m.toml"

    told = run(
        "import",
        "map",
        path,
        "--out",
        out,
        given="\nNo such\nType\n-\nchild_protection\n",
    )

    assert told.code == 0, told.err
    assert "The headings are: Case ID, Type, Team." in told.err
    text = out.read_text("utf-8")
    assert 'case_id = "Case ID"' in text
    assert "team =" not in text
    assert '"CIN plan" = "child_protection"' in text


def test_a_mapping_is_never_overwritten(call: Call, tmp_path: Path) -> None:
    """A mapping that somebody has corrected stays."""
    path = csv_file(tmp_path / "e.csv", ["Case ID", "Type"], ["1", "CIN plan"])
    out = tmp_path / "m.toml"
    out.write_text("mine", "utf-8")

    told = call("import", "map", path, "--out", out, "--yes")

    assert told.code == 2
    assert out.read_text("utf-8") == "mine"
