import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.command import PYTHON, run
from tests.cli.conftest import Call

_COMMANDS = str(Path(PYTHON).parent)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_how_to_ask(shell: str, call: Call) -> None:
    """The script of each shell names the command and its own way of asking."""
    told = call("completion", shell)

    assert told.code == 0
    assert f"_ALLOCATOR_COMPLETE={shell}_complete" in told.out
    assert "allocator" in told.out


def test_an_unknown_shell_is_a_wrong_use(call: Call) -> None:
    """Shells that are not known are named."""
    told = call("completion", "tcsh")

    assert told.code == 2
    assert "'bash', 'zsh', 'fish'" in told.err


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("al", ["allocate"]),
        ("policies s", ["show"]),
        ("allocate --so", ["--solver"]),
        ("allocate --solver fl", ["flow"]),
        ("completion z", ["zsh"]),
    ],
)
def test_bash_completes_what_is_typed(typed: str, completed: list[str]) -> None:
    """The script, sourced as its help says, completes commands, options and choices."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash here")
    words = f"allocator {typed}"
    ask = (
        "source <(allocator completion bash)\n"
        f"COMP_WORDS=({words}) COMP_CWORD={len(words.split()) - 1}\n"
        "_allocator_completion allocator\n"
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )

    done = subprocess.run(
        [bash, "--norc", "-c", ask],
        capture_output=True,
        text=True,
        env={"PATH": f"{_COMMANDS}:/usr/bin:/bin"},
        check=True,
    )

    assert done.stdout.split() == completed
    assert done.stderr == ""


def test_zsh_and_fish_are_answered_in_their_way() -> None:
    """What their scripts ask, the command answers."""
    asked = {"COMP_WORDS": "allocator al", "COMP_CWORD": "1"}

    zsh = run(environment={"_ALLOCATOR_COMPLETE": "zsh_complete", **asked})
    fish = run(
        environment={
            "_ALLOCATOR_COMPLETE": "fish_complete",
            "COMP_WORDS": "allocator al",
            "COMP_CWORD": "al",
        }
    )

    assert zsh.out.split("\n")[:2] == ["plain", "allocate"]
    assert "allocate" in fish.out
