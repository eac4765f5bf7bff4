import errno
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from allocator.domain.account import Account
from allocator.errors import AllocatorError
from allocator.report.files import json_text, rendered, write
from tests.report.sample import outcome

_NAMES = {
    "proposal.json",
    "allocations.csv",
    "workload.csv",
    "unallocated.csv",
    "proposal.html",
    "proposal.xlsx",
}
_CONTRACT = [
    "schema",
    "status",
    "cost",
    "bound",
    "gap_percent",
    "improvement_closed_percent",
    "seconds",
    "policy",
    "inputs",
    "as_of",
    "seed",
    "version",
    "assignments",
    "unallocated",
    "workers",
    "measures",
    "moves",
]
_ASSIGNMENT = [
    "case_id",
    "group_id",
    "worker_id",
    "co_worker_id",
    "units",
    "skill_match_percent",
    "reasons",
    "runner_up",
]


def test_json_is_the_contract() -> None:
    """proposal.json has the contract's names in the contract's order, and reads back as the same."""
    account = outcome().account

    text = json_text(account)
    content = json.loads(text)

    assert list(content) == _CONTRACT
    assert list(content["assignments"][0]) == _ASSIGNMENT
    assert content["schema"] == 1
    assert content["as_of"] == "2026-03-02"
    assert Account.model_validate(content) == account
    assert text.endswith("}\n")
    assert '\n  "status"' in text


def test_json_keeps_names_as_they_are_written() -> None:
    """Łukasz stays Łukasz: text is not escaped into numbers."""
    account = outcome().account.model_copy(update={"version": "Łukasz Őry"})

    assert "Łukasz Őry" in json_text(account)


def test_all_six_are_written_and_the_folder_is_made(tmp_path: Path) -> None:
    """One call writes every file, into a folder that need not exist, and nothing besides."""
    folder = tmp_path / "some" / "where"

    written = write(outcome(), folder)

    assert {path.name for path in written} == _NAMES
    assert {path.name for path in folder.iterdir()} == _NAMES
    assert all(path.stat().st_size for path in written)


def test_the_same_outcome_gives_the_same_bytes_in_any_process() -> None:
    """Files can be compared by digest: nothing in them depends on when or where they were made."""
    script = (
        "import hashlib, tests.report.sample as s; from allocator.report.files import rendered; "
        "print({n: hashlib.sha256(c).hexdigest() for n, c in rendered(s.outcome()).items()})"
    )
    here = {
        name: hashlib.sha256(content).hexdigest()
        for name, content in rendered(outcome()).items()
    }

    there = subprocess.run(
        [sys.executable, "-c", script],
        env={
            **os.environ,
            "PYTHONHASHSEED": "7",
            "PYTHONPATH": ".",
            "TZ": "Asia/Tokyo",
        },
        capture_output=True,
        text=True,
        check=True,
    )

    assert there.stdout.strip() == str(here)


@pytest.mark.parametrize("failing", range(1, 7))
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES])
def test_a_disk_that_fails_while_writing_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int, code: int
) -> None:
    """On a full disk earlier reports stay as they were, and no half-written file is left."""
    before = _earlier(tmp_path)
    monkeypatch.setattr(
        os, "fsync", _failing(os.fsync, failing, OSError(code, os.strerror(code)))
    )

    with pytest.raises(AllocatorError) as told:
        _write_quickly(tmp_path, monkeypatch)

    assert _content(tmp_path) == before
    assert "\n" not in str(told.value)
    assert os.strerror(code) in str(told.value)


@pytest.mark.parametrize("had_earlier", [True, False])
@pytest.mark.parametrize("failing", range(1, 7))
def test_a_file_that_cannot_be_replaced_brings_the_others_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int, had_earlier: bool
) -> None:
    """A workbook open in Excel leaves all six reports of the earlier run, not a mixture."""
    before = _earlier(tmp_path) if had_earlier else {}
    locked = PermissionError(errno.EACCES, "in use")
    monkeypatch.setattr(Path, "replace", _failing(Path.replace, failing, locked))

    with pytest.raises(AllocatorError, match="Nothing was changed"):
        _write_quickly(tmp_path, monkeypatch)

    assert _content(tmp_path) == before


def test_an_interruption_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C half way leaves what was there before."""
    before = _earlier(tmp_path)
    monkeypatch.setattr(Path, "replace", _failing(Path.replace, 3, KeyboardInterrupt()))

    with pytest.raises(KeyboardInterrupt):
        _write_quickly(tmp_path, monkeypatch)

    assert _content(tmp_path) == before


def test_a_file_in_place_of_the_folder_is_told_in_one_line(tmp_path: Path) -> None:
    """Naming a file where a folder should be is one plain sentence, not a traceback."""
    taken = tmp_path / "taken"
    taken.write_text("here first")

    with pytest.raises(AllocatorError, match="cannot be written"):
        write(outcome(), taken)


def test_without_hard_links_files_are_kept_by_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file system without hard links gets the same promise."""

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    before = _earlier(tmp_path)
    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(
        Path, "replace", _failing(Path.replace, 4, OSError(errno.EIO, "broken"))
    )

    with pytest.raises(AllocatorError):
        _write_quickly(tmp_path, monkeypatch)

    assert _content(tmp_path) == before


def test_the_terminal_and_json_load_no_drawing_or_spreadsheet_library() -> None:
    """A run that only prints does not wait for altair, xlsxwriter or jinja2."""
    script = (
        "import sys, allocator.report.text, allocator.report.files; "
        "print({'altair', 'vl_convert', 'xlsxwriter', 'jinja2'} & set(sys.modules))"
    )

    printed = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert printed.stdout.strip() == "set()"


def _earlier(folder: Path) -> dict[str, bytes]:
    for name in _NAMES:
        (folder / name).write_bytes(b"earlier " + name.encode())
    return _content(folder)


def _content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _write_quickly(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in = {name: b"new " + name.encode() for name in sorted(_NAMES)}
    monkeypatch.setattr("allocator.report.files.rendered", lambda _: stand_in)
    write(outcome(), folder)


def _failing(
    real: Callable[..., Any], nth: int, error: BaseException
) -> Callable[..., Any]:
    """The real function, but for its nth call."""
    calls = count(1)

    def call(*given: Any) -> Any:
        if next(calls) == nth:
            raise error
        return real(*given)

    return call
