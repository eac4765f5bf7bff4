import json
import os
import subprocess
from pathlib import Path

import pytest

from allocator import shipped
from tests.cli import batches
from tests.cli.command import PYTHON, Watched, run

pytestmark = pytest.mark.slow

MEETING = shipped.folder("scenarios", "teams", "meeting")
_LATIN = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}


def test_progress_is_shown_to_a_terminal() -> None:
    """Somebody who watches sees what is being done on standard error; the line is gone at the end."""
    watched = Watched("allocate", MEETING)

    told, _ = watched.end()

    assert told.code == 0
    assert "Looking for the best of all proposals for 20 cases" in told.err
    assert told.err.endswith("\x1b[2K")
    assert "\x1b[?25h" in told.err  # the cursor is back
    assert "\x1b" not in told.out


def test_progress_does_not_mix_with_json() -> None:
    """``--json`` stands alone on standard output while progress is shown on the other."""
    watched = Watched("allocate", MEETING, "--json")

    told, _ = watched.end()

    assert json.loads(told.out)["status"] == "optimal"
    assert "Looking for the best" in told.err


@pytest.mark.parametrize("colour", [{}, {"FORCE_COLOR": "1"}], ids=["plain", "forced"])
def test_progress_is_not_logged(colour: dict[str, str], tiny: Path) -> None:
    """A scheduled run finds nothing on standard error when nothing is wrong."""
    told = run("allocate", tiny, *batches.POLICY, environment=colour)

    assert told.code == 0
    assert told.err == ""


@pytest.mark.parametrize("arguments", [("allocate", "BATCH"), ("measure", "BATCH"), ("--help",)])  # fmt: skip
def test_text_has_no_colour_in_a_file(arguments: tuple[str, ...], tiny: Path) -> None:
    """What is written to a file or a pipe has no terminal's codes in it."""
    told = run(
        *(argument.replace("BATCH", str(tiny)) for argument in arguments),
        environment={"NO_COLOR": "1"},
    )

    assert "\x1b" not in told.out


def test_help_fits_a_narrow_terminal() -> None:
    """Help keeps to the columns there are."""
    told = run("allocate", "--help", environment={"COLUMNS": "50"})

    assert all(len(line) <= 50 for line in told.out.splitlines())


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("allocate", "BATCH"),
        ("measure", "BATCH"),
        ("explain", "BATCH", "C1"),
        ("check", "BATCH"),
        ("policies", "list"),
    ],
    ids=" ".join,
)
def test_a_terminal_that_is_not_utf_8_is_served(
    arguments: tuple[str, ...], tiny: Path
) -> None:
    """What such a terminal cannot show becomes a question mark, not a traceback."""
    asked = [argument.replace("BATCH", str(tiny)) for argument in arguments]
    if "BATCH" in arguments:
        asked += batches.POLICY

    done = subprocess.run(
        [PYTHON, "-m", "allocator", *asked],
        capture_output=True,
        env={**os.environ, **_LATIN},
        check=True,
    )

    assert done.stderr == b""
    if "allocate" in arguments:
        assert "W1 · Ana Zoë".encode("latin-1") in done.stdout
        assert b" ? " in done.stdout  # an arrow that Latin-1 does not have


@pytest.mark.parametrize(
    "arguments",
    [("allocate",), ("measure",), ("explain", "C1"), ("compare",)],
    ids=lambda arguments: arguments[0],
)
def test_json_is_utf_8_everywhere(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """A program reads the same bytes whatever the terminal is."""
    cases = batches.CASES.replace("C1", "Ć1")
    batch = batches.write(tmp_path, cases=cases)
    asked = [
        arguments[0],
        str(batch),
        *(argument.replace("C1", "Ć1") for argument in arguments[1:]),
        "--json",
        *batches.POLICY,
    ]

    printed = subprocess.run(
        [PYTHON, "-m", "allocator", *asked],
        capture_output=True,
        env={**os.environ, **_LATIN},
        check=True,
    ).stdout.decode("utf-8")

    assert json.loads(printed)
    assert ("Ć1" in printed) == (arguments[0] != "compare")
    assert "?" not in printed


@pytest.mark.parametrize(
    "arguments",
    [("measure", "BATCH"), ("explain", "BATCH", "C1"), ("policies", "list"), ("--help",)],
    ids=lambda arguments: arguments[0],
)  # fmt: skip
def test_a_reader_that_has_gone_is_no_traceback(
    arguments: tuple[str, ...], tiny: Path
) -> None:
    """``allocator measure BATCH | head -1`` ends quietly."""
    asked = [argument.replace("BATCH", str(tiny)) for argument in arguments]
    process = subprocess.Popen(
        [PYTHON, "-m", "allocator", *asked],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={name: v for name, v in os.environ.items() if name != "PYTHONUNBUFFERED"},
    )
    assert process.stdout is not None
    process.stdout.close()

    assert process.stderr is not None
    complaint = process.stderr.read()
    process.stderr.close()

    assert process.wait(timeout=60) == 1
    assert complaint == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_one_line(tiny: Path) -> None:
    """Output that cannot be kept is told, and is no success."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [PYTHON, "-m", "allocator", "measure", str(tiny), "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert done.returncode == 2
    assert done.stderr == "No space left on device.\n"
