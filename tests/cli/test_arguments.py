import contextlib
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.cli.main import main
from tests.cli import batches
from tests.cli.conftest import Call

_LONG = "a" * 300
_WRONG = {
    "no batch": ("allocate",),
    "an empty batch": ("allocate", ""),
    "an empty folder": ("allocate", "BATCH", "--out", ""),
    "a file for a batch": ("check", "BATCH/cases.csv"),
    "a device for a batch": ("check", "/dev/null"),
    "a long batch": ("check", _LONG),
    "a long folder": ("allocate", "BATCH", "--policy", "caseload-count", "--out", _LONG),
    "a long example": ("example", _LONG),
    "a long policy": ("check", "BATCH", "--policy", _LONG),
    "a long policy file": ("policies", "show", f"{_LONG}.toml"),
    "no policy": ("check", "BATCH", "--policy", ""),
    "a folder for a policy": ("check", "BATCH", "--policy", "BATCH"),
    "a table for a policy": ("check", "BATCH", "--policy", "BATCH/cases.csv"),
    "a missing policy file": ("check", "BATCH", "--policy", "BATCH/mine.toml"),
    "no day": ("measure", "BATCH", "--as-of", "soon"),
    "a day that is none": ("measure", "BATCH", "--as-of", "2026-02-30"),
    "a day long ago": ("measure", "BATCH", "--as-of", "0001-01-01"),
    "the last day there is": ("measure", "BATCH", "--as-of", "9999-12-31"),
    "a negative seed": ("allocate", "BATCH", "--seed", "-1"),
    "a vast seed": ("allocate", "BATCH", "--seed", "9" * 30),
    "no seconds": ("allocate", "BATCH", "--seconds", "0"),
    "seconds that are no number": ("allocate", "BATCH", "--seconds", "nan"),
    "work that is no number": ("allocate", "BATCH", "--work", "nan"),
    "no threads": ("allocate", "BATCH", "--threads", "0"),
    "threads in words": ("allocate", "BATCH", "--threads", "two"),
    "no case": ("explain", "BATCH", ""),
    "one argument too many": ("check", "BATCH", "BATCH"),
    "no workers": ("example", "BATCH/new", "--workers", "0"),
    "teams without workers": ("example", "BATCH/new", "--workers", "1", "--teams", "2"),
    "no authority": ("example", "BATCH/new", "--authority", ""),
    "a subcommand that is none": ("policies", "shw"),
    "nothing to check": ("policies", "check", ""),
    "a table to check": ("policies", "check", "BATCH/cases.csv"),
    "a missing file to check": ("policies", "check", "BATCH/mine.toml"),
    "a long name to check": ("policies", "check", _LONG),
    "one policy to compare": ("policies", "diff", "caseload-count"),
    "an unknown policy to compare": ("policies", "diff", "caseload-count", "caseload"),
    "no folder to copy to": ("policies", "copy", "caseload-count", ""),
    "a file to copy to": ("policies", "copy", "caseload-count", "BATCH/cases.csv"),
    "a long folder to copy to": ("policies", "copy", "caseload-count", _LONG),
    "nothing to copy": ("policies", "copy", "", "BATCH/new"),
    "no case to weigh": ("policies", "explain", "BATCH", ""),
    "an unknown worker to weigh for": ("policies", "explain", "BATCH", "C1", "--worker", "W9"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", _WRONG.values(), ids=_WRONG)
def test_a_wrong_argument_is_told_plainly(
    wrong: tuple[str, ...], tiny: Path, call: Call
) -> None:
    """Whatever is wrong with an argument is told on standard error, with a code that says whose fault it is."""
    told = call(*(argument.replace("BATCH", str(tiny)) for argument in wrong))

    assert told.code in (2, 5)
    assert told.out == ""
    assert told.err
    assert "Traceback" not in told.err


def test_a_missing_day_says_how_to_write_one(tiny: Path, call: Call) -> None:
    """A day that cannot be read is told with days that can."""
    told = call("measure", tiny, "--as-of", "14 Septober")

    assert "2026-09-14 or 14/09/2026" in " ".join(told.err.split())


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One small batch for every example."""
    return batches.write(tmp_path_factory.mktemp("arguments") / "batch")


@settings(deadline=None)
@given(
    option=st.sampled_from(
        [
            "--policy",
            "--as-of",
            "--seed",
            "--work",
            "--seconds",
            "--threads",
            "--solver",
        ]
    ),
    text=st.text(st.characters(exclude_characters="\0"), max_size=12),
)
def test_any_text_for_any_option(option: str, text: str, batch: Path) -> None:
    """No text given for an option ends in a traceback."""
    output = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")

    with (
        contextlib.redirect_stdout(output),
        contextlib.redirect_stderr(output),
        pytest.raises(SystemExit) as ended,
    ):
        main(["allocate", str(batch), *batches.POLICY, f"{option}={text}"])

    assert ended.value.code in (0, 2)
