import importlib.metadata
import subprocess

import click
import pytest

from allocator.cli.import_ import VERBS as IMPORTS
from allocator.cli.lazily import Lazily
from allocator.cli.main import COMMANDS, command
from allocator.cli.skills import VERBS
from tests.cli.command import PYTHON, run
from tests.cli.conftest import Call

_POLICIES = ("list", "show", "check", "diff", "explain", "copy")
_FRAMEWORK = ("list", "show", "check")
_EVERY = [
    *((name,) for name in COMMANDS),
    *(("policies", name) for name in _POLICIES),
    *(("import", name) for name in IMPORTS),
    *(("skills", name) for name in VERBS),
    *(("skills", "framework", name) for name in _FRAMEWORK),
]


def test_the_map_names_every_command(call: Call) -> None:
    """``allocator --help`` lists each command with a sentence, and what each exit code means."""
    told = call("--help")

    assert told.code == 0
    for name, sentence in COMMANDS.items():
        assert f" {name} " in told.out
        assert sentence in told.out
    for code in ("0", "2", "3", "4", "5", "6", "130"):
        assert f"\n   {code} " in told.out


def test_the_map_fits_a_terminal() -> None:
    """In 80 columns every exit code keeps its line."""
    told = run("--help", environment={"COLUMNS": "80"})

    assert all(len(line) <= 80 for line in told.out.splitlines())
    assert "(with --fail-on-unallocated)" in told.out


@pytest.mark.parametrize("name", _EVERY, ids=" ".join)
def test_every_command_has_help(name: tuple[str, ...], call: Call) -> None:
    """Each command says what it does, and each of its options what it is for."""
    told = call(*name, "--help")

    assert told.code == 0
    assert told.err == ""
    assert f"allocator {' '.join(name)}" in told.out
    assert all(
        parameter.help
        for parameter in _found(name).params
        if isinstance(parameter, click.Option)
    )


@pytest.mark.parametrize("name", _EVERY, ids=" ".join)
def test_every_command_says_in_a_sentence_what_it_does(name: tuple[str, ...]) -> None:
    """The first line of help is a whole sentence."""
    first = (_found(name).help or "").splitlines()[0]

    assert first.endswith(".")
    assert first[0].isupper()


def test_arguments_are_named_in_help() -> None:
    """An argument has no help of its own, so the command's text speaks of it."""
    for name in _EVERY:
        said = _found(name).help or ""
        for parameter in _found(name).params:
            if isinstance(parameter, click.Argument):
                assert str(parameter.metavar or parameter.name).upper() in said


def test_without_a_command_help_is_shown(call: Call) -> None:
    """Someone who only types the name learns what there is, and a script that it was no success."""
    told = call()

    assert told.code == 2
    assert "Commands" in told.out


def test_the_version_is_that_of_the_package(call: Call) -> None:
    """``--version`` reads what was installed."""
    told = call("--version")

    assert told.code == 0
    assert importlib.metadata.version("case-allocator") in told.out


def test_help_waits_for_no_solver() -> None:
    """Help and completion come at once: neither solvers nor charts are imported for them."""
    program = (
        "import sys, contextlib\n"
        "from allocator.cli.main import main\n"
        "with contextlib.suppress(SystemExit): main(['--help'])\n"
        "print('LOADED', {'ortools', 'networkx', 'pulp', 'altair', 'pandas', 'numpy'} & set(sys.modules))"
    )

    done = subprocess.run(
        [PYTHON, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.endswith("LOADED set()\n")


def _found(name: tuple[str, ...]) -> click.Command:
    found = command(name[0])
    for part in name[1:]:
        assert isinstance(found, click.Group)
        found = found.whole(part) if isinstance(found, Lazily) else found.commands[part]
    return found
