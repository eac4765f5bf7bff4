"""``allocator diary`` and ``calibrate``, called as people call them."""

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from allocator import shipped
from allocator.evidence import extra
from allocator.policy.loading import load_policy
from allocator.tables.batch import read_batch
from tests.cli.conftest import Call

_BATCH = shipped.folder("scenarios", "evidence", "diaries")


def test_a_form_for_anyone_and_forms_for_people(call: Call, tmp_path: Path) -> None:
    """One to print and one for a computer; made out to someone, it lists their cases and is called after them."""
    anyone = call("diary", "form", _BATCH, "--start", "5/10/2026", "--out", tmp_path)
    own = call(
        "diary",
        "form",
        _BATCH,
        "--start",
        "5/10/2026",
        "--worker",
        "W01",
        "--out",
        tmp_path,
    )

    assert (anyone.code, own.code) == (0, 0)
    assert {path.name for path in tmp_path.iterdir()} == {
        "diary.html", "diary.xlsx", "diary-W01.html", "diary-W01.xlsx",
    }  # fmt: skip
    page = (tmp_path / "diary-W01.html").read_text(encoding="utf-8")
    held = read_batch(_BATCH, load_policy()).team.held_by["W01"]
    assert all(case.case_id in page for case in held)
    assert "not used to judge" in page
    assert "kept for 12 months" in page


def test_what_is_written_in_the_workbook_is_read_back(
    call: Call, tmp_path: Path
) -> None:
    """A form filled in and saved passes the check, as one diary of several."""
    call(
        "diary",
        "form",
        _BATCH,
        "--start",
        "2026-10-05",
        "--worker",
        "W01",
        "--out",
        tmp_path,
    )
    book = openpyxl.load_workbook(tmp_path / "diary-W01.xlsx")
    sheet = book["diary"]
    names = [cell.value for cell in sheet[1]]
    for name, value in {
        "worker_id": "W01",
        "date": "2026-10-05",
        "minutes": 45,
        "task": "travel",
    }.items():
        sheet.cell(2, names.index(name) + 1).value = value
    book.save(tmp_path / "kept.xlsx")

    told = call(
        "diary", "check", _BATCH, "--diary", tmp_path / "kept.xlsx", "--diary", _BATCH
    )

    assert told.code == 0, told.err
    assert "No faults: 3,321 lines of 24 people" in told.out


def test_faults_end_in_exit_code_five(call: Call, tmp_path: Path) -> None:
    """Nothing is told but the faults, each in a line."""
    wrong = tmp_path / "diary.csv"
    wrong.write_text(
        "worker_id,date,minutes,task\nW99,2026-10-05,45,emails\n", encoding="utf-8"
    )

    told = call("diary", "check", _BATCH, "--diary", wrong)

    assert (told.code, told.out) == (5, "")
    assert "diary.csv row 2, worker_id: 'W99' is not in the workers table." in told.err
    assert "diary.csv row 2, task: 'emails' is not one of" in told.err


def test_a_report_is_written_and_printed(call: Call, tmp_path: Path) -> None:
    """Page, table and JSON; what is printed with --json is the file."""
    told = call("diary", "report", _BATCH, "--out", tmp_path, "--json")

    assert told.code == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        "diary.html", "diary-groups.csv", "diary.json",
    }  # fmt: skip
    assert told.out == (tmp_path / "diary.json").read_text(encoding="utf-8")
    found = json.loads(told.out)
    assert found["people"] == 24
    assert {one["key"] for one in found["groups"] if one["people"] is None} >= {
        "fostering"
    }


def test_one_persons_report_is_called_after_them(call: Call, tmp_path: Path) -> None:
    """It says for whom it is, and its files carry the id."""
    told = call("diary", "report", _BATCH, "--worker", "W02", "--out", tmp_path)

    assert told.code == 0
    assert "The diary of W02" in told.out
    assert "for the person who kept the diary and their supervisor" in " ".join(
        told.out.split()
    )
    assert (tmp_path / "diary-W02.html").exists()
    assert not (tmp_path / "diary.html").exists()


