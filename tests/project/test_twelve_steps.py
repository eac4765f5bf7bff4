"""The table of the twelve steps of a skills audit is run from start to finish, as people would type it."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.command import run
from tests.project.pages import ROOT, named, read, section, tables

_STEPS = 12


def _steps() -> list[list[str]]:
    [table] = tables(section(read("skills.md"), "## Twelve steps"))
    return table[1:]


def test_there_are_twelve() -> None:
    """Each of the field's steps has a command, in order."""
    numbers = [
        int(found[1]) for row in _steps() if (found := re.match(r"(\d+)\. ", row[0]))
    ]

    assert numbers == [*range(1, _STEPS + 1)]


@pytest.mark.slow
def test_every_step_runs_after_the_ones_before_and_makes_its_files(
    tmp_path: Path,
) -> None:
    """On the shipped example of forty people: forms to plans to a proposal, and back to the framework."""
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    people = (tmp_path / "scenarios/audits/children/workers.csv").read_text("utf-8")
    assert len(people.splitlines()) == 1 + 40

    for step, command, makes in _steps():
        [typed] = named(command)
        program, *arguments = shlex.split(typed)
        assert program == "allocator"
        told = run(*arguments, folder=tmp_path)
        assert told.code == 0, f"{step}: {told.err}"
        if "--out" in arguments:
            folder = tmp_path / arguments[arguments.index("--out") + 1]
            assert any(folder.iterdir()), step
            for name in named(makes):
                assert (folder / name).exists() or folder.name == name, f"{step} {name}"

    page = (tmp_path / "proposal" / "proposal.html").read_text("utf-8")
    assert "(agreed 1 September 2026)" in page or "(agreed 14 September 2026)" in page