def test_a_report_from_one_diary_less_is_refused(call: Call, tmp_path: Path) -> None:
    """Subtracted from the one it would replace, it would tell of the person left out."""
    first = call("diary", "report", _BATCH, "--out", tmp_path / "out")
    lines = (_BATCH / "diary.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    fewer = tmp_path / "diary.csv"
    fewer.write_text(
        "".join(line for line in lines if not line.startswith("W03")), encoding="utf-8"
    )
    before = (tmp_path / "out" / "diary.json").read_bytes()

    second = call(
        "diary", "report", _BATCH, "--diary", fewer, "--out", tmp_path / "out"
    )

    assert first.code == 0
    assert second.code == 2
    assert "would tell on somebody" in second.err
    assert (tmp_path / "out" / "diary.json").read_bytes() == before
    assert call("diary", "report", _BATCH, "--out", tmp_path / "out").code == 0


def test_an_example_is_written_to_an_empty_folder_only(
    call: Call, tmp_path: Path
) -> None:
    """A batch, its diary and the truth; nothing of anyone's is overwritten."""
    made = call("diary", "example", tmp_path / "made", "--workers", 6, "--weeks", 1)
    again = call("diary", "example", tmp_path / "made")

    assert made.code == 0
    assert {"diary.csv", "truth.toml", "workers.csv"} <= {
        p.name for p in (tmp_path / "made").iterdir()
    }
    assert again.code == 2
    assert "is not empty" in again.err


@pytest.mark.slow
def test_a_calibration_is_written_whole(call: Call, tmp_path: Path) -> None:
    """Report, tables, the proposed policy and the backtest; the proposed policy can be used as it lies there."""
    told = call("calibrate", _BATCH, "--out", tmp_path, "--work", 1)

    assert told.code == 0, told.err
    names = {path.name for path in tmp_path.iterdir()}
    assert names >= {
        "calibration.html", "calibration.csv", "calibration.json", "backtest.html",
        "children-workload-calibrated.toml", "children-workload-calibrated-weighting.toml",
    }  # fmt: skip
    account = json.loads((tmp_path / "calibration.json").read_text(encoding="utf-8"))
    proposed = load_policy(str(tmp_path / "children-workload-calibrated.toml"))
    assert proposed.digest == account["proposed"]["digest"]
    backtest = json.loads((tmp_path / "backtest.json").read_text(encoding="utf-8"))
    assert backtest["policies"]["second"] == account["proposed"]
    measured = call(
        "measure", _BATCH, "--policy", tmp_path / "children-workload-calibrated.toml"
    )
    assert measured.code == 0


def test_without_the_extra_one_line_says_what_is_missing(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No traceback: the name of the extra, and how to install it."""

    def not_there(name: str) -> object:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(extra, "import_module", not_there)

    told = call("calibrate", _BATCH, "--no-backtest")

    assert told.code == 2
    assert told.err == (
        "Calibration needs scipy and statsmodels, which are not installed:"
        ' pip install "case-allocator[calibration]" adds them.\n'
    )


def test_a_policy_in_points_is_refused_in_one_line(call: Call) -> None:
    """A diary counts minutes."""
    told = call("calibrate", _BATCH, "--policy", "caseload-count", "--no-backtest")

    assert told.code in (2, 5)
    assert "Traceback" not in told.err
    if told.code == 2:
        assert "counts in points; only minutes a week" in told.err


def test_a_batch_without_a_diary_is_told_so(call: Call, tmp_path: Path) -> None:
    """The line says where a diary was looked for."""
    batch = tmp_path / "batch"
    shutil.copytree(_BATCH, batch, ignore=shutil.ignore_patterns("diary.csv"))

    told = call("diary", "check", batch)

    assert told.code == 5
    assert "holds no diary.csv." in told.err
